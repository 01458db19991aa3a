"""Two of everything: what the people of the matrix may meet (`mine`), and what belongs to somebody else (`theirs`)."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from meetings.models import Venue
from members import files
from members.models import Absence, ContactTask, Draft, EqualityQuestion, Letter
from members.post import links, unsubscribe
from projects.models import QualityTask
from tests import access_agenda, access_agreeing, access_day, access_loop
from tests import factories as make
from tests.access_about import ABOUT
from tests.access_agenda import agenda_things
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
    topic: object
    paper: object
    paper_form: object
    equality_question: object
    token: str
    work_token: str


THINGS = set(Things.__annotations__)


class World:
    """Everybody of the cast, `mine` (the team of Ash, where everybody is asked) and `theirs` (another team's, Robin's)."""

    def __init__(self, cast):
        self.cast, self.found = cast, {}
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
            **agenda_things(meeting, person),
            token=links.address(links.link_for(purpose="rsvp", about=meeting.about_word, **link))
            .rstrip("/")
            .split("/")[-1],
            work_token=links.address(links.link_for(purpose="invitation", about=opportunity.about_word, **link))
            .rstrip("/")
            .split("/")[-1],
        )

    def _support(self, person):
        """A training with its certificate, a plan one colleague may open, a check-in they do, a concern, a question.

        For the people of the matrix that colleague is Ash; for what belongs to somebody else it is Uma.
        """
        now = timezone.now()
        helper = self.cast.uma if person == self.cast.robin else self.cast.ash
        paper = files.keep(b"%PDF-1.4", name="paper.pdf", types=("pdf",), most_bytes=100, now=now, about_person=person)
        training = make.training(person, certificate_file=paper)
        plan = make.support_plan(person)
        words = {"words": "Which way do you come?"}
        return {
            "training": training,
            "course": training.course,
            "supporter": plan.supporters.create(supporter=helper, named_at=now),
            "check_in": make.check_in(person, assigned_to=helper),
            "concern": make.concern(person),
            "equality_question": EqualityQuestion.objects.get_or_create(slug="way", defaults=words)[0],
        }

    def args(self, name, things, letter="M"):
        """What stands in the address of that page, about these things, for the person of that letter."""
        kind = ABOUT.get(name)
        if kind is None:
            return []
        if callable(kind):  # looked up once: every person of the matrix and every method asks about the same things
            if (name, id(things)) not in self.found:
                self.found[name, id(things)] = kind(things)
            return self.found[name, id(things)]
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
        return (
            access_agenda.data(name, things)
            or access_loop.data(name, things)
            or access_agreeing.data(name, things)
            or {
                **access_day.DATA,
                "meetings:register_mark": {"person": things.person.pk},
                "projects:project_meeting": {"meeting": things.meeting.pk},
            }.get(name, {})
        )
