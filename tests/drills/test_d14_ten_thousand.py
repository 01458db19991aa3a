"""D14: ten thousand reminders leave, people come to the site meanwhile, and somebody asks for a sign-in code in the middle."""

import time
from contextlib import ExitStack
from datetime import time as wall
from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Letter
from members.models.letter import Lane, LetterState
from members.post import delivery
from tests.drills import crowd, harness, measuring
from tests.drills.broker import Broker
from tests.drills.kind.apps import register
from tests.drills.signing_in import ReadableSink, people_with_sign_in, sign_in_by_code
from tests.drills.traffic import Traffic

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
MEETINGS, EACH = (20, 500) if harness.FULL else (1, 300)
WORKERS = 2 if harness.FULL else 1
SLOW = 0.002 if harness.FULL else 0.01  # seconds of the mail server for each letter
MINUTES = 10
FIFTEEN = 15  # seconds a code may take
P95 = 0.5 if harness.FULL else 2.0  # seconds; nothing else runs beside it in either form
GROWN = 0.2


def meetings_of_tomorrow(now):
    """Everybody was asked a week ago, nobody has answered, and the reminder of the day before is due."""
    tokens = []
    for number in range(MEETINGS):
        start = now + timedelta(hours=23)
        _, theirs = crowd.invited(
            EACH, title=f"Meeting {number}", starts_at=start, ends_at=start + timedelta(hours=2), reminder_days=[1],
            reminder_time=wall(0, 1), published_at=now - timedelta(days=8),
        )  # fmt: skip
        tokens += theirs.values()
    return tokens


def looks(tokens):
    for token in tokens:
        yield "GET", f"/rsvp/{token}/", None


def reminders(*states) -> int:
    found = Letter.objects.filter(kind="meeting_reminder")
    return (found.filter(state__in=states) if states else found).count()


@harness.LONGER
def test_all_of_them_leave_and_the_code_goes_first(tmp_path):
    now, rows = timezone.now(), MEETINGS * EACH
    (address,) = people_with_sign_in(1)
    tokens = meetings_of_tomorrow(now)
    with ReadableSink(delay=SLOW) as sink, Broker() as broker, ExitStack() as running:
        there = {"EMAIL_URL": sink.address, "REDIS_URL": broker.address, "POST_LEASE": "120"}
        web, port = crowd.site(**there)
        running.enter_context(web)
        harness.wait_for(lambda: crowd.answers(port), seconds=harness.STARTS, what="the web server")
        began = time.monotonic()
        workers = [running.enter_context(harness.worker(**there)) for _ in range(WORKERS)]
        running.enter_context(harness.dispatcher(**there))
        running.enter_context(harness.beat(tmp_path, **there))
        with Traffic(port, looks(tokens * 50), rate=10) as people:
            harness.wait_for(lambda: len(sink.seen) > rows / 5, seconds=120, what="the first fifth")
            before = measuring.memory(workers)
            took = sign_in_by_code(port, address, 1, sink)
            still_waiting = rows - reminders(LetterState.SENT)
            harness.wait_for(lambda: len(sink.seen) > rows, seconds=MINUTES * 60, what="every reminder, and the code")
            seconds = time.monotonic() - began
            grown = measuring.memory(workers) / before - 1
        harness.wait_for(lambda: reminders(LetterState.SENT) == rows, seconds=20, what="the rows to say so")
    wanted = set(Letter.objects.filter(kind="meeting_reminder").values_list("message_id", flat=True))
    harness.report(
        "d14", sent_unique=len(sink.times_seen), lost=len(wanted - set(sink.times_seen)), duplicates=sink.duplicates,
        seconds=round(seconds), max_delay=round(took, 1), behind_it=still_waiting, web_p95=people.p95(), http_5xx=len(people.broken),
        memory_grown=round(grown, 3),
    )  # fmt: skip
    assert len(wanted) == rows
    assert wanted <= set(sink.times_seen)
    assert sink.duplicates == 0
    assert took <= FIFTEEN
    assert still_waiting > 0, "the code came after all reminders, so it proves nothing"
    assert people.broken == []
    assert people.p95() < P95
    assert not harness.FULL or grown < GROWN


@pytest.mark.control
def test_in_one_lane_the_code_would_wait_behind_all_of_them(settings):
    register()
    settings.DELIVERY_BACKEND = "members.post.smtp.PostOffice"
    now = timezone.now()
    with harness.Sink() as sink:
        settings.DELIVERY_OPTIONS = {"host": "127.0.0.1", "port": sink.port}
        for lanes, where in ((True, 0), (False, 100)):
            harness.note_letters(100, now=now, start=1000 * where)
            (code,) = harness.note_letters(1, now=now + timedelta(seconds=1), start=1000 * where + 500)
            if lanes:
                Letter.objects.filter(message_id=code).update(lane=Lane.CODE)
            before = len(sink.seen)
            delivery.deliver_due(now=now + timedelta(seconds=2))
            assert [ident for ident, *_ in sink.seen[before:]].index(code) == where
