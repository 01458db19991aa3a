"""When optional letters may leave: nine to seven in London, not on Sundays, not on England's bank holidays."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.post import window

LONDON = ZoneInfo("Europe/London")


def london(*when):
    return datetime(*when, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def opening_hours(settings):
    settings.SEND_WINDOW = "09:00-19:00"


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        (london(2026, 11, 24, 9, 0), london(2026, 11, 24, 9, 0)),
        (london(2026, 11, 24, 18, 59), london(2026, 11, 24, 18, 59)),
        (london(2026, 11, 24, 8, 59), london(2026, 11, 24, 9, 0)),
        (london(2026, 11, 24, 19, 0), london(2026, 11, 25, 9, 0)),
        (london(2026, 11, 21, 20, 0), london(2026, 11, 23, 9, 0)),  # Saturday evening: Monday
        (london(2026, 11, 22, 12, 0), london(2026, 11, 23, 9, 0)),  # Sunday
        (london(2026, 12, 24, 19, 30), london(2026, 12, 29, 9, 0)),  # Christmas, Sunday, Boxing Day's substitute
        (london(2027, 3, 25, 19, 30), london(2027, 3, 27, 9, 0)),  # Good Friday
        (london(2027, 3, 27, 19, 30), london(2027, 3, 30, 9, 0)),  # Easter Sunday (clocks change too), Easter Monday
        (london(2026, 10, 24, 19, 30), london(2026, 10, 26, 9, 0)),  # the clocks go back on the 25th
    ],
)
def test_a_letter_outside_the_window_waits_for_its_next_opening(at, leaves):
    assert window.opening(at.astimezone(UTC)) == leaves


def test_across_the_clock_change_nine_stays_nine_in_london():
    winter, summer = (
        window.opening(london(2027, 3, 26, 20).astimezone(UTC)),
        window.opening(london(2027, 3, 29, 20).astimezone(UTC)),
    )
    assert (winter.hour, summer.hour) == (9, 8)  # in UTC


def test_the_demonstration_always_sends(settings):
    settings.SEND_WINDOW = "always"
    sunday = london(2026, 11, 22, 3)
    assert window.opening(sunday) == sunday


def test_hours_that_make_no_sense_are_refused(settings):
    settings.SEND_WINDOW = "19:00-09:00"
    with pytest.raises(ValueError, match="open before"):
        window.opening(london(2026, 11, 24, 12))


@given(st.integers(0, 2 * 366 * 24 * 60))
def test_the_opening_is_never_earlier_always_open_and_stays_where_it_is(minutes):
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    opened = window.opening(at)
    wall = opened.astimezone(LONDON)
    assert at <= opened <= at + timedelta(days=6)
    assert 9 <= wall.hour < 19
    assert not window.is_quiet_day(wall.date())
    assert window.opening(opened) == opened


def test_a_letter_by_post_leaves_five_working_days_earlier():
    assert window.working_days_before(london(2027, 1, 5, 10), 5) == london(2026, 12, 24, 10)
