"""What a site with an https address tells browsers: on every answer, whatever it is, and of every cookie."""

import runpy
from pathlib import Path

import pytest
from django.test import Client

from tests.access_walk import unsafe
from tests.ground import test_logs_and_headers as broken
from tests.members.test_at_the_door import password

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db


@pytest.fixture
def https(settings, monkeypatch, tmp_path):
    """A browser at that site; its settings are read as a start reads them."""
    monkeypatch.setenv("BASE_URL", "https://testserver")
    for name in ("signing_in", "safe_answers"):
        for setting, value in runpy.run_path(str(ROOT / "coproduction" / f"{name}.py")).items():
            if setting.isupper():
                setattr(settings, setting, value)
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "table.css").write_text("body { color: black }")
    client = Client(raise_request_exception=False, headers={"X-Forwarded-Proto": "https"})
    return client


ANSWERS = {
    "/": 200,
    "/accounts/login/": 200,
    "/members/": 302,
    "/nowhere/": 404,
    "/rsvp/no-such-link-of-anybody/": 404,
    "/static/table.css": 200,
    "/breaks/": 500,
    "/healthz": 503,
}


@pytest.mark.errors_expected
@pytest.mark.urls(broken.__name__)
@pytest.mark.parametrize("address", ANSWERS)
def test_asvs_3_4_1_to_3_4_6_every_answer_has_its_headers_the_broken_and_the_static_one_too(https, address):
    answer = https.get(address)
    assert answer.status_code == ANSWERS[address]
    assert unsafe(answer, "logo" if "static" in address else "") == []
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "object-src 'none'" in answer["Content-Security-Policy"]
    assert "base-uri 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.errors_expected
def test_a_host_that_is_not_ours_is_refused_with_all_headers(https):
    answer = https.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert unsafe(answer) == []


def test_whoever_comes_by_http_is_led_to_https(https):
    answer = https.get("/accounts/login/?next=/members/", headers={"X-Forwarded-Proto": "http"})
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/accounts/login/?next=/members/")
    assert unsafe(answer) == []


def test_asvs_3_3_1_to_3_3_4_every_cookie_is_of_this_host_alone_over_https_and_the_session_is_read_by_no_script(
    https, cast
):
    password(cast.rowan, "rowan.a", "three plain words")
    asked = https.get("/accounts/login/")
    came = https.post("/accounts/login/", {"login": "rowan.a", "password": "three plain words"})
    large = https.post("/accessibility/", {"way": "large"})
    kept = {**asked.cookies, **came.cookies, **large.cookies, **https.get("/").cookies}
    ours = {"sessionid", "csrftoken", "last_here", "last_press", "reading"}
    assert {f"__Host-{name}" for name in ours} <= set(kept)
    for name, cookie in kept.items():
        assert name.startswith("__Host-"), name
        assert cookie["secure"], name
        assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Lax"), name
        assert cookie["httponly"] or name == "__Host-csrftoken", name
    assert 'class="read-large"' in https.get("/").text
    https.post("/accessibility/")
    assert 'class="read-large"' not in https.get("/").text
