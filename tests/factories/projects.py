"""Projects, what people gave to them, and pieces of work people are asked to."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from projects.models import Activity, Contribution, Invitation, Opportunity, Participation, Project
from tests.factories.meetings import kind as a_kind
from tests.factories.people import team as a_team


def project(title="Welcome Pack", *, team=None, days_ago=200, **fields):
    fields.setdefault("started_on", timezone.localdate() - timedelta(days=days_ago))
    return Project.objects.create(title=title, team=team or a_team(), **fields)


def activity(
    title="Interview panel", *, people=(), kind=None, days_ago=10, hats=("advisory_member",), minutes=60, **fields
):
    """Something that was held so many days ago; `people` took part with these hats and minutes."""
    kind = kind or a_kind("Interview panel", is_meeting=False, default_level="operational")
    ended_on = fields.pop("ended_on", None) or timezone.localdate() - timedelta(days=days_ago)
    fields.setdefault("started_on", ended_on)
    fields.setdefault("team", a_team())
    fields.setdefault("level", kind.default_level)
    fields.setdefault("logged_at", timezone.now())
    made = Activity.objects.create(title=title, kind=kind, ended_on=ended_on, minutes=minutes, **fields)
    for person in people:
        participation(made, person, hats=hats, minutes=minutes)
    return made


def participation(activity, person, *, hats=("advisory_member",), minutes=60, **fields):
    return Participation.objects.create(
        activity=activity, person=person, hats=list(hats), contact_minutes=minutes, **fields
    )


def opportunity(project=None, *, title="Help to choose the pictures", people=(), days=14, sent=True, **fields):
    """A piece of work to be answered within so many days; `people` are asked."""
    now = timezone.now()
    made = Opportunity.objects.create(
        project=project or globals()["project"](),
        title=title,
        **{
            "what": "Look at twelve pictures and say which feel right.",
            "when_words": "One hour, on a day that suits you",
            "place": "By phone, or at the Leatherhead office",
            "support": "Somebody sits beside you if you like",
            "offer": "Your travel, and a thank-you voucher",
            "answer_by": timezone.localdate() + timedelta(days=days),
            "closes_at": now + timedelta(days=days),
            "sent_at": now if sent else None,
            **fields,
        },
    )
    for person in people:
        invitation(made, person)
    return made


def invitation(opportunity, person, **fields):
    fields.setdefault("invited_at", opportunity.sent_at)
    return Invitation.objects.create(opportunity=opportunity, person=person, **fields)


def contribution(project=None, *, text="The letters are too small to read", people=(), answer="", changed="", **fields):
    """Something these people said, perhaps answered and done; nobody is told of it. It is written down on the day it is said."""
    now, today = timezone.now(), timezone.localdate()
    noon = timezone.make_aware(datetime.combine(fields.get("said_on", today), time(12)))
    made = Contribution.objects.create(
        project=project or globals()["project"](),
        text=text,
        **{"said_on": today, "reply_by": today + timedelta(days=28), "noted_at": min(now, noon), **fields},
    )
    for person in people:
        made.contributors.create(person=person)
    if answer:
        reason = "" if answer == "accepted" else "There is no money for it."
        facts = {"decided_by": "The team", "decided_on": today, "noted_at": now}
        made.responses.create(answer=answer, reason=reason, **facts)
    if changed:
        made.changes.create(what=changed, changed_on=today, noted_at=now)
    return made
