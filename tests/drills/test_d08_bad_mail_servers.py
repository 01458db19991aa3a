"""D8: the mail server refuses, stalls, hangs up or is away. Nothing is lost, nobody is blocked, nobody holds up another."""

import socket
import threading
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Heartbeat, Letter
from members.models.letter import LetterState
from members.post import delivery, smtp
from tests.drills import harness
from tests.drills.kind.apps import register

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ROWS = 1500 if harness.FULL else 60
SLOW = 20.0 if harness.FULL else 1.5  # seconds before the server says yes


@pytest.fixture(autouse=True)
def post(db, settings):
    register()
    settings.DELIVERY_BACKEND = "members.post.smtp.PostOffice"
    return settings


def to(settings, port: int) -> None:
    settings.DELIVERY_OPTIONS = {"host": "127.0.0.1", "port": port}


def drain(rounds: int = 14, step: timedelta = timedelta(hours=2)):
    """Deliver again and again, each time hours later by the passed clock: every wait of a retry is then over."""
    now = timezone.now()
    for number in range(rounds):
        delivery.deliver_due(now=now + number * step)


def states() -> dict[str, int]:
    found = {}
    for state in Letter.objects.order_by("pk").values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def test_one_in_ten_is_put_off_and_one_address_refused_and_every_other_letter_arrives_once(post):
    idents = harness.note_letters(ROWS, now=timezone.now())
    asked = iter(range(10**9))
    answer = lambda count: "451 later" if next(asked) % 10 == 3 else None  # noqa: E731
    with harness.Sink(refuse={"p5@example.org": "550 nobody here"}, answer=answer) as sink:
        to(post, sink.port)
        delivery.deliver_due(now=timezone.now())
        refused = Letter.objects.get(to_address="p5@example.org")
        assert (refused.state, refused.attempts, refused.reason) == (
            "failed",
            1,
            "The mail server refuses this address.",
        )
        assert len(sink.seen) >= ROWS * 0.8  # the refused one and the tenth put off held up nobody
        drain()
    harness.report(
        "D8 451", rows=ROWS, sent_unique=len(sink.times_seen), lost=ROWS - 1 - len(sink.times_seen),
        duplicates=sink.duplicates,
    )  # fmt: skip
    assert states() == {"sent": ROWS - 1, "failed": 1}
    assert sink.times_seen == dict.fromkeys(set(idents) - {refused.message_id}, 1)


def test_a_server_that_is_away_costs_no_letter_a_try_and_health_says_so(post):
    idents = harness.note_letters(5, now=timezone.now())
    to(post, harness.free_port())
    drain(rounds=20)
    assert states() == {"waiting": 5}
    assert set(Letter.objects.values_list("attempts", flat=True)) == {0}
    assert Heartbeat.objects.get(name="delivery").word == "mail server does not answer"
    with harness.Sink() as sink:
        to(post, sink.port)
        delivery.deliver_due(now=timezone.now() + timedelta(days=3))
    assert sink.times_seen == dict.fromkeys(idents, 1)
    assert Heartbeat.objects.get(name="delivery").word == "ok"


def test_a_server_that_never_greets_blocks_nobody_for_longer_than_the_timeout(post):
    harness.note_letters(5, now=timezone.now())
    post.EMAIL_TIMEOUT = 2
    with silent_server() as port:
        to(post, port)
        began = time.monotonic()
        delivery.deliver_due(now=timezone.now())
        assert time.monotonic() - began < 2 * 1.5 + 1
    assert states() == {"waiting": 5}


@pytest.mark.control
def test_without_a_timeout_that_server_would_block_us(post):
    """The negative control: Django's own default."""
    harness.note_letters(1, now=timezone.now())
    post.EMAIL_TIMEOUT = None
    with silent_server() as port:
        to(post, port)
        office = smtp.PostOffice(host="127.0.0.1", port=port)
        thread = threading.Thread(target=open_in_vain, args=(office,), daemon=True)
        thread.start()
        thread.join(timeout=5)
        assert thread.is_alive()
    thread.join(timeout=10)


def test_the_site_itself_gives_a_mail_server_sixty_seconds():
    from coproduction import settings as ours

    assert ours.EMAIL_TIMEOUT == 60


def test_a_slow_yes_is_one_letter(post):
    harness.note_letters(2, now=timezone.now())
    with harness.Sink(delay=SLOW) as sink:
        to(post, sink.port)
        delivery.deliver_due(now=timezone.now())
    harness.report("D8 slow", seconds_before_yes=SLOW, sent_unique=len(sink.times_seen), duplicates=sink.duplicates)
    assert (sink.duplicates, states()) == (0, {"sent": 2})


@pytest.mark.control
def test_with_too_little_patience_a_slow_yes_would_be_several_letters(post):
    harness.note_letters(1, now=timezone.now(), start=10)
    post.EMAIL_TIMEOUT = SLOW / 3
    with harness.Sink(delay=SLOW) as sink:
        to(post, sink.port)
        drain(rounds=6)
    assert sink.duplicates == 2  # and no more: twice at most, then it says that nobody knows
    assert states() == {"uncertain": 1}


def test_a_reply_cut_off_repeats_under_the_same_name_after_a_quarter_of_an_hour(post):
    post.POST_UNSURE_WAIT = 900
    (ident,) = harness.note_letters(1, now=timezone.now())
    now = timezone.now()
    with harness.Sink(drop=lambda ident, count: count == 1) as sink:
        to(post, sink.port)
        delivery.deliver_due(now=now)
        letter = Letter.objects.get()
        assert (letter.state, letter.unsure, letter.tries.get().outcome) == (LetterState.WAITING, 1, "uncertain")
        delivery.deliver_due(now=now + timedelta(minutes=14))
        assert sink.times_seen == {ident: 1}
        delivery.deliver_due(now=now + timedelta(minutes=16))
    assert sink.times_seen == {ident: 2}
    assert states() == {"sent": 1}


def test_a_server_that_speaks_no_tls_is_trouble_with_the_line_not_with_the_letter(post):
    harness.note_letters(2, now=timezone.now())
    with harness.Sink() as sink:
        post.DELIVERY_OPTIONS = {"host": "127.0.0.1", "port": sink.port, "use_tls": True}
        drain(rounds=3)
        assert states() == {"waiting": 2}
        assert Heartbeat.objects.get(name="delivery").word == "mail server trouble"


def open_in_vain(office) -> None:
    with pytest.raises(OSError):
        office.open()


class silent_server:
    """Takes the connection and never says a word."""

    def __enter__(self):
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(8)
        return self.socket.getsockname()[1]

    def __exit__(self, *_):
        self.socket.close()
