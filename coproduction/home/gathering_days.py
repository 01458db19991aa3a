"""What a conference or away day puts on homes: talks with speakers, tasks of the planning group, what was promised after it."""

from datetime import timedelta

from django.db.models import BigIntegerField, CharField, DateTimeField, F, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone

from meetings.day_queries import talks_to_hold
from meetings.models import NextStep, PlanningTask
from members.permissions import Role

SOON = timedelta(days=21)
FEW = 6
SORTS = ("talk", "planning", "step")


def to_do(actor, *, now):
    """Querysets for `support.to_do`: one's own talks with speakers, tasks and promises, three weeks ahead; on Monday every
    promise that is late, whoever sees to it."""
    today = timezone.localdate(now)
    until = today + SOON
    talks = talks_to_hold(actor).filter(due_on__lte=until).select_related(None)
    tasks = PlanningTask.objects.open().filter(owner_id__in=actor.looks_after, due_on__lte=until)
    due = Q(owner_id__in=actor.looks_after, due_on__lte=until)
    if actor.role == Role.COORDINATOR:
        due |= Q(due_on__lt=today)
    steps = NextStep.objects.open().filter(due).order_by("due_on", "pk")
    return [
        _rows(talks.order_by(), "talk", "speaker__name"),
        _rows(tasks.order_by(), "planning", "title"),
        _rows(steps, "step", "words")[:FEW],
    ]


def _rows(found, sort, words):
    """The columns of `coproduction.home.support.to_do`, by their places."""
    return found.annotate(
        sort_of_row=Value(sort, output_field=CharField()),
        nobody=Value(None, output_field=BigIntegerField()),
        said_name=Cast(F(words), CharField()),
        said_words=Value("", output_field=CharField()),
        at=Cast("due_on", DateTimeField()),
    ).values("id", "nobody", "said_name", "said_words", "at", row=F("sort_of_row"))


def sorted_out(rows, *, now):
    """All kinds, soonest first, each with whether it is late."""
    today = timezone.localdate(now)
    found = [row for row in rows if row["row"] in SORTS]
    return [{**row, "is_late": timezone.localtime(row["at"]).date() < today} for row in found]
