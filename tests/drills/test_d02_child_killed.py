"""D2: one child of the worker dies with a letter in its hands, as when memory runs out. The worker goes on, nothing is lost."""

import asyncio
import signal

import psutil
import pytest
from django.utils import timezone

from members.models import Letter
from members.models.letter import LetterState
from tests.drills import harness
from tests.drills.broker import Broker
from tests.drills.kind.apps import register

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True), harness.LONGER]
ROWS, KILLS = (2000, 10) if harness.FULL else (40, 2)
LEASE = "6" if harness.FULL else "4"  # seconds, longer than twenty letters take


class Holding(harness.Sink):
    """Has each letter in hand for a moment before it takes it, and for another before it says so."""

    in_hand, held = 0, 0.02

    async def handle_DATA(self, server, session, envelope):
        self.in_hand += 1
        try:
            await asyncio.sleep(self.held)
            return await super().handle_DATA(server, session, envelope)
        finally:
            self.in_hand -= 1


@pytest.fixture(autouse=True)
def kind(db):
    register()


def kill_the_child(worker, sink):
    """While the mail server has its letter; the parent is left alone."""
    harness.wait_for(lambda: sink.in_hand, seconds=harness.STARTS, what="a letter in its hands", every=0.002)
    for child in psutil.Process(worker.process.pid).children():
        child.send_signal(signal.SIGKILL)


def all_sent() -> bool:
    return not Letter.objects.exclude(state=LetterState.SENT).exists()


def test_the_worker_goes_on_and_nothing_is_lost():
    with Holding(delay=0.01) as sink, Broker() as broker:
        there = {"EMAIL_URL": sink.address, "REDIS_URL": broker.address, "POST_LEASE": LEASE}
        with harness.worker(**there) as worker, broker.nudging():
            idents = harness.note_letters(ROWS, now=timezone.now())
            for _ in range(KILLS):
                before = len(sink.seen)
                harness.wait_for(lambda b=before: len(sink.seen) > b + 3, seconds=harness.STARTS, what="a few letters")
                kill_the_child(worker, sink)
            harness.wait_for(all_sent, seconds=60 + ROWS / 5, what="every letter sent")
            assert worker.process.poll() is None, "the parent lives"
    lost = set(idents) - set(sink.times_seen)
    harness.report(
        "d02", kills=KILLS, sent_unique=len(sink.times_seen), lost=len(lost), duplicates=sink.duplicates
    )  # fmt: skip
    assert not lost
    assert set(sink.times_seen) == set(idents), "a repeat carries the same Message-ID"
    assert sink.duplicates <= KILLS


@pytest.mark.control
def test_the_drill_would_notice_a_letter_that_travels_in_the_task():
    """Acknowledged late, as the usual advice has it: the child is gone, and the letter with it."""
    with Holding() as sink, Broker() as broker, broker.carrier() as carrier:
        sink.held = 2.0
        broker.carry(sink.port, "first@example.org")
        kill_the_child(carrier, sink)
        broker.carry(sink.port, "second@example.org")
        harness.wait_for(lambda: sink.seen, seconds=harness.STARTS, what="the second letter")
    assert [ident for ident, *_ in sink.seen] == ["<second@example.org>"]
