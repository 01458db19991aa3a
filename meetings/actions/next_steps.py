"""What will happen after a gathering: said, and then told how it went, by whoever sees to it or who plans the day."""

from django.db import transaction

from meetings.actions.day_lock import london_day
from meetings.models import NextStep
from members.permissions import Permission, require
from members.rules import Refused

HOW_IT_STANDS = ["done_on", "could_not_because"]


@transaction.atomic
def add(*, gathering, words, theme="", owner=None, due_on=None, actor, now) -> NextStep:
    """One thing that will happen; everybody can read it, so it names nobody. Whoever sees to it has a day for it."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    if not words.strip():
        raise Refused("Please write what will happen.", field="words")
    if owner and not due_on:
        raise Refused("Please say by when, so that we can remind whoever sees to it.", field="due_on")
    return NextStep.objects.create(
        gathering=gathering, words=words.strip(), theme=theme.strip()[:80], owner=owner, due_on=due_on, noted_at=now
    )


@transaction.atomic
def done(*, step, happened=True, actor, now) -> NextStep:
    """It was done; or neither done nor given up after all."""
    _require_of(step, actor)
    step.done_on, step.could_not_because = london_day(now) if happened else None, ""
    step.save(update_fields=HOW_IT_STANDS)
    return step


@transaction.atomic
def could_not(*, step, because, actor, now) -> NextStep:
    """It will not happen, and everybody can read why."""
    _require_of(step, actor)
    if not because.strip():
        raise Refused("Please say why it could not be: everybody who came can read it.", field="because")
    step.done_on, step.could_not_because = None, because.strip()
    step.save(update_fields=HOW_IT_STANDS)
    return step


@transaction.atomic
def drop(*, step, actor, now) -> None:
    require(actor, Permission.PLAN_MEETING, within=step.gathering)
    step.delete()


def _require_of(step, actor):
    """Whoever sees to it, or stands in for them, says how it stands without planning the day."""
    if step.owner_id is None or step.owner_id not in actor.looks_after:
        require(actor, Permission.PLAN_MEETING, within=step.gathering)
