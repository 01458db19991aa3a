"""D1: senders die by kill -9 in the middle of a mailing. Nothing is lost, and each death repeats at most one letter."""

import random
import time

import pytest
from django.utils import timezone

from members.models import Letter
from members.models.letter import LetterState
from tests.drills import harness
from tests.drills.kind.apps import register

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ROWS, KILLS, SENDERS = (3000, 10, 3) if harness.FULL else (300, 4, 2)
PAUSES = (1.0, 2.5) if harness.FULL else (0.15, 0.5)


@pytest.fixture(autouse=True)
def kind(db):
    register()


def mail_and_kill(sink, *words, rows, kills, seed):
    """Note the letters, let the senders work, kill one after another, let a last one finish. Kills that hit work."""
    dice = random.Random(seed)
    idents = harness.note_letters(rows, now=timezone.now())
    programs = [harness.sender(*words, EMAIL_URL=sink.address).start() for _ in range(SENDERS)]
    try:
        harness.wait_for(lambda: sink.seen, seconds=60, what="the first letter")
        for _ in range(kills):
            time.sleep(dice.uniform(*PAUSES))  # the moment of death is the drill's random fault, not a wait
            victim = dice.randrange(len(programs))
            programs[victim].kill()
            before = len(sink.seen)
            programs[victim] = harness.sender(*words, EMAIL_URL=sink.address).start()
            harness.wait_for(lambda b=before: len(sink.seen) > b + 3 or done(rows), seconds=40, what="the next letters")
        last_kill = time.monotonic()
        harness.wait_for(lambda: done(rows), seconds=36 + rows / 20, what="every letter sent")
        return idents, time.monotonic() - last_kill
    finally:
        for program in programs:
            program.kill()


def done(rows) -> bool:
    return Letter.objects.filter(state=LetterState.SENT).count() == rows


def test_nothing_is_lost_and_each_death_repeats_at_most_one_letter():
    seed = random.randrange(10_000)
    with harness.Sink(delay=0.01) as sink:
        idents, seconds = mail_and_kill(sink, rows=ROWS, kills=KILLS, seed=seed)
    lost = set(idents) - set(sink.times_seen)
    harness.report(
        "D1", seed=seed, kills=KILLS, sent_unique=len(sink.times_seen), lost=len(lost), duplicates=sink.duplicates,
        max_delay=round(seconds, 1),  # after the last kill
    )  # fmt: skip
    assert not lost
    assert set(sink.times_seen) == set(idents)  # a repeat carries the same Message-ID
    assert sink.duplicates <= KILLS
    assert max(sink.times_seen.values()) <= 3


@pytest.mark.control
def test_the_drill_would_notice_a_sender_that_keeps_a_batch_in_one_transaction():
    harness.note_letters(100, now=timezone.now())
    with harness.Sink(delay=0.01) as sink, harness.sender("batch", EMAIL_URL=sink.address) as first:
        harness.wait_for(lambda: len(sink.seen) >= 40, seconds=60, what="forty letters")
        first.kill()
        with harness.sender("batch", EMAIL_URL=sink.address):
            harness.wait_for(lambda: done(100), seconds=60, what="every letter sent")
    assert sink.duplicates >= 39  # ours: one
