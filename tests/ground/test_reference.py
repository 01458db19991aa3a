"""Whoever rings about a page that broke reads a number out, and it stands in the log, which holds nothing about anybody."""

import json
import logging
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import RequestFactory
from django.urls import path

from coproduction import logs, reference
from coproduction.urls import *  # noqa: F403 — the site's own addresses and error pages
from coproduction.urls import urlpatterns as ours

TOKEN = "Zk3vQ0xT9bLr2nWm8sYd1A"
NOTE = "my sister does not know"
NUMBER = re.compile(r'id="reference">([2-9A-Z]{4}-[2-9A-Z]{4})<')
WRONG = {
    "500": RuntimeError(f"no such link /rsvp/{TOKEN}/ for ann@example.org\nINFO forged: all is well"),
    "507": OSError(28, "No space left on device"),
    "503": OperationalError("connection refused"),
    "403": PermissionDenied("not this role"),
}


def breaks(request, what, token):
    raise WRONG[what]


breaks.login_required = False
urlpatterns = [path("rsvp/<str:what>/<str:token>/", breaks, name="breaks"), *ours]
pytestmark = [pytest.mark.errors_expected, pytest.mark.urls(__name__)]


@pytest.fixture
def log():
    """What the console prints, in one form or the other, as text."""
    kept = {}

    class Keeps(logging.Handler):
        def emit(self, record):
            kept.setdefault("lines", []).append(self.format(record))

    handler = Keeps(logging.INFO)
    handler.addFilter(logs.NoTokens())
    logging.getLogger().addHandler(handler)

    def written(form):
        handler.setFormatter(logs.lines(form))
        return lambda: kept.get("lines", [])

    yield written
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
@pytest.mark.parametrize("status", WRONG)
def test_the_number_on_the_page_stands_in_the_log(client, log, status):
    said = log("line")
    client.raise_request_exception = False
    page = client.get(f"/rsvp/{status}/{TOKEN}/")
    assert page.status_code == int(status)
    number = NUMBER.search(page.text)[1]
    assert any(f"[{number}]: " in line.splitlines()[0] for line in said())


@pytest.mark.django_db
def test_no_two_requests_have_one_number_and_a_page_that_is_only_not_there_has_none(client):
    client.raise_request_exception = False
    numbers = {NUMBER.search(client.get(f"/rsvp/500/{TOKEN}/").text)[1] for _ in range(5)}
    assert len(numbers) == 5
    assert 'id="reference"' not in client.get("/nowhere/").text
    assert reference.of_this_request() == ""


def test_a_page_that_needs_no_database_has_it_too_and_so_has_the_last_sentence_of_all(log):
    said = log("line")

    def respond(request):
        from coproduction import views

        return views.error_page(500, "there-is-no-such-template.html")

    page = reference.Referenced(respond)(RequestFactory().get("/"))
    reference.forget()
    assert re.search(r"<p>[2-9A-Z]{4}-[2-9A-Z]{4}</p>", page.text)
    assert said() == []


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["line", "json"])
def test_the_log_of_a_request_holds_no_token_no_address_and_no_words(client, cast, as_user, log, form):
    said = log(form)
    as_user(client, cast.jo, "coordinator")
    client.raise_request_exception = False
    typed = {"notes": NOTE, "email": "rowan@example.org"}
    client.post(f"/rsvp/500/{TOKEN}/?email=rowan@example.org&note={NOTE}", typed)
    client.post("/members/999999/", typed)
    client.get(f"/rsvp/{TOKEN}/")
    client.post(f"/invitations/{TOKEN}/", typed)
    told = "\n".join(said())
    assert "no such link /rsvp/" in told
    for private in (TOKEN, "@example.org", NOTE, "sister", cast.jo.name):
        assert private not in told


@pytest.mark.django_db
def test_for_a_program_each_event_is_one_object_with_page_role_and_number(client, cast, as_user, log):
    said = log("json")
    as_user(client, cast.jo, "coordinator")
    client.raise_request_exception = False
    page = client.get(f"/rsvp/500/{TOKEN}/")
    told = [json.loads(line) for line in said()]
    broke = next(each for each in told if each["level"] == "ERROR")
    assert broke["reference"] == NUMBER.search(page.text)[1]
    assert broke["page"] == "breaks"
    assert broke["logger"] == "django.request"
    assert broke["time"].endswith("+00:00")
    assert any("RuntimeError" in line for line in broke["trace"])
    with pytest.raises(ValueError, match="line or json"):
        logs.lines("xml")


@pytest.mark.django_db
def test_asvs_16_4_1_what_was_typed_begins_no_line_of_its_own(client, log):
    said = log("line")
    client.raise_request_exception = False
    client.get(f"/rsvp/500/{TOKEN}/")
    logging.getLogger("x").warning("one %s", "two\r\n2026-01-01 ERROR django: three\u2028four\x1b[31m")
    for told in said():
        first, *behind = told.splitlines()
        assert not first.startswith(("INFO", "2026-01-01"))
        assert all(line.startswith("    | ") for line in behind)
    assert said()[-1].endswith(r"one two\r\n2026-01-01 ERROR django: three\u2028four\x1b[31m")
