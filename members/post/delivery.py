"""Letters leave: claimed a few at a time, then one by one checked, rendered, sent, recorded and committed.

Every letter noted is sent or shown as not sent; a crash repeats at most the one in a sender's hands, under the same
Message-ID (reliability 1.2). Order of locks: meeting, rsvp, letter; here only the letter is locked.
"""

import json
import logging
import threading
import time
from collections import deque
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from members.models import Heartbeat, Letter
from members.models.channel import Way
from members.models.letter import Lane, LetterState
from members.post import (
    against,
    bounces,
    calls,
    envelope,
    failures,
    heartbeats,
    kinds,
    pacing,
    queue,
    texts,
    unsubscribe,
    wanted,
)
from members.post.looking import Seen
from members.post.sender import LineDown, Sender

BATCH = 20
BULK_BATCH_SECONDS = 4  # a slow mailing gives its batch back after this, so that a code can go first
TICK_SECONDS = 25  # with one stalled server (EMAIL_TIMEOUT) still inside Celery's soft limit
LINE_DOWN_WAIT = 20  # seconds; an unreachable server costs no letter a try
UNKNOWN = "Nobody knows this kind of letter any more."
NOT_SAFE = "A text is not safe at this number."
BROKEN = "Something went wrong while writing it."
OUR_SESSION = """
SELECT set_config('idle_in_transaction_session_timeout', '200s', false),  -- a try may take as long as the mail server does
       set_config('plan_cache_mode', 'force_generic_plan', false),        -- our questions are the same for every letter
       set_config('jit', 'off', false)                                    -- and short
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
    ends, dealt = time.monotonic() + seconds, 0
    with _open_line() as sender:
        while True:
            count = deliver_batch(now=now, lanes=lanes, overdue=overdue, sender=sender)
            dealt += count
            if not count or time.monotonic() > ends or _finishing.is_set():
                break
    if not dealt:
        _look_whether_it_is_better(now=now)
    return dealt


@contextmanager
def _open_line():
    """A sender, hung up afterwards; what the mail server last said is kept for the health page."""
    sender = Sender()
    try:
        yield sender
    finally:
        sender.close()
        if sender.word:
            heartbeats.write(name="delivery", word=sender.word)


def _look_whether_it_is_better(*, now: datetime) -> None:
    """When the last sending went wrong and no letter is about to show otherwise, knock at the mail server."""
    soon = now + timedelta(seconds=2 * LINE_DOWN_WAIT)
    if Letter.objects.filter(way=Way.EMAIL).due(now=soon).exists():
        return
    if not Heartbeat.objects.filter(name="delivery").exclude(word="ok").exists():
        return
    with _open_line() as sender:
        try:
            sender.open()
        except LineDown:
            log.info("the mail server still cannot be reached")


def deliver_batch(
    *, now: datetime, limit: int = BATCH, lanes=tuple(Lane), overdue: timedelta = timedelta(0), sender: Sender | None = None
) -> int:  # fmt: skip
    """Claim at most `limit` letters and deal with each. How many were sent, handed over, withheld or refused."""
    with connection.cursor() as cursor:
        cursor.execute(OUR_SESSION)
    token, letters = queue.claim(now=now, due=now - overdue, limit=limit, lanes=lanes)
    if not letters:
        return 0
    with nullcontext(sender) if sender else _open_line() as sender:
        sender.begin_batch()
        return _deal_with_all(letters, token=token, sender=sender, now=now)


@dataclass(frozen=True)
class Turn:
    """One letter in the sender's hands, and the one that follows it.

    `passes_on`: the transaction is the sender's own, so that ending this letter may commit, and lock the following one.
    """

    letter: Letter
    following: Letter | None
    token: str
    sender: Sender
    now: datetime
    today: date
    passes_on: bool = False

    def look(self, kind: kinds.Kind) -> Seen:
        return queue.look(self.letter, kind, token=self.token, today=self.today, now=self.now)

    def end(self, state: str, **more) -> Seen | None:
        """Write down how it ended. Gives what holds for the following letter when that one is now in our hands."""
        more |= {"token": self.token, "now": self.now, "state": state}
        kind = kinds.find(self.following.kind) if self.passes_on and self.following else None
        if kind is None:
            return queue.end(self.letter, following=self.following, **more)
        return queue.end_and_look(self.letter, self.following, kind, today=self.today, **more)


@dataclass
class Batch:
    """The letters still to be dealt with, the first of them in hand."""

    letters: deque[Letter]
    token: str
    sender: Sender
    now: datetime
    today: date
    passes_on: bool
    began: float = field(default_factory=time.monotonic)

    def turn(self, *, passes_on: bool = False) -> Turn:
        following = self.letters[1] if len(self.letters) > 1 else None
        return Turn(self.letters[0], following, self.token, self.sender, self.now, self.today, passes_on)

    def is_over(self) -> bool:
        """Nothing is left, this process is to end, or a code may be waiting behind a slow mailing."""
        if not self.letters or _finishing.is_set():
            return True
        return self.letters[0].lane == Lane.BULK and time.monotonic() - self.began > BULK_BATCH_SECONDS


def _deal_with_all(letters: list[Letter], *, token, sender: Sender, now: datetime) -> int:
    today, ours = timezone.localdate(now), not connection.in_atomic_block
    batch = Batch(deque(letters), token, sender, now, today, passes_on=ours)
    try:
        while not batch.is_over():
            _deal_with_some(batch)
    except LineDown as problem:
        log.warning("the mail server cannot be reached: %s", problem)
        queue.give_back(batch.letters, token=token, due=now + timedelta(seconds=LINE_DOWN_WAIT), said=problem.said)
    except BaseException:
        queue.give_back(list(batch.letters)[1:], token=token)
        raise
    else:
        queue.give_back(batch.letters, token=token)
    return len(letters) - len(batch.letters)


def _deal_with_some(batch: Batch) -> None:
    """One letter in one transaction, and the next ones for as long as each is passed on to; whatever goes wrong with a
    letter is its own affair, unless the line is down."""
    try:
        with transaction.atomic():
            seen = _check_and_send(batch.turn(passes_on=batch.passes_on), None)
            batch.letters.popleft()
            while seen and not batch.is_over():
                seen = _check_and_send(batch.turn(passes_on=True), seen)
                batch.letters.popleft()
    except (LineDown, SoftTimeLimitExceeded):
        raise
    except Exception:
        turn = batch.turn()
        log.exception("letter %s (%s) or the one after it went wrong", turn.letter.pk, turn.letter.kind)
        with transaction.atomic():
            if left := getattr(turn.letter, "left", None):  # it went; only writing that down did not succeed
                turn.end(LetterState.SENT, **left)
            else:
                _try_again(turn, failures.Failure("broken", BROKEN, failures.soon(turn.letter.attempts)))
        batch.letters.popleft()


def _check_and_send(turn: Turn, seen: Seen | None) -> Seen | None:
    """`seen` when the letter is locked already. Gives what holds for the following letter when that one is."""
    letter = turn.letter
    kind = kinds.find(letter.kind)
    if kind is None:
        return turn.end(LetterState.WITHHELD, reason=UNKNOWN, wipe=True)
    seen = seen or turn.look(kind)
    if not seen.ours:
        queue.not_begun(letter, token=turn.token)
        if turn.following:
            queue.begin(turn.following, now=turn.now)
        return None
    if kind.to is not None:
        seen = replace(seen, way=letter.way, address=kind.to(letter), comes_back=False)
    letter.way = seen.way
    if reason := wanted.why_not(letter, kind, seen, now=turn.now) or kind.still_true(letter, now=turn.now):
        return turn.end(LetterState.WITHHELD, wipe=True, **wanted.ending(letter, kind, seen, reason, now=turn.now))
    if wait := pacing.wait_until(letter, seen, now=turn.now):
        return turn.end(LetterState.WAITING, due=wait[0], reason=wait[1], given_back=1)
    if blocked := bounces.by_hand(letter, kind, seen) or against.why(letter, kind, seen):
        return _hold_back(turn, kind, seen, blocked)
    if seen.way == Way.EMAIL:
        return _send(turn, kind, seen.address)
    if seen.way == Way.TEXT and texts.by_machine():
        return _text(turn, kind, seen.address)
    return _hand_over(turn, kind)


def _text(turn: Turn, kind, address: str) -> Seen | None:
    """By the provider's interface; without words for a text, or where it is not safe to leave one, a person decides."""
    rendered = kind.render(turn.letter, now=turn.now)
    if not rendered.short or not texts.may_go_to(turn.letter.person_id, address):
        return _hand_over(turn, kind) if kind.human_twin else turn.end(LetterState.WITHHELD, reason=NOT_SAFE, wipe=True)
    words = calls.in_words_to(turn.letter.person_id, rendered, Way.TEXT)
    if failure := texts.send(turn.letter, words, to=address):
        return _try_again(turn, failure, to=address)
    said = {"subject": rendered.subject[:200]} | ({} if turn.letter.is_sensitive else {"text": words})
    turn.letter.left = {"outcome": "sent", "code": 200, "wipe": True, "to": address, **said}
    return turn.end(LetterState.SENT, **turn.letter.left)


