"""Does post work? A letter to oneself by the real way, and what the page says of it; for whoever looks after the site."""

import smtplib

import pytest
from django.utils import timezone

from members.models import Letter
from members.models.letter import LetterState
from members.post import delivery
from members.post.failures import in_its_words
from tests.members.quiet import QuietBackend

pytestmark = pytest.mark.django_db
PAGE = "/members/settings/test-letter/"


class Refuses(QuietBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"x": (554, b"5.7.1 <tec@example.org>: Relay access\r\n denied")})


class Down(QuietBackend):
    def open(self):
        raise smtplib.SMTPAuthenticationError(535, b"5.7.8 Error: authentication failed")


@pytest.fixture
def tec(client, cast, as_user, settings):
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"
    return as_user(client, cast.tec, "technical")


def words(response):
    return " ".join(response.content.decode().split())


def sent_by(backend, settings):
    settings.DELIVERY_BACKEND = f"{__name__}.{backend}"
    delivery.deliver_due(now=timezone.now())


def test_a_test_letter_goes_to_whoever_pressed_and_the_page_follows_it(tec, cast):
    assert tec.post(PAGE).status_code == 302
    waiting = words(tec.get(PAGE))
    assert "Waiting" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert "Look again" in waiting, "also without scripts"
    delivery.deliver_due(now=timezone.now())
    letter = Letter.objects.get(kind="test_letter")
    assert (letter.state, letter.to_address) == (LetterState.SENT, "tec@example.org")
    page = words(tec.get(PAGE, headers={"HX-Request": "true"}))
    assert "The mail server took it" in page
    assert "hx-get" not in page, "it looks no more"
    assert "<h1>" not in page


def test_two_presses_are_one_letter_and_ten_an_hour_are_enough(tec, cast):
    tec.post(PAGE)
    tec.post(PAGE)
    assert Letter.objects.filter(kind="test_letter").count() == 1
    for _ in range(9):
        delivery.deliver_due(now=timezone.now())
        assert tec.post(PAGE).status_code == 302
    delivery.deliver_due(now=timezone.now())
    refused = tec.post(PAGE)
    assert refused.status_code == 409
    assert "enough" in words(refused)


def test_it_works_also_after_old_ones_were_swept_away(tec, cast):
    for _ in range(3):
        tec.post(PAGE)
        delivery.deliver_due(now=timezone.now())
    Letter.objects.filter(kind="test_letter").earliest("pk").delete()
    for _ in range(2):
        assert tec.post(PAGE).status_code == 302
        assert Letter.objects.filter(kind="test_letter", state="waiting").count() == 1
        delivery.deliver_due(now=timezone.now())
    assert Letter.objects.filter(kind="test_letter").count() == 4


def test_a_refusal_is_told_in_the_servers_own_words_and_of_no_other_letter(tec, cast, settings):
    tec.post(PAGE)
    sent_by("Refuses", settings)
    letter = Letter.objects.get(kind="test_letter")
    assert letter.state == LetterState.FAILED
    assert "It said: 554 5.7.1 &lt;tec@example.org&gt;: Relay access denied" in words(tec.get(PAGE))


def test_a_server_that_lets_us_not_in_is_told_as_well_and_the_letter_waits(tec, cast, settings, caplog):
    tec.post(PAGE)
    sent_by("Down", settings)
    page = words(tec.get(PAGE))
    assert "The mail server cannot be reached. It said: 535 5.7.8 Error: authentication failed" in page
    assert "The next try is" in page
    assert "5.7.8" not in caplog.text


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "Connection refused"),
        (TimeoutError(), "TimeoutError"),
        (smtplib.SMTPDataError(550, b"no\r\nFROM: evil" + b"x" * 400), "550 no FROM: evilxxx"),
    ],
)
def test_what_the_server_said_is_one_short_line(problem, said):
    found = in_its_words(problem)
    assert found.startswith(said)
    assert len(found) <= 200
    assert "\n" not in found
    assert "\r" not in found
