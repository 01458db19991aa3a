"""Every measure of the catalogue at once: none is missing, each says what it is, and it costs seven statements."""

from datetime import UTC, date, datetime

import pytest

from coproduction.dashboards import counting_all, measures_all
from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.figures import Measure, PeopleShare, ThingShare
from coproduction.dashboards.measures_all import all_measures
from coproduction.dashboards.periods import period
from tests import factories as make
from tests.dashboards.conftest import NOW, TODAY
from tests.factories.quarter import quarter_answer

pytestmark = pytest.mark.django_db
EVERY = [f"MET-{number:02}" for number in range(1, 28)]


@pytest.mark.parametrize("slug", ["quarter", "year", "12m", "all"])
def test_none_is_missing_and_all_may_be_protected(cast, held, slug, django_assert_num_queries):
    held([cast.rowan], project=make.project())
    with django_assert_num_queries(7):
        board = all_measures(period=period(slug, today=TODAY), now=NOW)
    assert [measure.metric for measure in board.measures] == EVERY
    assert list(protect(board).measures) == EVERY
    assert all(isinstance(measure, Measure) and measure.now for measure in board.measures)
    if slug == "all":
        assert not any(measure.before for measure in board.measures)


def test_each_says_its_numerator_denominator_and_traps():
    for make_measure in measures_all.MAKERS:
        words = make_measure.__doc__
        assert words.startswith("MET-")
        assert "Trap" in words
        assert "Numerator" in words or "MET-05" in words or "MET-14" in words or "MET-20" in words, words[:6]


def test_a_quarter_by_its_name_is_compared_with_the_one_before(cast, held, crowd, django_assert_num_queries):
    held(crowd(6), on=date(2026, 2, 3))
    held(crowd(7, "Later"), on=date(2025, 12, 31))
    held([cast.rowan, *crowd(4)], on=date(2026, 4, 1))
    with django_assert_num_queries(14):
        board = all_measures(period=period("2026-Q1", today=TODAY), now=NOW)
    found = {m.metric: m for m in board.measures}
    assert list(found) == EVERY
    assert protect(found["MET-14"].now["all"]).value == 6
    assert protect(found["MET-14"].before["all"]).value == 7
    assert found["MET-05"].before["rated"] == ThingShare(0, 1)


def test_what_teams_said_counts_only_for_quarters_that_lie_in_the_period_as_a_whole(cast, held):
    """The log counts on all its days: half a quarter of meetings is not set against what a team said of all of it."""
    winter, spring = date(2026, 1, 1), date(2025, 4, 1)
    kind = make.kind("Interview panel", is_meeting=False, slug="interview-panel")
    numbers = {"panels_held": 4, "panels_with": 1, "staff": 20, "trained": 9}
    quarter_answer(cast.team, winter, **numbers)
    quarter_answer(cast.team, spring, **numbers)
    held([cast.rowan], kind=kind, team=cast.team, on=date(2026, 2, 3))
    held([cast.rowan], kind=kind, team=cast.team, on=date(2026, 5, 4))
    held([cast.rowan], kind=kind, team=cast.team, on=date(2025, 6, 20))
    now = datetime(2026, 6, 9, 14, tzinfo=UTC)
    found = {m.metric: m for m in all_measures(period=period("12m", today=TODAY), now=now).measures}
    assert found["MET-07"].now["all"] == ThingShare(1 + 1 + 1, 4 + 1 + 1)
    assert found["MET-07"].before["all"] == ThingShare(0, 0), "up to 9 June 2025, so not that whole spring"
    assert found["MET-27"].now["all"] == PeopleShare((9,), (20,))
    assert found["MET-07"].now["teams_said"] == ThingShare(1, 3), (
        "July to September, October to December, January to March"
    )


def test_the_statement_of_a_moment_is_written_without_asking_the_database(cast, django_assert_num_queries):
    """So it may be kept for whoever asks of the same moment again, whatever happened in between."""
    counting_all._written.cache_clear()
    for slug in ("12m", "2025-Q3", "all"):
        with django_assert_num_queries(0):
            counting_all._written(period(slug, today=TODAY), NOW)
