"""What will happen after a gathering: said, and ticked off when it did."""

from django.db import transaction

from meetings.actions.day_lock import london_day
from meetings.models import NextStep
from members.permissions import Permission, require
from members.rules import Refused


@transaction.atomic
def add(*, gathering, words, theme="", owner=None, due_on=None, actor, now) -> NextStep:
    """One thing that will happen; everybody can read it, so it names nobody."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    if not words.strip():
        raise Refused("Please write what will happen.", field="words")
    return NextStep.objects.create(
        gathering=gathering, words=words.strip(), theme=theme.strip()[:80], owner=owner, due_on=due_on
    )


@transaction.atomic
def done(*, step, happened=True, actor, now) -> NextStep:
    require(actor, Permission.PLAN_MEETING, within=step.gathering)
    step.done_on = london_day(now) if happened else None
    step.save(update_fields=["done_on"])
    return step


@transaction.atomic
def drop(*, step, actor, now) -> None:
    require(actor, Permission.PLAN_MEETING, within=step.gathering)
    step.delete()
