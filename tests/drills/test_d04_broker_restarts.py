"""D4: the broker dies again and again, flaps, forgets everything, loses its file. Nothing is lost, and the worker listens again."""

import time

import pytest
from django.utils import timezone

from members.models import Letter
from members.models.letter import LetterState
from tests.drills import harness, measuring
from tests.drills.broker import Broker
from tests.drills.kind.apps import register
from tests.drills.old_celery import OldWorker

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
TIMES, ROWS = (10, 2000) if harness.FULL else (1, 60)
SOON = 30  # seconds after the broker's return within which the worker has listened again
GROWN = 0.2


@pytest.fixture(autouse=True)
def kind(db):
    register()


def all_sent() -> bool:
    return not Letter.objects.exclude(state=LetterState.SENT).exists()


def flap(broker):
    for _ in range(3):
        broker.restart()
        time.sleep(0.3)  # the fault itself: up for a moment only


def until_it_listens(sink, broker, number, *, within=SOON) -> float:
    """When what it had in hand is sent: one more letter, and the seconds until it leaves."""
    harness.wait_for(all_sent, seconds=60, what="what the worker had begun")
    (ident,) = harness.note_letters(1, now=timezone.now(), start=1_000_000 + number)
    began = time.monotonic()
    with broker.nudging():
        harness.wait_for(lambda: ident in sink.times_seen, seconds=within, what="the worker to listen again")
    harness.wait_for(all_sent, seconds=10, what="the row to say so")
    return time.monotonic() - began


@harness.LONGER
def test_nothing_is_lost_and_the_worker_listens_again_each_time():
    faults = [Broker.restart] * TIMES + [flap, Broker.forget_everything, Broker.lose_the_file]
    each, waits = ROWS // len(faults), []
    with (
        Broker() as broker, harness.Sink(delay=0.005) as sink,
        harness.worker(EMAIL_URL=sink.address, REDIS_URL=broker.address) as worker,
    ):  # fmt: skip
        until_it_listens(sink, broker, 0, within=harness.STARTS)
        for number, fault in enumerate(faults, start=1):
            before = len(sink.seen)
            harness.note_letters(each, now=timezone.now(), start=number * 10_000)
            with broker.nudging(every=0.2):
                harness.wait_for(lambda b=before: len(sink.seen) > b, seconds=SOON, what="the first of many")
            fault(broker)
            waits.append(until_it_listens(sink, broker, number))
            if number == 1:
                warm = measuring.memory([worker])
        grown = measuring.memory([worker]) / warm - 1
    idents = set(Letter.objects.values_list("message_id", flat=True))
    lost = idents - set(sink.times_seen)
    harness.report(
        "d04", faults=len(faults), sent_unique=len(sink.times_seen), lost=len(lost), duplicates=sink.duplicates,
        max_delay=round(max(waits), 1), memory_grown=round(grown, 3),
    )  # fmt: skip
    assert not lost
    assert sink.duplicates == 0
    assert grown < GROWN


@pytest.mark.control
def test_the_drill_would_notice_letters_that_are_kept_in_the_broker():
    with harness.Sink() as sink, Broker() as broker:
        for number in range(20):
            broker.carry(sink.port, f"p{number}@example.org")
        broker.lose_the_file()
        with broker.carrier():
            broker.carry(sink.port, "last@example.org")
            harness.wait_for(lambda: sink.seen, seconds=harness.STARTS, what="the last letter")
    assert list(sink.times_seen) == ["<last@example.org>"]


@pytest.mark.control
@pytest.mark.skipif(not harness.FULL, reason="An old Celery is installed for it: DRILLS=full.")
def test_an_old_celery_would_stop_listening():
    """Alive, connected, and deaf: why the versions are pinned, and why health looks at letters and not at processes."""
    with harness.Sink() as sink, Broker() as broker, OldWorker(broker) as worker:
        for number in range(12):
            broker.carry(sink.port, f"p{number}@example.org")
            ends = time.monotonic() + (SOON if number else harness.STARTS)
            while len(sink.seen) <= number and time.monotonic() < ends:
                time.sleep(0.1)
            if len(sink.seen) <= number:
                break
            broker.restart()
        assert worker.process.poll() is None, "it lives"
        assert len(sink.seen) < 12, "it never stopped listening, so the pin proves nothing"
