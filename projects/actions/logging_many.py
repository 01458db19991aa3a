"""Many entries of the log at once, by the same rules as one (projects.actions.logging), in as few questions as can be."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from projects import events, rules
from projects.models import Activity, Participation


@dataclass
class Entry:
    """One activity as it will stand in the log; `hats` are {person id: [hat, …]} of everybody it names."""

    kind: object
    title: str
    first: date
    last: date
    token: str
    notes: str = ""
    team_id: int | None = None
    project_id: int | None = None
    minutes: int | None = None
    stage: int | None = None
    others: int = 0
    others_le: int = 0
    hats: dict = field(default_factory=dict)


@transaction.atomic
def log_many(*, entries, logged_by, now) -> list[Activity]:
    """All of these or none. Whoever calls it has asked who may. Raises Refused."""
    made = [_activity(entry, logged_by, now) for entry in entries]
    Activity.objects.bulk_create(made)
    Participation.objects.bulk_create(
        Participation(activity=activity, person_id=person, hats=hats, contact_minutes=entry.minutes)
        for activity, entry in zip(made, entries, strict=True)
        for person, hats in entry.hats.items()
    )
    for activity in made:
        events.activity_changed.send(sender=Activity, activity=activity, now=now)
    return made


def _activity(entry, logged_by, now):
    rules.check_it_has_happened(entry.last, now=now)
    rules.check_window(entry.first, entry.last)
    rules.check_heads(entry.others, entry.others_le)
    rules.check_minutes(entry.minutes)
    activity = Activity(
        kind=entry.kind, title=entry.title.strip() or entry.kind.name, summary=entry.notes, team_id=entry.team_id,
        project_id=entry.project_id, started_on=entry.first, ended_on=entry.last, level=entry.kind.default_level,
        stage=entry.stage, minutes=entry.minutes, others=entry.others, others_le=entry.others_le, logged_by=logged_by,
        logged_at=now, form_token=entry.token,
    )  # fmt: skip
    activity.needs_detail = bool(rules.what_is_missing(activity, named=len(entry.hats)))
    return activity
