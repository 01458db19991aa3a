"""Letters leave: claimed a few at a time, then one by one checked, rendered, sent, recorded and committed.

What is promised: every letter noted is sent or shown as not sent; a crash repeats at most the one letter
in a sender's hands, under the same Message-ID (reliability 1.2). Order of locks: meeting, rsvp, letter;
here only the letter is locked.
"""

import json
import logging
import threading
import time
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from members.models import Heartbeat, Letter
from members.models.channel import Way
from members.models.letter import Lane, LetterState
from members.post import against, calls, envelope, failures, heartbeats, kinds, pacing, queue, unsubscribe, wanted
from members.post.sender import LineDown, Sender

BATCH = 20
BULK_BATCH_SECONDS = 4  # a slow mailing gives its batch back after this, so that a code can go first
TICK_SECONDS = 25  # with one stalled server (EMAIL_TIMEOUT) still inside Celery's soft limit
LINE_DOWN_WAIT = 20  # seconds; an unreachable server costs no letter a try
UNKNOWN = "Nobody knows this kind of letter any more."
BROKEN = "Something went wrong while writing it."
OUR_SESSION = """
SELECT set_config('idle_in_transaction_session_timeout', '200s', false),  -- a try may take as long as the mail server does
       set_config('plan_cache_mode', 'force_generic_plan', false)         -- our questions are the same for every letter
"""
_finishing = threading.Event()
log = logging.getLogger(__name__)


def finish_up() -> None:
    """This process is asked to end: every batch stops after the letter in hand and gives the others back."""
    _finishing.set()


def deliver_due(
    *, now: datetime, lanes=tuple(Lane), overdue: timedelta = timedelta(0), seconds: float = TICK_SECONDS
) -> int:
    """Batch after batch until nothing that was due by `now - overdue` waits, or the time is up. How many were dealt with."""
    queue.pick_up(now=now)
    ends = time.monotonic() + seconds
    dealt = 0
    while True:
        count = deliver_batch(now=now, lanes=lanes, overdue=overdue)
        dealt += count
        if not count or time.monotonic() > ends or _finishing.is_set():
            break
    if not dealt:
        _look_whether_it_is_better(now=now)
    return dealt


def _look_whether_it_is_better(*, now: datetime) -> None:
    """When the last sending went wrong and no letter is about to show otherwise, knock at the mail server."""
    soon = now + timedelta(seconds=2 * LINE_DOWN_WAIT)
    if Letter.objects.filter(way=Way.EMAIL).due(now=soon).exists():
        return
    if not Heartbeat.objects.filter(name="delivery").exclude(word="ok").exists():
        return
    sender = Sender()
    try:
        sender.open()
    except LineDown:
        log.info("the mail server still cannot be reached")
    finally:
        sender.close()
        heartbeats.write(name="delivery", word=sender.word)


def deliver_batch(*, now: datetime, limit: int = BATCH, lanes=tuple(Lane), overdue: timedelta = timedelta(0)) -> int:
    """Claim at most `limit` letters and deal with each. How many were sent, handed over, withheld or refused."""
    with connection.cursor() as cursor:
        cursor.execute(OUR_SESSION)
    token, letters = queue.claim(now=now, due=now - overdue, limit=limit, lanes=lanes)
    if not letters:
        return 0
    sender = Sender()
    try:
        return _deal_with_all(letters, token=token, sender=sender, now=now)
    finally:
        sender.close()
        if sender.word:
            heartbeats.write(name="delivery", word=sender.word)


@dataclass(frozen=True)
class Turn:
    """One letter in the sender's hands, and the one that follows it."""

    letter: Letter
    following: Letter | None
    token: uuid.UUID
    sender: Sender
    now: datetime

    def end(self, state: str, **more) -> None:
        queue.end(self.letter, now=self.now, state=state, following=self.following, **more)


def _deal_with_all(letters: list[Letter], *, token, sender: Sender, now: datetime) -> int:
    began = time.monotonic()
    dealt = 0
    for place, letter in enumerate(letters):
        rest = letters[place:]
        too_long = letter.lane == Lane.BULK and time.monotonic() - began > BULK_BATCH_SECONDS
        if _finishing.is_set() or (place and too_long):
            queue.give_back(rest, token=token)
            break
        try:
            _deal_with(Turn(letter, rest[1] if len(rest) > 1 else None, token, sender, now))
        except LineDown as problem:
            log.warning("the mail server cannot be reached: %s", problem)
            queue.give_back(rest, token=token, due=now + timedelta(seconds=LINE_DOWN_WAIT))
            break
        except BaseException:
            queue.give_back(rest[1:], token=token)
            raise
        dealt += 1
    return dealt