def _send(turn: Turn, kind, address: str) -> Seen | None:
    letter, sender = turn.letter, turn.sender
    sender.open()
    if letter.is_sensitive:
        rendered, sent_by = envelope.unseal(letter.sealed)
        address = letter.to_address
    else:
        rendered, sent_by = unsubscribe.footed(letter, kind.render(letter, now=turn.now)), ""
    if failure := sender.send(letter, rendered, to=address, sent_by=sent_by, now=turn.now):
        bounces.refused(letter, failure, to=address, now=turn.now)
        return _try_again(turn, failure, to=address)
    kept = {"to": address, "subject": rendered.subject[:200]}
    if not letter.is_sensitive or sender.keeps_everything:
        kept |= {"text": rendered.text, "html": rendered.html, "attachments": json.dumps(rendered.attachments)}
    letter.left = {"outcome": "sent", "code": 250, "wipe": True, **kept}
    return turn.end(LetterState.SENT, **letter.left)


def _hold_back(turn: Turn, kind, seen: Seen, why: str) -> Seen | None:
    """This way contradicts what they need: nothing leaves, and somebody finds the right way."""
    if not kind.human_twin:
        return turn.end(LetterState.WITHHELD, reason=why, wipe=True)
    turn.letter.way = against.another_way(turn.letter, seen)
    return _hand_over(turn, kind, why=why)


