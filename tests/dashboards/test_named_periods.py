"""Quarters and financial years by their name: what they hold, and that none can be solved from its neighbours."""

from datetime import date

import pytest

from coproduction.dashboards import named
from coproduction.dashboards.disclosure import IN_TIME, NOT_IN_PARTS, Hidden, protect
from coproduction.dashboards.figures import NotInParts, Things, ThingShare
from coproduction.dashboards.filters import Filter
from coproduction.dashboards.periods import Span, period
from members.rules import Refused
from tests import factories as make
from tests.dashboards.conftest import TODAY
from tests.dashboards.reading import tile, words

pytestmark = pytest.mark.django_db
Q1, Q2, Q3, Q4 = date(2025, 5, 6), date(2025, 8, 5), date(2025, 11, 4), date(2026, 2, 3)  # a day in each of 2025-26


def test_a_quarter_and_a_year_by_name_are_whole_and_compared_with_the_one_before():
    quarter, year = period("2026-Q1", today=TODAY), period("2025-26", today=TODAY)
    assert (quarter.live, quarter.words) == (Span(date(2026, 1, 1), date(2026, 3, 31)), "January to March 2026")
    assert quarter.previous.live == Span(date(2025, 10, 1), date(2025, 12, 31))
    assert (year.live, year.previous.slug) == (Span(date(2025, 4, 1), date(2026, 3, 31)), "2024-25")
    assert [each.slug for each in named.offered(today=TODAY)] == [
        "2026-Q1", "2025-Q4", "2025-Q3", "2025-Q2", "2025-26", "2024-25",
    ]  # fmt: skip


@pytest.mark.parametrize("slug", ["2026-Q2", "2026-Q4", "2026-27", "2031-Q1"])
def test_what_is_not_over_has_no_name_yet(slug):
    with pytest.raises(Refused, match="is not over yet"):
        period(slug, today=TODAY)


def test_it_is_over_the_day_after():
    assert period("2026-Q2", today=date(2026, 7, 1)).live.last == date(2026, 6, 30)
    with pytest.raises(Refused, match="not over"):
        period("2026-Q2", today=date(2026, 6, 30))


def test_names_go_back_ten_years():
    assert period("2016-Q2", today=TODAY).at == 0
    with pytest.raises(Refused, match="go back 10 years"):
        period("2015-Q4", today=TODAY)


def test_a_quarter_counts_its_own_people_and_nobody_else(figures, held, crowd):
    held(crowd(6), on=Q1, minutes=60)
    held(crowd(7, "Later"), on=Q2, minutes=30)
    now = figures("MET-13", slug="2025-Q3")
    assert protect(now["people"]).value == 7
    assert protect(figures("MET-13", slug="2025-Q3", before=True)["people"]).value == 6
    assert protect(figures("MET-08", slug="2025-Q3")["minutes"]).value == 7 * 30
    assert figures("MET-04", slug="2025-Q3")["all"] == Things(1)
    assert protect(figures("MET-13", slug="2025-26")["people"]).value == 13


def test_a_new_voice_belongs_to_the_quarter_of_its_first_part(figures, held, crowd):
    group = crowd(12)
    held(group[:6], on=Q1)
    held(group, on=Q2)
    assert protect(figures("MET-15", slug="2025-Q3")["new"]).value == 6


def test_every_quarter_of_a_year_is_shown_when_none_is_small(figures, held, crowd):
    for day, size in ((Q1, 9), (Q2, 8), (Q3, 6)):
        held([*crowd(size, f"New{day:%m}"), *crowd(10, f"Known{day:%m}")], on=day)
    held(crowd(6, "Before"), on=date(2020, 1, 7))
    shown = [protect(figures("MET-15", slug=slug)["new"]).value for slug in ("2025-Q2", "2025-Q3", "2025-Q4")]
    assert shown == [19, 18, 16]


