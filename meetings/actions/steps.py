"""The clock of a series is changed: a step gets another day, owner or wording, goes, or comes new."""

from django.db import transaction
from django.utils.text import slugify

from meetings.actions import months
from meetings.models import MonthTask, SeriesStep
from members.permissions import Permission, require
from members.rules import Refused

MOST_STEPS = 40


@transaction.atomic
def change_step(*, step, actor, now, **changes) -> SeriesStep:
    """Another day, time, owner or wording; open rows follow at once. Switched off, its open rows go."""
    require(actor, Permission.PLAN_MEETING, within=step.series)
    for name, value in changes.items():
        setattr(step, name, value)
    check_step(step)
    step.save()
    if not step.is_on:
        MonthTask.objects.filter(step=step, done_at=None, skipped_at=None).delete()
    months.lay_out(step.series, now=now)
    return step


@transaction.atomic
def add_step(*, series, actor, now, **words) -> SeriesStep:
    """A step of the group's own, for a person."""
    require(actor, Permission.PLAN_MEETING, within=series)
    number = series.steps.count() + 1
    if number > MOST_STEPS:
        raise Refused("This clock has many steps already. Please switch one off or use it for this.")
    slug = f"own-{number}-{slugify(words.get('words', ''))}"[:40].rstrip("-")
    step = SeriesStep(series=series, slug=slug, done_by=SeriesStep.DoneBy.PERSON, **words)
    check_step(step)
    step.save()
    months.lay_out(series, now=now)
    return step


def check_step(step) -> None:
    """A step has words, and a day that is near its meeting."""
    if not step.words.strip():
        raise Refused("Please say what is to be done.", field="words")
    if not -180 <= step.days <= 180:
        raise Refused("Please choose a day within half a year of the meeting.", field="days")
