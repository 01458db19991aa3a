"""What is written down, what is not, and that nobody writes lines of their own (ASVS 5.0, chapter 16)."""

import logging

import pytest

from coproduction.logs import CleanLine, NoTokens
from members.models import SignInEvent
from tests.members.test_at_the_door import password

pytestmark = pytest.mark.django_db


def line(message, *args):
    record = logging.LogRecord("django.request", logging.WARNING, "f.py", 1, message, args, None)
    NoTokens().filter(record)
    return CleanLine("%(asctime)s %(levelname)s %(name)s: %(message)s").format(record)


def test_asvs_16_3_1_every_way_in_and_every_wrong_one_is_noted(client, cast):
    password(cast.rowan, "rowan.a", "three plain words")
    client.post("/accounts/login/", {"login": "rowan.a", "password": "no words at all"})
    client.post("/accounts/login/", {"login": "rowan.a", "password": "three plain words"})
    client.post("/accounts/logout/")
    assert [event.what for event in SignInEvent.objects.order_by("pk")] == ["wrong", "in"]


def test_asvs_16_3_2_whoever_asks_for_what_they_may_not_have_stands_in_the_log(client, cast, as_user, caplog):
    rowan = as_user(client, cast.rowan)
    assert rowan.get("/members/").status_code == 403
    assert rowan.post("/members/new/", {"name": "Somebody"}).status_code == 403
    refused = [
        record for record in caplog.records if record.name == "django.request" and record.levelno == logging.WARNING
    ]
    assert {record.args[0] if record.args else record.getMessage() for record in refused}
    assert "/members/" in caplog.text
    assert "Somebody" not in caplog.text


@pytest.mark.errors_expected
def test_asvs_16_3_3_a_form_without_its_token_and_a_strange_host_stand_in_the_log(client, cast, as_user, caplog):
    client.handler.enforce_csrf_checks = True
    assert as_user(client, cast.rowan).post("/members/break/start/").status_code == 403
    assert any(record.name == "django.security.csrf" for record in caplog.records)
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert any(record.name == "django.security.DisallowedHost" for record in caplog.records)


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\x85", "\u2028", "\x1b[2J", "\x00"])
def test_asvs_16_4_1_nobody_writes_lines_of_their_own_into_the_log(break_):
    written = line("Not Found: %s", f"/nowhere/{break_}2026-11-30 09:00 INFO django.request: all is well")
    assert len(written.splitlines()) == 1
    assert not set(written) & set("\x00\x1b\r\n")
    assert line("Not Found: %s", "/nowhere/") != written
