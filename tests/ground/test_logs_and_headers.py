"""What the log must hold, what it must not, and what every answer carries."""

import logging
import sys

import pytest
from django.urls import path

from coproduction.logs import CleanLine, NoTokens
from coproduction.urls import *  # noqa: F403 — the site's own addresses and error pages
from coproduction.urls import urlpatterns as ours

TOKEN = "Zk3vQ0xT9bLr2nWm8sYd1A"


def breaks(request):
    raise RuntimeError("the kettle is broken")


breaks.login_required = False
urlpatterns = [path("breaks/", breaks), *ours]


def line(message, *args, exc_info=None):
    record = logging.LogRecord("django.request", logging.ERROR, "f.py", 1, message, args, exc_info)
    NoTokens().filter(record)
    return CleanLine("%(message)s").format(record)


@pytest.mark.parametrize(
    "address",
    [
        f"/rsvp/{TOKEN}/",
        f"/invitations/{TOKEN}/",
        f"/decisions/{TOKEN}/",
        f"/calendar/{TOKEN}.ics",
        f"/post/stop/{TOKEN}/",
        f"/members/stop/12.news:{TOKEN}/",
        f"/accounts/password/reset/key/1-{TOKEN.lower()}/",
        f"/any/other/{TOKEN}/",
    ],
)
def test_asvs_16_2_5_no_token_reaches_the_log(address):
    assert TOKEN.lower() not in line("Not Found: %s", address).lower()
    assert "Not Found: /" in line("Not Found: %s", address)


def test_an_ordinary_address_stays_readable():
    assert line("Not Found: %s", "/meetings/42/register/") == "Not Found: /meetings/42/register/"
    assert line("%s", "/static/css/same-table.0123456789ab.css") == "/static/css/same-table.0123456789ab.css"


def test_a_refused_row_and_a_mail_address_stay_out_of_the_log():
    words_of_postgres = "duplicate key\nDETAIL:  Key (email)=(ann) already exists.\n for " + "ann@example.org"
    try:
        raise ValueError(words_of_postgres)
    except ValueError:
        words = line("it broke", exc_info=sys.exc_info())
    assert "duplicate key" in words
    assert "Key (email)" not in words
    assert "ann@example.org" not in words


@pytest.mark.django_db
@pytest.mark.errors_expected
@pytest.mark.urls(__name__)
def test_asvs_16_3_4_an_error_of_ours_reaches_the_log_without_what_was_typed(client, caplog):
    client.raise_request_exception = False
    answer = client.post("/breaks/", {"notes": "something private"})
    assert answer.status_code == 500
    assert "the kettle is broken" in caplog.text
    assert "something private" not in caplog.text


@pytest.mark.django_db
@pytest.mark.errors_expected
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "tells"),
    [
        ("/breaks/", "same-origin"),
        ("/nowhere/", "same-origin"),
        ("/accounts/login/", "same-origin"),
        ("/rsvp/some-token-of-somebody/", "strict-origin"),
        ("/after/some-token-of-somebody/", "strict-origin"),
    ],
)
def test_every_answer_carries_the_safe_headers(client, address, tells):
    client.raise_request_exception = False
    answer = client.get(address)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == tells
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "camera=()" in answer["Permissions-Policy"]
