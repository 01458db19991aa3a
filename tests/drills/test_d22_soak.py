"""D22: an hour of mixed load, with the broker dying every five minutes. Memory, connections and files stay flat."""

import itertools
import os
import time
from contextlib import ExitStack

import pytest
from django.utils import timezone

from members.models import Letter
from members.models.letter import LetterState
from tests.drills import crowd, harness, measuring
from tests.drills.broker import Broker
from tests.drills.kind.apps import register
from tests.drills.traffic import Traffic

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
SECONDS = 60 * float(os.environ.get("SOAK_MINUTES", "60")) if harness.FULL else 22
BETWEEN = 30 if SECONDS > 600 else SECONDS / 16  # seconds from one look to the next
FLAPS = 300 if SECONDS > 600 else SECONDS / 2  # seconds from one death of the broker to the next
GROWN = 0.1 if SECONDS > 600 else 0.25  # of memory; what has just begun still loads this and that
MORE = 4  # files or connections; one is opened while another is counted
OLDEST = 30  # seconds a due letter may wait
PEOPLE = 300 if harness.FULL else 40


@pytest.fixture(autouse=True)
def kind(db):
    register()


def coming_and_going(tokens):
    """Everybody looks and says yes, then looks and says no, for ever."""
    for answer in itertools.cycle([{"answer": "yes", "mode": "room"}, {"answer": "no"}]):
        for token in tokens:
            yield "GET", f"/rsvp/{token}/", None
            yield "POST", f"/rsvp/{token}/", answer


def an_hour(programs, broker) -> list[measuring.Sample]:
    """One letter a second, a look now and then, and the broker dies now and then."""
    samples, began = [], time.monotonic()
    next_look, next_flap = began, began + FLAPS
    for second in range(int(SECONDS)):
        harness.note_letters(1, now=timezone.now(), start=second)
        if time.monotonic() >= next_look:
            samples.append(measuring.sample(programs))
            next_look += BETWEEN
        if time.monotonic() >= next_flap:
            broker.restart()
            next_flap += FLAPS
        time.sleep(max(0, began + second + 1 - time.monotonic()))  # time itself is what is tried
    return samples


def test_memory_connections_and_files_stay_flat(tmp_path):
    _, tokens = crowd.invited(PEOPLE, room_places=PEOPLE)
    with harness.Sink() as sink, Broker() as broker, ExitStack() as running:
        there = {"EMAIL_URL": sink.address, "REDIS_URL": broker.address, "POST_LEASE": "120"}
        web, port = crowd.site(**there, WEB_THREADS="8")
        programs = [web, harness.worker(**there), harness.beat(tmp_path, **there), harness.dispatcher(**there)]
        for program in programs:
            running.enter_context(program)
        harness.wait_for(lambda: crowd.answers(port), seconds=harness.STARTS, what="the web server")
        with Traffic(port, coming_and_going(list(tokens.values())), rate=2) as people:
            harness.wait_for(lambda: len(sink.seen) > 2, seconds=harness.STARTS, what="the first letters")
            samples = an_hour(programs, broker)
        due = Letter.objects.filter(state__in=[LetterState.WAITING, LetterState.SENDING], kind="drill")
        harness.wait_for(lambda: not due.exists(), seconds=60, what="the last letters")
    wanted = set(Letter.objects.filter(kind="drill").values_list("message_id", flat=True))
    grown = measuring.growth(samples, "memory")
    more = {what: measuring.more(samples, what) for what in ("files", "connections")}
    harness.report(
        "d22", minutes=round(SECONDS / 60, 1), sent_unique=len(sink.times_seen), lost=len(wanted - set(sink.times_seen)),
        duplicates=sink.duplicates, max_delay=round(max(each.oldest for each in samples), 1), http_5xx=len(people.broken),
        memory=round(samples[-1].memory), memory_grown=round(grown, 3), **more,
    )  # fmt: skip
    assert grown < GROWN, samples
    assert max(more.values()) <= MORE, samples
    assert max(each.oldest for each in samples) < OLDEST
    assert wanted <= set(sink.times_seen)
    assert sink.duplicates == 0
    assert people.broken == []


@harness.LONGER
@pytest.mark.control
def test_the_drill_would_notice_a_sender_that_keeps_every_message():
    harness.note_letters(120, now=timezone.now())
    samples = []
    with harness.Sink(delay=0.03) as sink, harness.sender("keeping", EMAIL_URL=sink.address) as keeping:
        harness.wait_for(lambda: len(sink.seen) > 3, seconds=harness.STARTS, what="the first letters")
        while len(sink.seen) < 120:
            samples.append(measuring.sample([keeping]))
            time.sleep(0.3)
    assert measuring.growth(samples, "memory") > 0.25, samples
