"""The page of all figures: who may, what it says where there is nothing, and that page and file say the same."""

import csv
import hashlib
import html
import io
import re
from datetime import date, timedelta

import pytest
import time_machine
from openpyxl import load_workbook

from coproduction.dashboards import definitions
from coproduction.dashboards.definitions import Change
from tests import factories as make
from tests.dashboards.conftest import DURING, NOW
from tests.dashboards.reading import tile, words
from tests.dashboards.test_all_measures import EVERY

pytestmark = pytest.mark.django_db
PAGE = "/dashboard/measures/"


@pytest.mark.parametrize(
    ("who", "status"), [("tal", 200), ("bo", 200), ("jo", 200), ("ash", 403), ("rowan", 403), ("kim", 403)]
)
def test_trustee_management_board_and_coordinator_see_it(client, cast, as_user, who, status):
    assert as_user(client, getattr(cast, who)).get(PAGE).status_code == status
    assert client.get(f"{PAGE}?as=csv").status_code == status


@pytest.mark.parametrize("period", ["12m", "all", "quarter", "2025-Q3", "2024-25"])
def test_every_measure_once_with_its_meaning_and_nothing_reads_as_nought_per_cent(trustee, period):
    with time_machine.travel(date(2026, 6, 9)):
        page = trustee.get(PAGE, {"period": period})
    found = re.findall(r'<section class="card tile" id="(MET-\d\d)">', page.content.decode())
    assert sorted(found) == EVERY
    assert page.content.decode().count("What this means") == 27
    text = words(page)
    assert "%" not in text
    assert "None" not in text
    for metric, nothing in {
        "MET-01": "No projects", "MET-02": "No projects", "MET-03": "No projects", "MET-09": "Nothing was due",
        "MET-11": "Nothing was answered", "MET-12": "Nobody asked", "MET-16": "No hours", "MET-17": "No members",
        "MET-20": "Nobody asked", "MET-22": "No requests", "MET-24": "No plan", "MET-26": "Not published yet",
    }.items():  # fmt: skip
        assert nothing in tile(page, metric), metric


def test_a_period_we_do_not_know_is_refused_in_a_sentence(trustee):
    page = trustee.get(f"{PAGE}?period=2031-Q1")
    assert page.status_code == 400
    assert "not over yet" in words(page)
    assert trustee.get(f"{PAGE}?period=%00").status_code == 400
    assert trustee.post(PAGE).status_code == 405


def test_the_dashboard_leads_there_and_keeps_its_period(trustee):
    assert f'href="{PAGE}?period=year"' in trustee.get("/dashboard/?period=year").content.decode()


def test_page_and_file_say_the_same(trustee, cast, crowd):
    people = crowd(9)
    make.activity(people=people, project=make.project("Tea room", days_ago=20), stage=6)
    make.contribution(people=people[:1], answer="cannot", reply_by=date(2026, 1, 1), said_on=date(2025, 12, 1))
    page = trustee.get(PAGE)
    rows = list(csv.DictReader(io.StringIO(trustee.get(f"{PAGE}?as=csv").content.decode("utf-8-sig"))))
    heads = {row["Measure"]: row for row in rows if row["What it means"]}
    assert sorted(heads) == EVERY
    for metric, row in heads.items():
        shown = re.search(rf'id="{metric}">.*?<p class="fig[^"]*">(.*?)</p>', page.content.decode(), re.S).group(1)
        assert row["Figure"] == " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown)).split())
        assert row["Data quality"] in html.unescape(page.content.decode())


@pytest.mark.parametrize("page", [f"{PAGE}?period=all", f"{PAGE}?period=2026-Q1", "/dashboard/teams/?"])
def test_spreadsheet_and_json_hold_what_the_csv_holds_and_no_cell_is_a_formula(trustee, crowd, page):
    team = make.team("=cmd|' /C calc'!A0")
    make.activity(people=crowd(3), team=team)
    for kind in ("csv", "xlsx", "json"):
        assert f"&amp;as={kind}" in trustee.get(page).content.decode()
    rows = [tuple(row) for row in csv.reader(io.StringIO(trustee.get(f"{page}&as=csv").content.decode("utf-8-sig")))]
    sheet = load_workbook(io.BytesIO(trustee.get(f"{page}&as=xlsx").content)).active
    assert [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)] == rows
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    found = trustee.get(f"{page}&as=json").json()
    told = [tuple(each.values()) for each in found["figures"]]
    assert [tuple(cell.removeprefix("'") for cell in row[2:]) for row in rows[1:]] == told, (
        "a program works nothing out"
    )
    assert trustee.get(f"{page}&as=exe")["Content-Type"].startswith("text/html"), "another word is the page itself"


def test_what_could_not_be_stands_with_its_reason_once_it_is_public_and_not_before(trustee, cast):
    made = make.contribution(text="A garden behind the house", answer="cannot")
    page = trustee.get(PAGE)
    assert "Reasons of 1 answer are not public." in tile(page, "MET-11")
    assert "A garden" not in words(page)
    made.published_at = made.noted_at
    made.save()
    assert "“A garden behind the house” We couldn’t, because there is no money for it." in tile(
        trustee.get(PAGE), "MET-11"
    )


