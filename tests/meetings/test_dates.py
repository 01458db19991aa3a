"""The dates of a series: the library's rules, London's clock, and a sentence where a time does not exist."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from meetings import dates, pairing
from meetings.models import OnThe, Series, Unit
from meetings.rules import LONDON
from members.rules import Refused

LAST_SUNDAYS = {date(2027, 3, 28): "GMT to BST", date(2026, 10, 25): "BST to GMT"}


def a_series(**fields):
    usual = {"first_on": date(2026, 1, 1), "starts": time(14), "ends": time(16), "unit": "month", "every": 1}
    return Series(**{**usual, "on_the": 2, "weekday": 1, **fields})


RULES = some.builds(
    a_series,
    unit=some.sampled_from(Unit.values),
    every=some.integers(1, 8),
    on_the=some.sampled_from(OnThe.values),
    weekday=some.integers(0, 6),
    month_day=some.integers(1, 31),
    first_on=some.dates(date(2020, 1, 1), date(2035, 12, 31)),
    starts=some.times(time(3), time(22)),
    ends=some.just(time(23)),
)


@given(series=RULES, after=some.dates(date(2020, 1, 1), date(2040, 12, 31)))
@settings(max_examples=150, deadline=None)
def test_every_date_of_every_rule_is_the_wall_clock_that_was_asked_for(series, after):
    found = dates.coming(series, after=after, count=4)
    assert found == sorted(set(found))
    for on in found:
        assert on > after
        starts_at, ends_at = dates.instants(series, on)
        local = starts_at.astimezone(UTC).astimezone(LONDON)
        assert (local.date(), local.time()) == (on, series.starts)
        assert ends_at.astimezone(LONDON).time() == series.ends
        assert dates.gives(series, on)
        if series.unit == Unit.WEEK or series.on_the != OnThe.BY_DATE:
            assert on.weekday() == series.weekday
        else:
            short = (on + timedelta(days=1)).month != on.month
            assert on.day == series.month_day or (short and on.day < series.month_day)


@given(series=RULES)
@settings(max_examples=60, deadline=None)
def test_one_rule_gives_one_date_a_month_or_week(series):
    found = dates.coming(series, after=series.first_on, count=6)
    for one, other in pairwise(found):
        if series.unit == Unit.WEEK:
            assert other - one == timedelta(weeks=series.every)
        else:
            assert (other.year - one.year) * 12 + other.month - one.month == series.every


@pytest.mark.parametrize(
    ("on", "hour_in_utc"),
    [
        (date(2026, 1, 13), 14), (date(2026, 7, 14), 13), (date(2027, 3, 28), 13), (date(2026, 10, 25), 14),
        (date(2027, 3, 27), 14), (date(2026, 10, 24), 13),
    ],
)  # fmt: skip
def test_two_in_the_afternoon_is_two_in_january_in_july_and_on_both_sundays(on, hour_in_utc):
    starts_at, ends_at = dates.instants(a_series(), on)
    assert starts_at.astimezone(UTC) == datetime(on.year, on.month, on.day, hour_in_utc, tzinfo=UTC)
    assert ends_at - starts_at == timedelta(hours=2)


def test_the_second_tuesday_and_the_last_friday_are_what_people_call_so():
    assert dates.coming(a_series(), after=date(2026, 11, 16), count=3) == [
        date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9),
    ]  # fmt: skip
    last_friday = a_series(on_the=-1, weekday=4)
    assert dates.coming(last_friday, after=date(2027, 1, 1), count=2) == [date(2027, 1, 29), date(2027, 2, 26)]
    on_the_31st = a_series(on_the=0, month_day=31)
    assert dates.coming(on_the_31st, after=date(2027, 1, 1), count=3) == [
        date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31),
    ]  # fmt: skip


def test_a_series_stops_after_its_last_day():
    assert dates.coming(a_series(last_on=date(2027, 1, 12)), after=date(2026, 12, 8), count=5) == [date(2027, 1, 12)]
    assert dates.coming(a_series(last_on=date(2027, 1, 12)), after=date(2027, 2, 1), count=5) == []


def test_a_time_that_does_not_exist_or_comes_twice_is_said_in_a_sentence():
    night = a_series(unit="week", weekday=6, starts=time(1, 30), ends=time(3))
    with pytest.raises(Refused, match="There is no 01:30 on Sunday 28 March") as no:
        dates.instants(night, date(2027, 3, 28))
    assert no.value.field == "starts"
    with pytest.raises(Refused, match="01:30 comes twice on Sunday 31 October") as twice:
        dates.instants(night, date(2027, 10, 31))
    assert twice.value.field == "starts"
    with pytest.raises(Refused, match="Please choose another time"):
        dates.check_every_time_exists(night, now=datetime(2026, 11, 16, tzinfo=UTC))
    dates.check_every_time_exists(a_series(), now=datetime(2026, 11, 16, tzinfo=UTC))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Every month on the second Tuesday, 2pm to 4pm"),
        ({"unit": "week", "every": 2, "weekday": 3}, "Every second week on Thursday, 2pm to 4pm"),
        ({"on_the": -1, "weekday": 4, "every": 3}, "Every third month on the last Friday, 2pm to 4pm"),
        ({"on_the": 0, "month_day": 31}, "Every month on the last day, 2pm to 4pm"),
        ({"on_the": 0, "month_day": 5, "every": 5}, "Every 5 months on day 5, 2pm to 4pm"),
    ],
)
def test_the_rule_reads_as_people_say_it(fields, said):
    assert dates.words(a_series(**fields)) == said


# ---- which old date becomes which new one -----------------------------------------------------------------
def test_each_month_keeps_its_one_meeting_when_the_day_changes():
    tuesdays = [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)]
    fridays = [date(2026, 12, 25), date(2027, 1, 29), date(2027, 2, 26), date(2027, 3, 26)]
    becomes, fresh = pairing.paired(tuesdays, fridays, unit="month", today=date(2026, 11, 16))
    assert becomes == dict(zip(tuesdays, fridays, strict=False))
    assert fresh == [date(2027, 3, 26)]


def test_a_month_whose_new_day_has_passed_keeps_its_meeting_where_it_is():
    becomes, fresh = pairing.paired(
        [date(2026, 12, 8)], [date(2026, 12, 1), date(2027, 1, 5)], unit="month", today=date(2026, 12, 2)
    )
    assert becomes == {date(2026, 12, 8): pairing.STAYS}
    assert fresh == [date(2027, 1, 5)]


def test_fewer_dates_than_before_leave_some_that_go():
    weekly = [date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 15)]
    becomes, fresh = pairing.paired(weekly, [date(2026, 12, 8)], unit="month", today=date(2026, 11, 16))
    assert becomes == {weekly[0]: pairing.GOES, weekly[1]: weekly[1], weekly[2]: pairing.GOES}
    assert fresh == []
