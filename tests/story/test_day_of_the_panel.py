"""Nobody is interviewed on a Saturday, whatever day the story is loaded on."""

from datetime import UTC, datetime, timedelta

from coproduction.story.days import Days


def test_the_interviews_are_on_a_wednesday_before_people_hear_what_came_of_them():
    for number in range(366):
        days = Days(now=datetime(2026, 11, 30, 12, tzinfo=UTC) + timedelta(days=number))
        ahead = (days.panel_next - days.today).days
        assert days.panel_next.weekday() == 2
        assert 19 <= ahead <= 39, "they hear it forty days from now"