def test_one_small_quarter_hides_every_quarter_of_its_year(figures, held, crowd):
    for day, size in ((Q1, 9), (Q2, 8), (Q3, 3)):
        held(crowd(size, f"New{day:%m}"), on=day)
    hidden = {protect(figures("MET-15", slug=slug)["new"]) for slug in ("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")}
    assert hidden == {Hidden(why=IN_TIME)}, "and one like the other, or the words would say which is the small one"
    assert protect(figures("MET-15", slug="2025-26")["new"]).value == 20


def test_a_small_quarter_is_not_to_be_had_from_the_year_that_runs_less_the_quarter_that_runs(figures, held, crowd):
    """In August: three new people in spring, ten since July, and a running year of thirteen."""
    held(crowd(20, "Before"), on=Q1)
    held(crowd(3, "Spring"), on=date(2026, 5, 5))
    held(crowd(10, "Summer"), on=date(2026, 7, 7))
    in_august = {"today": date(2026, 8, 18)}
    new = {slug: protect(figures("MET-15", slug=slug, **in_august)["new"]) for slug in ("year", "2026-Q2", "quarter")}
    assert new["year"].value == 13
    assert new["2026-Q2"].is_hidden
    assert new["quarter"].is_hidden, "or 13 less 10 would say three"


def test_a_running_year_of_a_few_hides_the_last_one_and_its_quarters_as_well(figures, held, crowd):
    """Everything less the last year, or twelve months less its quarters, would say how few there were since April."""
    for day in (Q1, Q2):
        held(crowd(9, f"New{day:%m}"), on=day)
    held(crowd(2, "April"), on=date(2026, 4, 7))
    new = {slug: protect(figures("MET-15", slug=slug)["new"]) for slug in ("all", "12m", "year", "2025-26", "2025-Q3")}
    assert [each.value for each in new.values()] == [20, 11, None, None, None]


def test_twelve_months_are_hidden_where_they_are_the_year_that_runs_and_that_is_hidden(figures, held, crowd):
    """Three new people before them: everything less the twelve months would say so, and the year less nothing."""
    held(crowd(3, "Before"), on=Q1)
    held(crowd(9), on=date(2026, 4, 7))
    new = {slug: protect(figures("MET-15", slug=slug)["new"]) for slug in ("all", "12m", "year", "2025-26")}
    assert [each.value for each in new.values()] == [12, None, None, None]
    assert protect(figures("MET-13")["people"]).value == 9, "different people do not add up"


def test_counts_of_people_of_a_quarter_or_year_that_runs_are_compared_with_nothing(figures, held, crowd):
    held(crowd(9), on=date(2025, 5, 6))
    held(crowd(8), on=date(2026, 5, 6))
    assert figures("MET-13", slug="year", before=True) == {}
    assert figures("MET-08", slug="year", before=True)["minutes"].is_total


def test_a_part_of_the_charity_shows_its_work_and_nobody_s_hours(figures, held, crowd):
    here = make.team("Community Connections")
    held(crowd(9), team=here, on=Q1, minutes=60)
    asked = {"slug": "2025-Q2", "filter": Filter("team", here.pk, here.slug, here.name)}
    assert figures("MET-04", **asked)["all"] == Things(1)
    assert figures("MET-08", **asked)["minutes"] == NotInParts()
    assert protect(figures("MET-13", **asked)["people"]).why == NOT_IN_PARTS
    assert figures("MET-04", slug="2025-Q2")["hours_strategic"] == NotInParts(), "hours by level are such a part"


def test_answers_and_registers_of_a_quarter(figures, held):
    assert figures("MET-19", slug="2025-Q2")["closed"] == ThingShare(0, 0)
    assert protect(figures("MET-18", slug="2025-Q2")["answered"]).value == 0


def test_the_page_offers_them_and_an_empty_one_is_honest(trustee):
    found = trustee.get("/dashboard/", {"period": "2020-Q1"})
    assert found.status_code == 200
    assert "January to March 2020, compared with the quarter before" in words(found)
    assert "Nobody with lived experience took part in this time." in tile(found, "MET-13")
    assert "A quarter or a year that is over" in words(found)
    assert trustee.get("/dashboard/", {"period": "2099-Q1"}).status_code == 400
    assert trustee.get("/dashboard/export.csv", {"period": "2020-Q1"}).status_code == 200
