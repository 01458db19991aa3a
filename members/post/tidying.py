"""Calls and letters that are no longer wanted leave the list by themselves, like letters that are withheld; those that
stay say what is true today."""

import logging
import time

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.timezone import localdate

from members.models import ContactTask, Letter
from members.models.contact import Outcome
from members.models.letter import LetterState
from members.post import calls, kinds, wanted
from members.queries import access

EVERY = 60  # seconds; a tick comes more often
MOST = 300  # lines looked at in one go
_last = {"at": -EVERY, "day": None}
log = logging.getLogger(__name__)


def plan_due(*, now) -> int:
    """A planner like any other, though it notes nothing."""
    if time.monotonic() - _last["at"] >= EVERY:
        _last["at"] = time.monotonic()
        tidy(now=now)
        if _last["day"] != (day := localdate(now)):
            _last["day"] = day
            say_it_anew(now=now)
    return 0


def from_letters():
    """Open lines that stand for a letter; a wish to be rung is the person's own and stays."""
    return ContactTask.objects.open().exclude(letter=None).filter(letter__state=LetterState.SENDING)


def to_be_told(*, now):
    """Open lines for people who may be told now: not on a break, and not too late."""
    on_a_break = Q(
        person__paused_at__isnull=False, ring_request__isnull=True
    )  # who asked to be rung is rung all the same
    on_a_break &= ~Q(about__startswith="rest:")  # and so is whoever wanted to keep one thing, or named a day
    unwanted = on_a_break | Q(letter__expires_at__lte=now)
    return ContactTask.objects.open().exclude(unwanted).filter(person__died_on=None)  # guests have no person


def tidy(*, now) -> int:
    """Close what nobody should be told any more, and say why on its letter. How many lines."""
    closed = 0
    for task in from_letters().select_related("letter", "person").order_by("due_at", "pk")[:MOST]:
        if reason := _why_not(task, now=now):
            closed += 1
            ContactTask.objects.filter(pk=task.pk, closed_at=None).update(
                outcome=Outcome.NOT_NEEDED, note=reason[:300], closed_at=Now()
            )
            Letter.objects.filter(pk=task.letter_id, state=LetterState.SENDING).update(
                state=LetterState.WITHHELD, reason=reason[:300]
            )
    return closed


def say_it_anew(*, now) -> int:
    """The words of every line that waits, as they would be now: who rings a day later reads out no day that has passed.
    What is printed stays as it lies in its envelope. How many have changed."""
    changed = 0
    waiting = from_letters().filter(printed_at=None, letter__is_sensitive=False)
    tasks = list(waiting.select_related("letter__person", "person").order_by("due_at", "pk")[:MOST])
    silent = access.who_never_rings(task.person_id for task in tasks)
    for task in tasks:
        rendered = rendered_anew(task.letter, now=now)
        if rendered is None:
            continue
        words = calls.in_words(rendered, task.way, never_rings=task.person_id in silent)
        if words == task.script:
            continue
        why = f"{task.letter.reason} {rendered.subject}".strip() if rendered.subject else task.why
        with transaction.atomic():
            still = ContactTask.objects.filter(pk=task.pk, closed_at=None, printed_at=None)
            if still.update(script=words, why=why[:200]):
                Letter.objects.filter(pk=task.letter_id).update(subject=rendered.subject[:200], text=words)
                changed += 1
    return changed


def rendered_anew(letter, *, now):
    """Its words as they would be now; None when there are none any more."""
    try:
        with transaction.atomic():
            return kinds.get(letter.kind).render(letter, now=now)
    except Exception:  # what it was about may be gone; tidying says so in its own time
        log.info("letter %s has no words any more", letter.pk)
        return None


def _why_not(task: ContactTask, *, now) -> str:
    letter = task.letter
    if task.person and task.person.died_on:
        return wanted.DIED
    if task.person and task.person.paused_at:
        return wanted.PAUSED
    if letter.expires_at and letter.expires_at <= now:
        return wanted.TOO_LATE
    try:
        return kinds.get(letter.kind).still_true(letter, now=now)
    except LookupError:
        return ""
