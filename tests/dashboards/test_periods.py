"""What a period is on a given day in London."""

from datetime import date

import pytest

from coproduction.dashboards.periods import Span, period
from members.rules import Refused

TODAY = date(2026, 6, 9)


@pytest.mark.parametrize(
    ("slug", "first", "before", "closed"),
    [
        (
            "quarter",
            date(2026, 4, 1),
            Span(date(2026, 1, 1), date(2026, 3, 9)),
            Span(date(2026, 4, 1), date(2026, 5, 31)),
        ),
        ("year", date(2026, 4, 1), Span(date(2025, 4, 1), date(2025, 6, 9)), Span(date(2026, 4, 1), date(2026, 5, 31))),
        (
            "12m",
            date(2025, 6, 10),
            Span(date(2024, 6, 10), date(2025, 6, 9)),
            Span(date(2025, 6, 1), date(2026, 5, 31)),
        ),
    ],
)
def test_a_period_runs_up_to_today_and_compares_with_one_as_long(slug, first, before, closed):
    found = period(slug, today=TODAY)
    assert (found.live, found.before, found.closed) == (Span(first, TODAY), before, closed)


def test_everything_has_nothing_before_it():
    found = period("all", today=TODAY)
    assert found.before is None
    assert str(found.live) == "everything up to 9 June 2026"


@pytest.mark.parametrize(
    ("today", "first"), [(date(2026, 3, 31), date(2025, 4, 1)), (date(2026, 4, 1), date(2026, 4, 1))]
)
def test_the_financial_year_begins_in_april(today, first):
    assert period("year", today=today).live.first == first


def test_in_the_first_month_of_a_quarter_no_month_of_it_is_closed():
    assert period("quarter", today=date(2026, 4, 30)).closed is None
    assert period("quarter", today=date(2026, 5, 1)).closed == Span(date(2026, 4, 1), date(2026, 4, 30))


def test_closed_months_move_once_a_month_and_never_by_the_day():
    """Or two visits on two days could be subtracted from each other."""
    assert period("12m", today=date(2026, 6, 1)).closed == period("12m", today=date(2026, 6, 30)).closed


def test_a_whole_month_is_compared_with_a_whole_month():
    assert period("quarter", today=date(2026, 5, 31)).before == Span(date(2026, 1, 1), date(2026, 2, 28))
    assert period("quarter", today=date(2026, 6, 1)).closed_before == Span(date(2026, 1, 1), date(2026, 2, 28))


def test_a_leap_day_has_a_year_before_it():
    found = period("12m", today=date(2028, 2, 29))
    assert found.live == Span(date(2027, 3, 1), date(2028, 2, 29))
    assert found.before == Span(date(2026, 3, 1), date(2027, 2, 28))


def test_a_day_of_a_span_ends_at_midnight_in_london_summer_and_winter():
    start, end = Span(date(2026, 3, 28), date(2026, 3, 29)).instants
    assert end.timestamp() - start.timestamp() == 47 * 3600  # the night the clocks go forward


@pytest.mark.parametrize("slug", ["", "month", "2026-Q5", "2026-q1", "2025-27", "1999-00", "12M", "🙂", "'; --"])
def test_an_unknown_period_is_refused_in_words(slug):
    with pytest.raises(Refused, match="Choose this quarter"):
        period(slug, today=TODAY)


def test_months_of_twelve_months_are_told_apart_where_the_first_is_cut():
    labels = [label for _, label in period("12m", today=TODAY).buckets(since=None)]
    assert labels[0] == "Jun 2025, part"
    assert labels[-1] == "Jun 2026"
    assert len(labels) == 13
