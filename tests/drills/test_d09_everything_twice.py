"""D9: two beats, two dispatchers, two workers, and everything noted twice. Each letter leaves once."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from members.models import Letter, Person
from members.models.letter import LetterState
from members.post import letters
from tests.drills import harness
from tests.drills.kind.apps import register

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ROWS = 10_000 if harness.FULL else 300


@pytest.fixture(autouse=True)
def kind(db):
    register()


def note_all(people, now):
    rows = [
        {"kind": "drill", "key": f"drill:{who.pk}", "person": who, "about": "drill:1", "due_at": now} for who in people
    ]
    letters.note_many(rows, now=now)


def note_twice_at_once(people, now):
    def one():
        note_all(people, now)
        connection.close()

    both = [threading.Thread(target=one) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(timeout=60)


def test_two_of_each_ticker_send_each_letter_once(tmp_path):
    now = timezone.now()
    harness.note_letters(ROWS, now=now)
    note_twice_at_once(list(Person.objects.order_by("pk")), now)
    assert Letter.objects.count() == ROWS
    with harness.Sink() as sink:
        there = {"EMAIL_URL": sink.address}
        programs = [
            harness.worker(**there), harness.worker(**there), harness.dispatcher(**there), harness.dispatcher(**there),
            harness.beat(tmp_path, 1), harness.beat(tmp_path, 2),
        ]  # fmt: skip
        try:
            for program in programs:
                program.start()
            waiting = Letter.objects.exclude(state=LetterState.SENT)
            harness.wait_for(lambda: not waiting.exists(), seconds=60 + ROWS / 50, what="every letter sent")
        finally:
            for program in programs:
                program.kill()
    harness.report(
        "D9", rows=ROWS, sent_unique=len(sink.times_seen), lost=ROWS - len(sink.times_seen), duplicates=sink.duplicates
    )
    assert len(sink.times_seen) == ROWS
    assert sink.duplicates == 0


@pytest.mark.control
def test_the_drill_would_notice_a_missing_unique_key():
    now = timezone.now()
    harness.note_letters(20, now=now)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'members_letter'::regclass AND contype = 'u'"
        )
        names = [row[0] for row in cursor.fetchall() if "key" in row[0]]
        cursor.execute(f"ALTER TABLE members_letter DROP CONSTRAINT {names[0]}")
    try:
        with pytest.MonkeyPatch.context() as patch:
            unguarded = letters.IN_ORDER.replace("ON CONFLICT (key) DO NOTHING", "")
            assert unguarded != letters.IN_ORDER
            patch.setattr(letters, "IN_ORDER", unguarded)
            note_all(list(Person.objects.order_by("pk")), now)
        assert Letter.objects.count() == 40  # twice: so the key is what keeps D9 true
    finally:
        Letter.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE members_letter ADD CONSTRAINT {names[0]} UNIQUE (key)")
