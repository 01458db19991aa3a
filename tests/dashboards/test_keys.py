"""Keys for programs: made once, shown once, taken back; and what a program then reads, or why not, in one sentence."""

import json
import subprocess
import sys
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from coproduction.dashboards import program_keys
from coproduction.dashboards.models import ReadingKey
from members.rules import Refused
from tests import factories as make
from tests.dashboards.reading import month_ago, words
from tests.dashboards.reporting import OCTOBER, approved, draft, summer

pytestmark = pytest.mark.django_db
LATER = date(2027, 3, 31)
ALL = ["figures", "measures", "reports"]


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(OCTOBER, tick=False) as clock:
        yield clock


def a_key(cast, scopes=ALL, name="The treasurer’s sheet", until=LATER):
    return program_keys.make(name=name, scopes=scopes, until=until, actor=cast.actor("jo"), now=OCTOBER)


@pytest.fixture
def program(client, cast):
    """`program("figures")`: what a program with a key that opens everything is answered."""
    _, token = a_key(cast)

    def ask(address, *, key=token, **headers):
        sent = {"Authorization": f"Bearer {key}"} if key else {}
        return client.get(f"/api/v1/{address}", headers=sent | headers)

    return ask


def test_a_coordinator_makes_a_key_sees_it_once_and_takes_it_back(client, cast, as_user):
    desk = as_user(client, cast.jo, "coordinator")
    assert "There is no key yet" in words(desk.get("/dashboard/keys/"))
    form = {"name": "The treasurer’s sheet", "scopes": ["figures", "reports"], "until": "2027-03-31"}
    made = desk.post("/dashboard/keys/new/", form)
    token = made.context["token"]
    assert token in made.content.decode()
    assert "In LibreOffice" in words(made)
    listed = desk.get("/dashboard/keys/")
    assert "Never used" in words(listed)
    assert "Take it back (The treasurer’s sheet)" in words(listed), "for whoever hears the buttons without the list"
    assert token not in listed.content.decode()
    with_key = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/figures", headers=with_key).status_code == 200
    assert "Last used Tuesday 6 October" in words(desk.get("/dashboard/keys/"))
    key = ReadingKey.objects.get()
    assert token not in str(vars(key))
    assert "opens nothing any more" in words(desk.post(f"/dashboard/keys/{key.pk}/end/", follow=True))
    refused = client.get("/api/v1/figures", headers=with_key)
    assert (refused.status_code, "taken back on Tuesday 6 October" in refused.json()["error"]) == (401, True)
    assert "Taken back" in words(desk.get("/dashboard/keys/"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "fill in: What is it for"), ({"scopes": []}, "choose: What does it open"),
        ({"scopes": ["people"]}, "people"), ({"until": "2027-12-01"}, "a year at most"),
        ({"until": "2026-10-05"}, "That day is over"), ({"until": "soon"}, "not a day we can read"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_says_why_and_keeps_what_was_typed(client, cast, as_user, wrong, sentence):
    desk = as_user(client, cast.jo, "coordinator")
    form = {"name": "A sheet", "scopes": ["figures"], "until": "2027-03-31"} | wrong
    page = desk.post("/dashboard/keys/new/", form)
    assert page.status_code == 422
    assert sentence in words(page)
    assert not ReadingKey.objects.exists()


def test_whoever_presses_twice_and_so_never_sees_the_key_is_told_what_to_do(client, cast, as_user, october):
    desk = as_user(client, cast.jo, "coordinator")
    form = {"name": "The treasurer’s sheet", "scopes": ["figures"], "until": "2027-03-31"}
    made, again = (desk.post("/dashboard/keys/new/", form) for _ in range(2))
    assert (made.status_code, again.status_code) == (200, 422)
    sentence = "It was made a moment ago, and only that page showed it: take it back and make it once more."
    assert sentence in words(again)
    other = make.person("Jess", role="coordinator")
    assert sentence not in words(as_user(client, other, "coordinator").post("/dashboard/keys/new/", form)), (
        "it is not theirs"
    )
    october.shift(timedelta(minutes=3))
    late = words(as_user(client, cast.jo, "coordinator").post("/dashboard/keys/new/", form))
    assert "There is a key of that name already" in late
    assert sentence not in late


def test_nobody_but_a_coordinator_makes_a_key_and_two_have_not_the_same_name(cast):
    for name in ("tal", "bo", "rowan", "ash"):
        with pytest.raises(PermissionDenied):
            program_keys.make(name="x", scopes=ALL, until=LATER, actor=cast.actor(name), now=OCTOBER)
    key, _ = a_key(cast)
    with pytest.raises(Refused, match="that name already"):
        a_key(cast)
    program_keys.revoke(key=key, actor=cast.actor("jo"), now=OCTOBER)
    a_key(cast)
    for wrong in ({"scopes": []}, {"expires_on": OCTOBER.date() + timedelta(days=400)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReadingKey.objects.filter(revoked_at=None).update(**wrong)


def test_until_the_first_key_is_made_there_is_nothing_for_programs(client, cast):
    assert client.get("/api/v1/figures").status_code == 404
    a_key(cast)
    refused = client.get("/api/v1/figures")
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")
    assert refused.json()["error"].startswith("This needs a key that holds")


def test_a_program_reads_what_the_trustees_file_says(program, client, cast, as_user, crowd):
    make.activity(people=crowd(8), team=make.team("Wellbeing"), level="strategic", ended_on=month_ago())
    make.activity(people=crowd(3, "Three"), ended_on=month_ago())
    for asked in ("", "?period=all", "?team=wellbeing", "?period=2026-Q3"):
        read = program(f"figures{asked}").json()
        trustee = as_user(client, cast.tal, "trustee")
        page = trustee.get(f"/dashboard/export.json{asked}").json()
        same = [{name: row[name] for name in row if name not in ("number", "of")} for row in read["figures"]]
        assert same == page["figures"]
        assert (
            program(f"figures{asked}{'&' if asked else '?'}as=csv").content
            == trustee.get(f"/dashboard/export.csv{asked}").content
        )
    by_measure = {row["measure"]: row for row in program("measures").json()["figures"] if row["what_it_means"]}
    assert (by_measure["MET-04"]["number"], by_measure["MET-04"]["of"]) == (1, 2)
    assert (by_measure["MET-13"]["number"], by_measure["MET-16"]["number"]) == (11, None), (
        "“about 3 of every 10” is no number"
    )


def test_what_is_hidden_is_no_number_and_nobody_is_in_it(program, crowd):
    make.activity(people=crowd(3, "Three"), ended_on=month_ago())
    for asked in ("figures?period=2026-Q3", "measures?period=2026-Q3", "choices"):
        text = program(asked).content.decode()
        assert "Member1" not in text
        assert "Jo Hartley" not in text
    people = next(row for row in program("figures?period=2026-Q3").json()["figures"] if row["measure"] == "MET-13")
    assert people["why_hidden"]
    assert (people["number"], people["of"]) == (None, None)


def test_an_approved_report_is_read_as_it_was_approved_and_a_draft_is_not(program, cast):
    summer(cast)
    report = draft(cast)
    assert program("reports").json() == {"reports": []}
    assert program(f"reports/{report.pk}").status_code == 404
    report = approved(cast, report)
    make.activity("Later", ended_on=report.starts_on)
    [listed] = program("reports").json()["reports"]
    assert (listed["period"], listed["approved_on"], listed["sha256"]) == ("2026-Q3", "2026-10-06", report.sha256)
    answer = program(f"reports/{report.pk}")
    found = answer.json()
    start = next(row for row in found["figures"] if row["measure"] == "MET-01")
    assert (start["number"], start["of"], found["definitions"]) == (1, 1, answer.json()["definitions"])
    assert "Tal Brightwell" not in answer.content.decode()
    again = program(f"reports/{report.pk}", **{"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert answer["Cache-Control"] == "private, no-cache"
    assert program("figures")["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "status", "sentence"),
    [
        ("figures?period=2031-Q1", 400, "not over yet"), ("figures?period=x", 400, "don't know that period"),
        ("figures?team=a&level=strategic", 400, "one of team, level and body"), ("figures?team=nobody", 404, "of that name"),
        ("figures?as=xml", 400, "could not be read: as"), ("reports/7", 404, "of that name"), ("people", 404, "no such address"),
        ("reports/x", 404, "no such address"), ("figures?period=%00", 400, "don't know that period"),
    ],
)  # fmt: skip
def test_whatever_cannot_be_is_one_sentence(program, asked, status, sentence):
    answer = program(asked)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert sentence in answer.json()["error"]


def test_a_key_that_is_over_unknown_or_for_something_else_opens_nothing(program, client, cast, october):
    _, only = a_key(cast, scopes=["reports"], name="Reports only", until=OCTOBER.date())
    refused = program("figures", key=only)
    assert (refused.status_code, "It opens: Approved reports" in refused.json()["error"]) == (403, True)
    assert program("choices", key=only).status_code == 200
    for key in ("nonsense", only.upper(), "é" * 40, ""):
        assert program("figures", key=key).status_code == 401
    october.move_to(OCTOBER + timedelta(days=1))
    over = program("reports", key=only)
    assert (over.status_code, "last day was Tuesday 6 October" in over.json()["error"]) == (401, True)
    assert client.post("/api/v1/figures").status_code == 405


def test_too_often_is_answered_with_a_wait(program):
    answers = [program("choices").status_code for _ in range(61)]
    assert set(answers[:60]) == {200}
    last = program("choices")
    assert (answers[60], last.status_code, last["Retry-After"]) == (429, 429, "60")
    guesses = [program("figures", key=f"guess{number}").status_code for number in range(31)]
    assert (set(guesses[:30]), guesses[30]) == ({401}, 429)


def test_the_page_of_addresses_is_for_whoever_makes_keys_and_asks_no_other_host(client, cast, as_user):
    desk = as_user(client, cast.jo, "coordinator")
    page = desk.get("/dashboard/keys/addresses/")
    for word in ("/api/v1/", "reports/{pk}", "What comes back", "why_hidden", "2026-Q3"):
        assert word in words(page)
    assert '<script src="http' not in page.content.decode()
    described = json.loads(desk.get("/dashboard/keys/openapi.json").content)
    assert described["openapi"].startswith("3.")
    assert {"/api/v1/choices", "/api/v1/figures", "/api/v1/measures", "/api/v1/reports"} < set(described["paths"])
    assert described["components"]["securitySchemes"]["Key"]["scheme"] == "bearer"
    for name, role in (("tal", "trustee"), ("rowan", "member")):
        assert as_user(client, getattr(cast, name), role).get("/dashboard/keys/openapi.json").status_code == 403


def test_a_site_without_programs_does_not_carry_what_answers_them():
    """The library and its parsers are loaded by the first program that asks."""
    look = (
        "import django, sys; django.setup(); from django.urls import reverse, get_resolver; reverse('keys');"
        "import coproduction.urls; print([name for name in ('ninja', 'pydantic', 'markdown_it') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_key_in_use_that_ends_soon_stands_on_monday_and_one_that_nobody_uses_does_not(client, cast, as_user):
    soon = OCTOBER.date() + timedelta(days=14)
    for name, until in (
        ("The treasurer’s sheet", soon),
        ("Much later", LATER),
        ("Never used", soon),
        ("Taken back", soon),
    ):
        key, _ = a_key(cast, name=name, until=until)
        if name != "Never used":
            ReadingKey.objects.filter(pk=key.pk).update(last_used_at=OCTOBER)
    program_keys.revoke(key=key, actor=cast.actor("jo"), now=OCTOBER)
    home = words(as_user(client, cast.jo, "coordinator").get("/"))
    assert "The treasurer’s sheet Its last day: Tuesday 20 October" in home
    for name in ("Much later", "Never used", "Taken back"):
        assert name not in home
