"""What comes next in the story: a draft to publish, meetings people were asked to, and a piece of work."""

from datetime import timedelta

from coproduction.story import past
from coproduction.story.reading import read
from meetings.models import Meeting, Rsvp
from projects.models import Invitation, Opportunity, ProjectMeeting


def look_ahead(cast, projects):
    """Make what comes next."""
    series = {each["body"]: each for each in read("meetings")["series"]}
    days, plans = cast.days, read("next")
    group = past.new_meeting(cast, series["advisory-group"], days.advisory_next, about=plans["draft"]["about"])
    group.save()
    _ask(cast, group, cast.members_on(days.today), {}, invited=None)
    network = past.new_meeting(cast, series["network"], days.network_next, about=plans["network"]["about"])
    _publish(cast, network, ago="12d")
    _ask(cast, network, [*series["network"]["people"], "tamsin"], plans["network"]["answers"], invited="12d")
    board = past.new_meeting(cast, series["trustees"], days.board_next, about=plans["board"]["about"])
    _publish(cast, board, ago="9d")
    _ask(cast, board, [*series["trustees"]["people"], "ingrid"], plans["board"]["answers"], invited="9d")
    workshop = _workshop(cast, plans["workshop"])
    ProjectMeeting.objects.create(project=projects["welcome-pack"], meeting=workshop)
    _piece_of_work(cast, projects, plans["work"])


def _publish(cast, meeting, *, ago):
    meeting.state = Meeting.State.PUBLISHED
    meeting.published_at = cast.days.at(cast.days.day(ago), "10:00")
    meeting.save()


def _ask(cast, meeting, keys, answers, *, invited):
    invited_at = cast.days.at(cast.days.day(invited), "10:00") if invited else None
    rsvps = []
    for key in keys:
        answer = answers.get(key, "")
        rsvps.append(
            Rsvp(
                meeting=meeting,
                person=cast[key],
                answer=answer,
                mode=meeting.modes[-1].value if answer == "yes" else "",
                answered_at=invited_at + timedelta(hours=len(rsvps) * 5 + 2) if answer else None,
                via="link" if answer else "",
                invited_at=invited_at,
            )
        )
    past._number_places(rsvps)
    Rsvp.objects.bulk_create(rsvps)


def _workshop(cast, plan):
    day = cast.days.workshop_next
    workshop = Meeting(
        kind=cast.kinds[plan["kind"]],
        team=cast.teams["welcome"],
        lead=cast["daniel"],
        title=plan["title"],
        about=plan["about"],
        starts_at=cast.days.at(day, plan["starts"]),
        ends_at=cast.days.at(day, plan["ends"]),
        answer_by=day - timedelta(days=4),
        uid=f"story-workshop-{day.isoformat()}@sametable.example",
        **plan["how"],
    )
    _publish(cast, workshop, ago="6d")
    _ask(cast, workshop, plan["people"], plan["answers"], invited="6d")
    return workshop


def _piece_of_work(cast, projects, plan):
    asked_at = cast.days.at(cast.days.day("3d"), "11:00")
    work = Opportunity.objects.create(
        project=projects[plan["project"]],
        **{name: plan[name] for name in ("title", "what", "when_words", "place", "support", "offer")},
        answer_by=cast.days.today + timedelta(days=10),
        closes_at=cast.days.at(cast.days.today + timedelta(days=11), "17:00"),
        asked_by=cast["beth"],
        sent_at=asked_at,
    )
    Invitation.objects.bulk_create(
        Invitation(
            opportunity=work,
            person=cast[key],
            answer=plan["answers"].get(key, ""),
            answered_at=asked_at + timedelta(hours=20) if key in plan["answers"] else None,
            via="link" if key in plan["answers"] else "",
            invited_at=asked_at,
        )
        for key in plan["people"]
    )