def _deal_with(turn: Turn) -> None:
    """One letter in one transaction; whatever goes wrong with it is its own affair, unless the line is down."""
    try:
        with transaction.atomic():
            _check_and_send(turn)
    except (LineDown, SoftTimeLimitExceeded):
        raise
    except Exception:
        log.exception("letter %s (%s) could not be written", turn.letter.pk, turn.letter.kind)
        with transaction.atomic():
            _try_again(turn, failures.Failure("broken", BROKEN, failures.soon(turn.letter.attempts)))


def _check_and_send(turn: Turn) -> None:
    letter = turn.letter
    try:
        kind = kinds.get(letter.kind)
    except LookupError:
        turn.end(LetterState.WITHHELD, reason=UNKNOWN, wipe=True)
        return
    seen = queue.look(letter, token=turn.token, purpose=kind.purpose, today=timezone.localdate(turn.now), now=turn.now)
    if not seen.ours:
        queue.not_begun(letter, token=turn.token)
        if turn.following:
            queue.begin(turn.following, now=turn.now)
        return
    if kind.to is not None:
        seen = replace(seen, way=letter.way, address=kind.to(letter))
    letter.way = seen.way
    reason = wanted.why_not(letter, kind, seen, now=turn.now) or kind.still_true(letter, now=turn.now)
    if reason:
        turn.end(LetterState.WITHHELD, reason=reason, wipe=True)
    elif wait := pacing.wait_until(letter, seen, now=turn.now):
        turn.end(LetterState.WAITING, due=wait[0], reason=wait[1], given_back=1)
    elif blocked := against.why(letter, kind, seen):
        _hold_back(turn, kind, seen, blocked)
    elif seen.way == Way.EMAIL:
        _send(turn, kind, seen.address)
    else:
        _hand_over(turn, kind)


def _send(turn: Turn, kind, address: str) -> None:
    letter, sender = turn.letter, turn.sender
    sender.open()
    if letter.is_sensitive:
        rendered, sent_by = envelope.unseal(letter.sealed)
        address = letter.to_address
    else:
        rendered, sent_by = unsubscribe.footed(letter, kind.render(letter, now=turn.now)), ""
    failure = sender.send(letter, rendered, to=address, sent_by=sent_by, now=turn.now)
    if failure:
        _try_again(turn, failure, to=address)
        return
    kept = {"to": address, "subject": rendered.subject[:200]}
    if not letter.is_sensitive or sender.keeps_everything:
        kept |= {"text": rendered.text, "html": rendered.html, "attachments": json.dumps(rendered.attachments)}
    turn.end(LetterState.SENT, outcome="sent", code=250, wipe=True, **kept)


def _hold_back(turn: Turn, kind, seen, why: str) -> None:
    """This way contradicts what they need: nothing leaves, and somebody finds the right way."""
    if not kind.human_twin:
        turn.end(LetterState.WITHHELD, reason=why, wipe=True)
        return
    turn.letter.way = against.another_way(turn.letter, seen)
    _hand_over(turn, kind, why=why)


def _hand_over(turn: Turn, kind, *, why: str = "") -> None:
    """A person will tell it: by telephone, by text message, or in an envelope. `why` it did not leave by itself."""
    letter = turn.letter
    rendered = kind.render(letter, now=turn.now)
    words = rendered.short if letter.way == Way.TEXT and rendered.short else rendered.script or rendered.text
    calls.add(
        person=letter.person, why=f"{why} {rendered.subject or kind.words}".strip(),
        due_at=letter.due_at, about=letter.about, way=letter.way,
        script=words, is_urgent=bool(letter.facts.get("urgent")), letter=letter, now=turn.now,
    )  # fmt: skip
    turn.end(LetterState.SENDING, subject=rendered.subject[:200], text=words, reason=why)


def _try_again(turn: Turn, failure: failures.Failure, *, to: str | None = None) -> None:
    """Wait and try again, or say that it could not be sent or that nobody knows."""
    letter = turn.letter
    more = {"outcome": failure.outcome, "code": failure.code, "reason": failure.words, "to": to}
    if failure.unsure:
        if letter.lane == Lane.CODE or letter.unsure >= queue.MOST_UNSURE:
            turn.end(LetterState.UNCERTAIN, unsure=1, wipe=True, **more)
        else:
            due = turn.now + timedelta(seconds=settings.POST_UNSURE_WAIT)
            turn.end(LetterState.WAITING, unsure=1, due=due, **more)
    elif failure.wait and letter.attempts < failures.MOST_TRIES:
        turn.end(LetterState.WAITING, due=turn.now + failure.wait, **more)
    else:
        turn.end(LetterState.FAILED, wipe=True, **more)
