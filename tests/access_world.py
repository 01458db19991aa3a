"""Two of everything: what the people of the matrix may meet (`mine`), and what belongs to somebody else (`theirs`)."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from meetings.models import Venue
from members import files
from members.models import Absence, ContactTask, Draft, EqualityQuestion, Letter
from members.post import links, unsubscribe
from projects.models import QualityTask
from tests import access_desk, access_rights
from tests import factories as make
from tests.factories.rights import rights_things

CAST = {
    "C": ("jo", "coordinator"),
    "S": ("ash", "staff"),
    "M": ("rowan", "member"),
    "T": ("tal", "trustee"),
    "B": ("bo", "board"),
    "P": ("kim", "partner"),
    "G": ("saf", "safeguarding"),
    "F": ("fin", "finance"),
    "X": ("tec", "technical"),
}


KEPT = '{"path": "/somewhere/", "fields": []}'


@dataclass
class Things:
    """One of each thing; `token` and `work_token` are the links of `person`."""

    person: object
    meeting: object
    project: object
    activity: object
    opportunity: object
    organisation: object
    channel: object
    seat: object
    grant: object
    representative: object
    letter: object
    task: object
    question: object
    absence: object
    team: object
    body: object
    venue: object
    kind_of_activity: object
    rsvp: dict
    invitation: dict
    draft: dict
    rights: object
    note: object
    export: object
    provision: object
    enquiry: object
    proposal: object
    item: object
    training: object
    course: object
    supporter: object
    check_in: object
    concern: object
    equality_question: object
    token: str
    work_token: str


THINGS = set(Things.__annotations__)


class World:
    """Everybody of the cast, `mine` (the team of Ash, where everybody is asked) and `theirs` (another team's, Robin's)."""

    def __init__(self, cast):
        self.cast = cast
        self.people = {letter: getattr(cast, name) for letter, (name, _) in CAST.items()}
        self.mine = self._things(cast.team, cast.rowan, list(self.people.values()), cast.organisation)
        other = make.organisation("Another Organisation")
        self.theirs = self._things(cast.other_team, cast.robin, [cast.robin], other)

    def _things(self, team, person, asked, organisation):
        now = timezone.now()
        body = make.body(f"Body of {team}", "other")
        kind = make.kind()
        meeting = make.meeting(f"Meeting of {team}", people=asked, team=team, body=body, kind=kind, lead=self.cast.jo)
        project = make.project(f"Project of {team}", team=team, lead=self.cast.jo)
        project.stage_changes.create(stage=1, changed_on=project.started_on, changed_by=self.cast.jo)
        activity = make.activity(
            f"Work of {team}", team=team, people=[person], project=project, lead=self.cast.jo, logged_by=self.cast.jo
        )
        opportunity = make.opportunity(project, title=f"Help for {team}", people=asked, asked_by=self.cast.jo)
        letter = Letter.objects.create(
            key=f"access:{person.pk}", kind="meeting_invitation", person=person, about=meeting.about_word, due_at=now,
            state="sent", sent_at=now, to_address="somewhere@example.org", subject="Please answer", text="Please answer",
            html="<p>Please answer</p>",
        )  # fmt: skip
        task = ContactTask.objects.create(person=person, way="phone", why="Meeting invitation", due_at=now)
        until = now + timedelta(days=30)
        link = {"person": person, "expires_at": until, "now": now}
        drafts = {}
        for each in asked:
            drafts[each.pk] = Draft.objects.create(person=each, form="posted-x", words=KEPT, updated_at=now)
        return Things(
            person=person,
            meeting=meeting,
            project=project,
            activity=activity,
            opportunity=opportunity,
            organisation=organisation,
            channel=person.channels.get(),
            seat=person.seats.first(),
            grant=person.grants.get(),
            representative=make.representative(organisation, person, part="lived_experience"),
            letter=letter,
            task=task,
            question=QualityTask.objects.create(activity=activity, what="Please look", noted_at=now),
            absence=Absence.objects.create(
                person=self.cast.uma, cover=self.cast.jo, starts=now.date(), ends=now.date() + timedelta(days=9)
            ),
            team=team,
            body=body,
            venue=Venue.objects.get_or_create(name="The Old Library")[0],
            kind_of_activity=kind,
            rsvp={r.person_id: r for r in meeting.rsvps.all()},
            invitation={i.person_id: i for i in opportunity.invitations.all()},
            draft=drafts,
            rights=rights_things(person),
            note=make.note(person, by=self.cast.jo),
            export=make.export(by=self.cast.jo),
            provision=make.provision(meeting, person),
            enquiry=make.enquiry(f"Enquirer of {team}"),
            proposal=make.stop(person.memberships.get(), by=self.cast.jo),
            item=make.induction_item(f"Line of {team}"),
            **self._support(person),
            token=links.address(links.link_for(purpose="rsvp", about=meeting.about_word, **link))
            .rstrip("/")
            .split("/")[-1],
            work_token=links.address(links.link_for(purpose="invitation", about=opportunity.about_word, **link))
            .rstrip("/")
            .split("/")[-1],
        )

    def _support(self, person):
        """A training with its certificate, a plan that Ash may open, a check-in that Ash does, a concern, a question."""
        now = timezone.now()
        paper = files.keep(b"%PDF-1.4", name="paper.pdf", types=("pdf",), most_bytes=100, now=now, about_person=person)
        training = make.training(person, certificate_file=paper)
        plan = make.support_plan(person)
        words = {"words": "Which way do you come?"}
        return {
            "training": training,
            "course": training.course,
            "supporter": plan.supporters.create(supporter=self.cast.ash, named_at=now),
            "check_in": make.check_in(person, assigned_to=self.cast.ash),
            "concern": make.concern(person),
            "equality_question": EqualityQuestion.objects.get_or_create(slug="way", defaults=words)[0],
        }

    def args(self, name, things, letter="M"):
        """What stands in the address of that page, about these things, for the person of that letter."""
        kind = ABOUT.get(name)
        if kind is None:
            return []
        if callable(kind):
            return kind(things)
        if kind == "stop":
            return [unsubscribe.token(things.person.pk, "news")]
        if kind == "consent":
            return [things.person.pk, "name_to_members"]
        if str(kind).startswith("rights."):
            return getattr(things.rights, kind.partition(".")[2])
        if kind in ("token", "work_token"):
            return [getattr(things, kind)]
        if kind in ("rsvp", "invitation", "draft"):
            rows = getattr(things, kind)
            owner = self.people.get(letter, things.person)
            return [(rows.get(owner.pk) or next(iter(rows.values()))).pk]
        return [getattr(things, kind).pk] if kind in THINGS else [kind]

    def data(self, name, things):
        """What is posted where an empty form could only be a thing that is not there."""
        return {
            "meetings:register_mark": {"person": things.person.pk},
            "projects:project_meeting": {"meeting": things.meeting.pk},
        }.get(name, {})


def _about(kind, *names):
    return dict.fromkeys(names, kind)


ABOUT = {
    **access_rights.ABOUT,
    **access_desk.ABOUT,
    **_about(
        "person",
        *(
            f"members:{name}"
            for name in (
                "person", "person_edit", "person_history", "person_died", "sign_in_means", "channel_new", "seat_new",
                "membership", "roles", "take_break_for", "end_break_for", "person_messages",
            )
        ),
        "meetings:of_person",
    ),
    **_about("channel", "members:channel_edit", "members:channel_prefer", "members:channel_remove"),
    **_about("person", "members:note_new", "members:ring_for", "members:who_looked_at", "projects:of_person"),
    **_about("organisation", "members:organisation_history"),
    **_about("meeting", "meetings:meeting_history"),
    **_about("opportunity", "projects:opportunity_history"),
    **_about("note", "members:note_take_away"),
    **_about("export", *(f"members:{name}" for name in ("export", "export_file", "export_throw_away"))),
    **_about("provision", "meetings:provision"),
    **_about("person", "members:passport"),
    **_about("rsvp", "meetings:details_for", "meetings:right_for"),
    **_about("meeting", "meetings:access", "meetings:access_sheet", "meetings:right"),
    **_about("token", "rsvp_right"),
    **_about("stop", "members:unsubscribe"),
    **_about("meeting", "meetings:photos"),
    **_about("consent", "members:consent"),
    **_about("name_to_members", "members:my_consent", "members:wording"),
    **_about("person", *(f"members:{name}" for name in ("consents", "trusted_contact", "supporter", "wishes", "quieter_for"))),
    **_about("letter", "members:my_message"),
    **_about("person", "members:training_of", "members:support_plan"),
    **_about(
        "training",
        *(f"members:training_{n}" for n in ("done", "remove", "certificate", "certificate_file")),
    ),
    **_about("course", "members:course"),
    **_about("supporter", "members:supporter_end"),
    **_about("check_in", "members:check_in", "members:check_in_hand_over", "members:check_in_own"),
    **_about("concern", "members:concern", "members:concern_more"),
    **_about("equality_question", "members:equality_compare"),
    **_about("seat", "members:seat_end"),
    **_about(
        "person",
        *(
            f"members:{name}"
            for name in (
                "joining_of", "joining_step", "joining_close", "joining_review", "induction_ticks", "conversation",
                "conversation_consent", "agree_for", "agree_for_charity", "why_for", "let_tick", "break_for", "leaving_for",
                "goodbye", "goodbye_talk", "stay_for", "certificate", "remembrance", "stop_new",
            )
        ),
    ),
    **_about("enquiry", "members:enquiry_look"),
    **_about("project", "projects:invite_to_join"),
    **_about("item", "members:induction_item", "members:induction_item_drop"),
    **_about("proposal", *(f"members:{name}" for name in ("stop", "stop_decide", "stop_appeal", "stop_appeal_decide"))),
    **_about("grant", "members:role_end"),
    **_about("person", "members:invite_again", "members:access_end"),
    **_about("absence", "members:away_end"),
    **_about("a" * 12, "logo"),
    **_about("team", "settings_teams_edit", "settings_teams_retire", "settings_teams_history"),
    **_about("body", "settings_bodies_edit", "settings_bodies_retire", "settings_bodies_history"),
    **_about("venue", "settings_venues_edit", "settings_venues_retire", "settings_venues_history"),
    **_about("kind_of_activity", "settings_kinds_edit", "settings_kinds_retire", "settings_kinds_history"),
    **_about("draft", "members:kept_forget"),
    **_about("notes", "members:draft"),
    **_about("organisation", "members:organisation"),
    **_about("representative", "members:representative_end"),
    **_about("task", "members:contact_outcome"),
    **_about(
        "letter",
        *(f"members:{name}" for name in ("message", "send_again", "ring_instead", "hold", "let_go", "skip")),
        "demo_letter", "demo_letter_page",
    ),
    **_about(
        "meeting",
        *(
            f"meetings:{name}"
            for name in (
                "meeting", "meeting_edit", "meeting_publish", "meeting_move", "meeting_cancel", "meeting_invite", "answer",
                "details", "calendar_file", "meeting_register", "register_find", "register_mark", "register_close",
                "register_reopen", "register_print",
            )
        ),
        "projects:at_meeting",
    ),
    **_about("rsvp", "meetings:take_off", "meetings:answer_for"),
    **_about(
        "project",
        *(
            f"projects:{name}"
            for name in (
                "project", "project_edit", "project_stage", "project_first_stage", "project_meeting", "ask",
            )
        ),
    ),
    **_about(
        "activity",
        *(f"projects:{name}" for name in ("activity", "activity_edit", "logged", "activity_take_back", "activity_bring_back")),
    ),
    **_about("question", "projects:quality_done"),
    **_about("opportunity", *(f"projects:{n}" for n in ("opportunity", "ask_more", "opportunity_close", "opportunity_cancel"))),
    **_about("invitation", "projects:answer", "projects:answer_for"),
    **_about("token", "rsvp", "rsvp_details", "rsvp_ring", "rsvp_calendar"),
    **_about("work_token", "invitation", "invitation_ring"),
    **_about(1, "demo_step"),
    **_about("0" * 64, "dashboard_picture"),
}  # fmt: skip
