"""Of what a report lists only the first hundreds, it says how many more there are, and where all of them stand."""

import pytest
import time_machine

from coproduction.dashboards import report_figures, report_rows
from members.words import full_day
from projects.models import Change
from tests import factories as make
from tests.dashboards.reading import words
from tests.dashboards.reporting import OCTOBER, approved, draft
from tests.dashboards.test_report_of_the_year import annual, year  # noqa: F401 — a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(OCTOBER, tick=False):
        yield


@pytest.fixture
def three_noes(cast, monkeypatch):
    """A list holds two; three answers of the summer were no."""
    monkeypatch.setattr(report_rows, "MOST", 2)
    project = make.project("Singing", team=cast.team)
    for number in range(3):
        it = make.contribution(project, people=[cast.rowan], text=f"Bus {number}", answer="cannot", quote="anonymous")
        it.responses.update(reason=f"No driver {number}", decided_on=f"2026-08-0{number + 1}")
    return project


def test_a_report_says_that_more_could_not_be_and_leads_to_all_of_it(cast, client, as_user, three_noes):
    report = draft(cast)
    tal = as_user(client, cast.tal, "trustee")
    page = words(tal.get(f"/dashboard/reports/{report.pk}/"))
    assert "And 1 more of this time, which are not listed here. They stand with this report on our site." in page
    assert "all of it, with the 1 more that are not listed here" in page
    assert "Bus 2" not in page
    rest = words(tal.get(f"/dashboard/reports/{report.pk}/all/could-not/"))
    assert "3 things of this time" in rest
    for number in range(3):
        assert f"Bus {number}" in rest
        assert f"No driver {number}" in rest
    assert "Rowan" not in rest


def test_what_may_not_be_quoted_is_not_read_there_either(cast, client, as_user, three_noes):
    three_noes.contributions.filter(text="Bus 2").update(quote="none")
    report = draft(cast)
    rest = words(as_user(client, cast.tal, "trustee").get(f"/dashboard/reports/{report.pk}/all/could-not/"))
    assert "Something people said" in rest
    assert "No driver 2" not in rest
    assert "Bus 2" not in rest


def test_a_report_that_lists_all_says_nothing_of_more(cast, client, as_user, three_noes, monkeypatch):
    monkeypatch.setattr(report_rows, "MOST", 3)
    report = draft(cast)
    page = words(as_user(client, cast.tal, "trustee").get(f"/dashboard/reports/{report.pk}/"))
    assert "not listed here" not in page


def test_what_is_different_is_led_to_as_well_and_the_pack_says_that_there_is_more(cast, client, as_user, three_noes):
    for it in three_noes.contributions.order_by("pk"):
        Change.objects.create(
            contribution=it, what=f"A lift for {it.text}", evidence="A list", changed_on="2026-08-09", noted_at=OCTOBER
        )
    report = approved(cast)
    assert report_figures.read(report.figures).more == {"could_not": 1, "changes": 1}
    tal = as_user(client, cast.tal, "trustee")
    assert "A lift for Bus 2" in words(tal.get(f"/dashboard/reports/{report.pk}/all/changes/"))
    pack = words(tal.get(f"/dashboard/reports/{report.pk}/pack/"))
    assert "And 1 more of this time, which are not listed here." in pack
    assert "on our site" not in pack, "whoever gets the pack cannot open it"


@pytest.mark.parametrize("what", ["promised", "nothing", "could_not"])
def test_a_quarter_promises_nothing_and_a_word_that_is_none_is_not_there(cast, client, as_user, three_noes, what):
    report = draft(cast)
    tal = as_user(client, cast.tal, "trustee")
    assert tal.get(f"/dashboard/reports/{report.pk}/all/{what}/").status_code == 404


def test_of_a_year_what_was_promised_stands_there_too(cast, client, as_user, year, monkeypatch):  # noqa: F811
    monkeypatch.setattr(report_rows, "MOST", 2)
    report = annual(cast)
    tal = as_user(client, cast.tal, "trustee")
    page = words(tal.get(f"/dashboard/reports/{report.pk}/"))
    assert "Promised as well, and not listed: 1 thing. They stand with this report on our site." in page
    rest = words(tal.get(f"/dashboard/reports/{report.pk}/all/promised/"))
    assert "A second evening" in rest
    assert "Of the year before" in rest
    until = full_day(report.ends_on)
    assert f"3 things promised up to {until}, those of earlier years among them, and not there yet on" in rest
    assert "of this time" not in rest
