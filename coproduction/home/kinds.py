"""What a kind of work needs, on the home of whoever looks after it."""

from datetime import timedelta

from django.db.models import BigIntegerField, CharField, DateTimeField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from members.permissions import Role
from projects.models import ProjectPoint, StandingOffer

FEW = 6
SOON = timedelta(days=2)


def to_look_at(actor, *, now):
    """Querysets for `support.to_do`: rows of point; the id is the project's, the name says which point."""
    due = ProjectPoint.objects.due(until=timezone.localdate(now) + SOON)
    mine = due.filter(looked_after_by__in=actor.looks_after)
    text = CharField()
    rows = mine.order_by("due_on", "pk").annotate(
        sort_of_row=Value("point", output_field=text), nobody=Value(None, output_field=BigIntegerField()),
        said_name=Cast(F("point"), text), at=Cast(F("due_on"), DateTimeField()),
        said_words=Concat(F("name"), Value(" ("), F("project__title"), Value(")"), output_field=text),
    )  # fmt: skip
    found = [rows.values("project_id", "nobody", "said_name", "said_words", "at", row=F("sort_of_row"))[:FEW]]
    if actor.role == Role.COORDINATOR:
        waits = StandingOffer.objects.to_be_said().order_by("put_up_at", "pk")
        offers = waits.annotate(
            sort_of_row=Value("standing", output_field=text), nobody=F("person_id"), said_name=F("person__name"),
            at=F("put_up_at"), said_words=Cast(F("title"), text),
        )  # fmt: skip
        found.append(offers.values("id", "nobody", "said_name", "said_words", "at", row=F("sort_of_row"))[:FEW])
    return found


def sorted_out(rows):
    of = {"point": "points", "standing": "standing"}
    return {name: [row for row in rows if row["row"] == sort] for sort, name in of.items()}