def test_of_many_answers_that_were_no_it_says_how_many_more_there_are_and_leads_to_them(trustee, client, cast):
    project = make.project()
    for number in range(23):
        made = make.contribution(project, text=f"Garden {number}", answer="cannot")
        made.published_at = made.noted_at if number else None
        made.save()
    met = trustee.get(PAGE)
    assert "Reasons of 1 answer are not public." in tile(met, "MET-11")
    assert "2 more, with these, stand on the page “You said, we did”." in tile(met, "MET-11")
    assert 'href="/you-said/"' in met.content.decode()
    assert "“Garden 2”" in words(client.get("/you-said/"))


def test_teams_without_anybody_are_named(trustee, cast):
    make.activity(people=[cast.rowan], team=cast.team)
    cast.other_team  # noqa: B018 — it is there, and involved nobody
    assert "1 of 2 teams" in tile(trustee.get(PAGE), "MET-23")
    assert "Nobody with lived experience in the work of: Wellbeing." in tile(trustee.get(PAGE), "MET-23")


def test_few_people_are_hidden_and_it_says_why(trustee, crowd):
    people = crowd(3)
    make.activity(people=people)
    for person in people:
        make.membership(person, started_on=date(2020, 1, 1))
    page = trustee.get(PAGE)
    assert "Fewer than 5" in tile(page, "MET-17")
    assert "Why hidden: It is about fewer than five people" in tile(page, "MET-17")
    assert "Why hidden: It needs at least eight people" in tile(page, "MET-16")
    file = trustee.get(f"{PAGE}?as=csv").content.decode("utf-8-sig")
    assert "3 of 3" not in file


def test_what_nobody_knows_is_not_called_hidden(trustee, crowd):
    """Six people, and nobody wrote down how long it took: of their travel there is no number, so none is kept back."""
    make.activity(people=crowd(6), minutes=None)
    page = trustee.get(PAGE)
    hours = tile(page, "MET-08")
    assert "Not known Why there is no number: Nobody wrote down how long it took." in hours
    assert (
        "Why there is no number (Hours given) Hours of travel, not known: Nobody wrote down how long it took." in hours
    )
    assert "one of the two is not known" in hours
    assert "hidden" not in hours
    board = tile(trustee.get("/dashboard/"), "MET-08")
    assert "Hours of travel, not known" in board
    assert "hidden" not in board


def asked(crowd, at, size):
    """A meeting to which so many were asked, and all said yes."""
    made = make.meeting(starts_at=at, now=at - timedelta(days=30))
    for person in crowd(size, f"Asked on {at:%y%m%d}"):
        make.rsvp(made, person, answer="yes")


@time_machine.travel(NOW, tick=False)
def test_that_nothing_was_before_is_said_where_twelve_months_are_all_there_ever_was(trustee, crowd):
    """A quarter of last year has three invitations, and is hidden; the twelve months before have none, which everything says."""
    asked(crowd, DURING, 40)
    asked(crowd, DURING.replace(year=2025, month=11), 3)
    met = tile(trustee.get(PAGE), "MET-18")
    assert "43 of 43" in met
    assert "No invitations were counted for this in the 12 months before." in met
    assert "Not shown" in tile(trustee.get(f"{PAGE}?period=2025-26"), "MET-18")
    assert "43 of 43" in tile(trustee.get(f"{PAGE}?period=all"), "MET-18")


@time_machine.travel(NOW, tick=False)
def test_that_nothing_was_before_is_not_said_where_there_was_something_earlier_still(trustee, crowd):
    """Everything less twelve months is of an earlier time; that none of it was a year ago would help to name a hidden year."""
    asked(crowd, DURING, 40)
    asked(crowd, DURING.replace(year=2025, month=11), 3)
    asked(crowd, DURING.replace(year=2024, month=2), 6)
    assert "Not compared with the 12 months before" in tile(trustee.get(PAGE), "MET-18")


def test_a_definition_that_changed_is_marked_on_page_and_in_file(trustee, monkeypatch):
    assert 1 + len(definitions.CHANGES) == definitions.DEFINITIONS_VERSION
    change = Change("MET-16", date(2026, 3, 3), "people whose time nobody knows are left out.")
    monkeypatch.setattr(definitions, "CHANGES", (change,))
    marked = "Counted in another way since 3 March 2026: people whose time nobody knows are left out."
    assert marked in tile(trustee.get(PAGE), "MET-16")
    assert words(trustee.get(PAGE)).count("Counted in another way") == 1
    assert marked in trustee.get(f"{PAGE}?as=csv").content.decode("utf-8-sig")


def test_three_of_everything_cost_as_many_questions_as_one_and_no_more_than_twelve(trustee, cast, crowd):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def one(number):
        people = crowd(6, f"Crowd{number}")
        made = make.activity(people=people, team=make.team(f"Team {number}"), project=make.project(f"Project {number}"))
        make.contribution(made.project, people=people[:2], answer="cannot")
        make.provision(make.meeting(days=-20), people[0])

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert trustee.get(PAGE).status_code == 200
        return len(asked)

    one(1)
    trustee.get(PAGE)
    first = questions()
    one(2), one(3)
    assert questions() == first
    assert first <= 12


def test_whoever_changes_a_definition_is_asked_whether_the_figure_is_counted_in_another_way():
    """When this fails: if a figure counts something else now, add a `Change`; then write the new number here."""
    said = "\n".join(f"{metric} {definitions.DEFINITIONS[metric]}" for metric in sorted(definitions.DEFINITIONS))
    assert (definitions.DEFINITIONS_VERSION, hashlib.sha256(said.encode()).hexdigest()[:8]) == (1, "c43d0592")
