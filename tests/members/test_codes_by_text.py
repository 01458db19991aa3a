"""Sign-in codes by text message, where a provider is set: the same code, the same count of guesses, the same silence."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import ContactTask, Letter, WrongGuess
from members.post import delivery
from tests import factories as make
from tests.members.test_texts import provider  # noqa: F401 — a fixture

pytestmark = pytest.mark.django_db
ASK, CONFIRM = "account_request_login_code", "account_confirm_login_code"


@pytest.fixture
def tess(db):
    """A member by text, let in by a username."""
    tess = make.person("Tess Quick", role="member", username="tess.q")
    make.channel(tess, way="text", address="07700 900456", may_leave_message=True, may_say_who=True)
    return tess


def ask(client, number, **more):
    return client.post(reverse(ASK), {"email": number, **more}, follow=True)


def leave():
    while delivery.deliver_batch(now=timezone.now()):
        pass


def test_the_code_comes_by_text_names_nobody_and_opens_the_door(client, tess, provider):  # noqa: F811
    page = ask(client, "+44 7700 900 456", own_device="on").content.decode()
    assert "a text with a code" in page
    leave()
    (message,) = provider.taken.values()
    assert message["to"] == "+447700900456"
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", message["text"]).group()
    assert "Table" not in message["text"]
    letter = Letter.objects.get()
    assert (letter.state, letter.kind) == ("sent", "code_by_text")
    assert code not in f"{letter.text}{letter.sealed}{letter.subject}", "what was sent does not stay"
    assert not ContactTask.objects.exists()
    client.post(reverse(CONFIRM), {"code": code})
    assert int(client.session["_auth_user_id"]) == tess.pk
    assert client.session["own_device"]


def test_wrong_codes_by_text_count_like_all_others(client, tess, provider):  # noqa: F811
    ask(client, "07700 900456")
    client.post(reverse(CONFIRM), {"code": "WWWW-WWWW"})
    assert WrongGuess.objects.filter(person=tess).count() == 1


@pytest.mark.parametrize("why", ["unknown", "shared", "not safe", "never let in", "sees much"])
def test_the_page_says_the_same_and_no_text_leaves(client, cast, tess, provider, why):  # noqa: F811
    known = re.sub(r'value="[^"]*"', "", ask(client, "07700 900456").content.decode())
    client.post("/accounts/logout/")
    client.session.flush()
    leave()
    provider.taken.clear()
    match why:
        case "shared":
            make.channel(cast.rowan, way="text", address="07700 900456", rank=2)
        case "not safe":
            tess.channels.update(may_leave_message=False)
        case "never let in":
            tess.username = None
            tess.save()
        case "sees much":
            make.grant(tess, "coordinator")
    number = "07700 900457" if why == "unknown" else "07700 900456"
    said = re.sub(r'value="[^"]*"', "", ask(client, number).content.decode()).replace("900457", "900456")
    assert said == known
    leave()
    assert provider.taken == {}


def test_without_a_provider_a_number_is_no_address_and_a_code_is_read_out_instead(client, tess, settings):
    settings.SMS_URL = ""
    page = ask(client, "07700 900456")
    assert "does not look like an email address" in page.content.decode()
    assert not Letter.objects.exists()
