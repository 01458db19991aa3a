"""Working through *calls and letters* (COM-03): only what a person was really told counts as told."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from members.models import ContactTask, Letter, RingRequest
from members.models.channel import Way
from members.models.contact import TOLD, Outcome
from members.models.letter import LetterState
from members.permissions import Permission, require
from members.post import window
from members.rules import Refused

AFTER_NO_ANSWER = timedelta(hours=2)
OUTCOMES = {
    Way.PHONE: [Outcome.SPOKE, Outcome.LEFT_MESSAGE, Outcome.NO_ANSWER, Outcome.RING_AGAIN, Outcome.NOT_NEEDED],
    Way.TEXT: [Outcome.TEXTED, Outcome.SPOKE, Outcome.NO_ANSWER, Outcome.RING_AGAIN, Outcome.NOT_NEEDED],
    Way.POST: [Outcome.POSTED, Outcome.SPOKE, Outcome.NOT_NEEDED],
    Way.EMAIL: [Outcome.SPOKE, Outcome.NOT_NEEDED],
}


@transaction.atomic
def record(
    *, task: ContactTask, outcome: str, actor, now: datetime, again_at: datetime | None = None, note: str = ""
) -> ContactTask:
    """What came of a call, a text or a letter. Told ones close the line and their letter counts as sent."""
    require(actor, Permission.WORK_CALLS)
    task = ContactTask.objects.select_for_update(of=("self",)).select_related("person", "letter").get(pk=task.pk)
    if task.closed_at:
        raise Refused("Somebody has done this one already.")
    check_outcome(task, outcome, again_at=again_at, now=now)
    task.outcome, task.note, task.tries = outcome, note[:300], task.tries + 1
    if outcome == Outcome.RING_AGAIN:
        task.due_at = again_at
    elif outcome == Outcome.NO_ANSWER:
        task.due_at = window.opening(now + AFTER_NO_ANSWER)
    else:
        _close(task, told=outcome in TOLD, actor=actor, now=now)
    task.save()
    return task


def _close(task: ContactTask, *, told: bool, actor, now: datetime) -> None:
    task.closed_at, task.closed_by = now, actor.person
    RingRequest.objects.filter(task=task, closed_at=None).update(closed_at=now)
    if task.letter_id:
        change = {"state": LetterState.SENT, "sent_at": now, "reason": ""}
        if not told:
            change = {"state": LetterState.WITHHELD, "reason": "The involvement team found it no longer needed."}
        Letter.objects.filter(pk=task.letter_id, state=LetterState.SENDING).update(way=task.way, **change)


def check_outcome(task: ContactTask, outcome: str, *, again_at, now: datetime) -> None:
    if outcome not in OUTCOMES[task.way]:
        raise Refused("Please choose what came of it.")
    if outcome == Outcome.RING_AGAIN and (again_at is None or again_at <= now):
        raise Refused("Please say when to ring again: a day and a time that are still to come.", field="again_on")
    if outcome == Outcome.LEFT_MESSAGE and not may_leave_message(task.whom):
        raise Refused("They have not said that it is safe to leave a message. Please ring again later.")


def may_leave_message(person) -> bool:
    return any(c.may_leave_message for c in person.channels.all() if c.way in (Way.PHONE, Way.TEXT))


@transaction.atomic
def mark_printed(*, tasks, actor, now: datetime) -> int:
    """They are on paper; a second press says that they are in the post."""
    require(actor, Permission.WORK_CALLS)
    return ContactTask.objects.filter(pk__in=[task.pk for task in tasks]).update(printed_at=now)


@transaction.atomic
def mark_posted(*, actor, now: datetime) -> int:
    """Every letter that was printed has left the house."""
    require(actor, Permission.WORK_CALLS)
    printed = ContactTask.objects.open().filter(way=Way.POST).exclude(printed_at=None).select_for_update(of=("self",))
    ids = list(printed.order_by("pk").values_list("pk", flat=True))
    Letter.objects.filter(task__in=ids, state=LetterState.SENDING).update(
        state=LetterState.SENT, sent_at=now, reason="", way=Way.POST
    )
    return ContactTask.objects.filter(pk__in=ids).update(
        outcome=Outcome.POSTED, closed_at=now, closed_by=actor.person, tries=F("tries") + 1
    )
