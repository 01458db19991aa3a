"""D23: the worker is alive and does nothing. The alarm sounds, dispatch drains, and when it wakes it sends nothing twice."""

import os
import signal
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from coproduction import health
from members.models import Letter
from members.models.letter import Lane, LetterState
from tests.drills import harness
from tests.drills.broker import Broker
from tests.drills.kind.apps import register

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True), harness.LONGER]
ROWS = 400 if harness.FULL else 40
LEASE = 120 if harness.FULL else 4  # seconds; in full as on a real site
# Seconds, at least: longer than the lease and than the 200 s after which Postgres ends a session that sleeps in a transaction.
# The short form puts the clock of its last sign of life forward instead.
ASLEEP = 240 if harness.FULL else 0
ALARM = 300  # seconds within which somebody has to know


@pytest.fixture(autouse=True)
def kind(db):
    register()


def letters_of_no_mailing(count, **when):
    """A batch of a mailing is given back after some seconds anyway; what is tried here is whose letters they are."""
    idents = harness.note_letters(count, **when)
    Letter.objects.update(lane=Lane.ANSWER)
    return idents


def stop_all(program, number):
    """The parent and the child that has claimed letters: both stand still, or go on."""
    os.killpg(program.process.pid, number)


def left(most: int = 0) -> bool:
    """No more than so many are still to be sent. Whoever sleeps holds the one in its hands until Postgres ends its session."""
    return Letter.objects.exclude(state=LetterState.SENT).count() <= most


def worker_word() -> str:
    return health.check(now=timezone.now())["worker"]


def a_minute_passes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE members_heartbeat SET at = at - interval '61 seconds' WHERE name = 'worker'")


def test_the_alarm_sounds_dispatch_drains_and_waking_up_sends_nothing_twice():
    with harness.Sink(delay=0.05) as sink, Broker() as broker:
        there = {"EMAIL_URL": sink.address, "REDIS_URL": broker.address, "POST_LEASE": str(LEASE)}
        with harness.worker(**there) as worker:
            harness.wait_for(
                lambda: worker_word() == "ok", seconds=harness.STARTS, what="the worker's first sign of life"
            )
            idents = letters_of_no_mailing(ROWS, now=timezone.now() - timedelta(seconds=15))
            with broker.nudging():
                harness.wait_for(lambda: len(sink.seen) >= 3, seconds=60, what="three letters")
            stop_all(worker, signal.SIGSTOP)
            slept = time.monotonic()
            claimed = Letter.objects.filter(state=LetterState.SENDING).count()
            assert claimed >= 3, "it holds letters, or this proves nothing"
            if not harness.FULL:
                a_minute_passes()
            harness.wait_for(lambda: worker_word() == "silent", seconds=ALARM, what="the alarm", every=0.5)
            alarm = time.monotonic() - slept
            with harness.dispatcher(**there):
                harness.wait_for(lambda: left(1), seconds=LEASE + 60, what="dispatch to send all but one", every=0.5)
                drained = time.monotonic() - slept
                time.sleep(max(0, ASLEEP - (time.monotonic() - slept)))  # as long as it is asleep
                before = sink.duplicates
                stop_all(worker, signal.SIGCONT)
                (last,) = harness.note_letters(1, now=timezone.now(), start=ROWS)
                with broker.nudging():  # its turn is over when it takes the next
                    harness.wait_for(left, seconds=60, what="one more letter")
                    harness.wait_for(lambda: worker_word() == "ok", seconds=60, what="the worker to be well again")
    harness.report(
        "d23", claimed=claimed, sent_unique=len(sink.times_seen), lost=len({*idents, last} - set(sink.times_seen)),
        duplicates=sink.duplicates, alarm_after=round(alarm), max_delay=round(drained),
    )  # fmt: skip
    assert set(sink.times_seen) == {*idents, last}
    assert sink.duplicates == before, "waking up sent nothing twice"
    assert before <= 1, "the one it had in its hands when it fell asleep, and no other"


@pytest.mark.control
def test_the_drill_would_notice_a_sender_that_does_not_look_whether_its_letters_are_still_its_own():
    letters_of_no_mailing(20, now=timezone.now())
    there = {"POST_LEASE": "2"}
    with harness.Sink(delay=0.05) as sink, harness.sender("trusting", EMAIL_URL=sink.address, **there) as first:
        harness.wait_for(lambda: len(sink.seen) >= 3, seconds=harness.STARTS, what="three letters")
        stop_all(first, signal.SIGSTOP)
        with harness.sender(EMAIL_URL=sink.address, **there):
            harness.wait_for(lambda: left(1), seconds=harness.STARTS, what="another to send all but one")
        before = sink.duplicates
        stop_all(first, signal.SIGCONT)
        harness.wait_for(lambda: sink.duplicates > before + 5, seconds=30, what="the same letters once more")