def _hand_over(turn: Turn, kind, *, why: str = "") -> Seen | None:
    """A person will tell it: by telephone, by text message, or in an envelope. `why` it did not leave by itself."""
    letter = turn.letter
    rendered = kind.render(letter, now=turn.now)
    words = calls.in_words_to(letter.person_id, rendered, letter.way)
    calls.add(
        person=letter.person, why=f"{why} {rendered.subject or kind.words}".strip(),
        due_at=letter.due_at, about=letter.about, way=letter.way,
        script=words, is_urgent=bool(letter.facts.get("urgent")), letter=letter, now=turn.now, **kind.guest_of(letter),
    )  # fmt: skip
    return turn.end(LetterState.SENDING, subject=rendered.subject[:200], text=words, reason=why)


def _try_again(turn: Turn, failure: failures.Failure, *, to: str | None = None) -> Seen | None:
    """Wait and try again, or say that it could not be sent or that nobody knows."""
    letter = turn.letter
    more = {"outcome": failure.outcome, "code": failure.code, "reason": failure.told(letter.kind), "to": to}
    if failure.unsure:
        if letter.lane == Lane.CODE or letter.unsure >= queue.MOST_UNSURE:
            return turn.end(LetterState.UNCERTAIN, unsure=1, wipe=True, **more)
        due = turn.now + timedelta(seconds=settings.POST_UNSURE_WAIT)
        return turn.end(LetterState.WAITING, unsure=1, due=due, **more)
    if failure.wait and letter.attempts < failures.MOST_TRIES:
        return turn.end(LetterState.WAITING, due=turn.now + failure.wait, **more)
    return turn.end(LetterState.FAILED, wipe=True, **more)
