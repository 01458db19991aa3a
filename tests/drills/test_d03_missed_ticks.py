"""D3: beat dies. With the dispatcher alive letters leave within 15 s; with both dead the alarm sounds, and all leave after a restart."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coproduction import health
from members.models import Heartbeat, Letter
from members.models.letter import LetterState
from tests.drills import harness
from tests.drills.kind.apps import register

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def kind(db):
    register()


def all_sent() -> bool:
    return not Letter.objects.exclude(state=LetterState.SENT).exists()


def mail_word(*, later: timedelta) -> str:
    return health.check(now=timezone.now() + later)["mail"]


def test_without_beat_and_worker_the_dispatcher_sends_within_fifteen_seconds():
    with harness.Sink() as sink, harness.dispatcher(EMAIL_URL=sink.address):
        harness.wait_for(lambda: Heartbeat.objects.filter(name="dispatch").exists(), seconds=30, what="the dispatcher")
        idents = harness.note_letters(20, now=timezone.now())
        began = timezone.now()
        harness.wait_for(lambda: len(sink.seen) >= 20, seconds=15, what="the letters, after ten seconds and a look")
        seconds = (timezone.now() - began).total_seconds()
        harness.wait_for(all_sent, seconds=5, what="the rows to say so")
    harness.report(
        "D3",
        sent_unique=len(sink.times_seen),
        lost=len(set(idents) - set(sink.times_seen)),
        duplicates=sink.duplicates,
        max_delay=round(seconds, 1),
    )
    assert sink.duplicates == 0
    assert set(sink.times_seen) == set(idents)


def test_with_beat_and_dispatcher_dead_the_alarm_sounds_and_a_restart_sends_each_once(tmp_path):
    ten_minutes_ago = timezone.now() - timedelta(minutes=10)
    idents = harness.note_letters(30, now=ten_minutes_ago)
    assert mail_word(later=timedelta(0)) == "letters are waiting too long"
    with harness.Sink() as sink, harness.worker(EMAIL_URL=sink.address), harness.beat(tmp_path), \
            harness.dispatcher(EMAIL_URL=sink.address):  # fmt: skip
        harness.wait_for(all_sent, seconds=30, what="all letters after the restart")
    assert sink.times_seen == dict.fromkeys(idents, 1)
    assert mail_word(later=timedelta(0)) == "ok"


@pytest.mark.control
def test_the_alarm_sounds_within_five_minutes_of_both_tickers_stopping():
    harness.note_letters(1, now=timezone.now())
    assert mail_word(later=timedelta(seconds=80)) == "ok"
    assert mail_word(later=timedelta(minutes=5)) == "letters are waiting too long"  # nobody ticks: it must fire
