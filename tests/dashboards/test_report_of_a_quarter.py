"""What stands frozen in the report of a quarter gives no later quarter away: what adds up is left to the report of its year."""

from datetime import UTC, date, datetime

import pytest

from coproduction.dashboards import exports, report_figures, report_periods
from coproduction.dashboards.reasons import LEFT_TO_THE_YEAR
from tests import factories as make

pytestmark = pytest.mark.django_db
JULY, NEXT_APRIL = datetime(2026, 7, 1, 9, tzinfo=UTC), datetime(2027, 4, 1, 9, tzinfo=UTC)


@pytest.fixture
def spring(cast):
    people = [make.person(f"Spring Guest{number}", has_lived_experience=True) for number in range(6)]
    make.activity("First talk", people=people, ended_on=date(2026, 5, 9), minutes=60)
    at = datetime(2026, 5, 20, 10, tzinfo=UTC)
    meeting = make.meeting(starts_at=at, now=at.replace(month=4), register_closed_at=at.replace(hour=13))
    for person in people:
        make.rsvp(meeting, person, answer="yes", via="desk")
        make.attendance(meeting, person, came=True)
        make.provision(meeting, person, state="met")
    return people


def kept(name, now):
    found = report_figures.counted(report_periods.closed(name, today=now.date()), now=now)
    return report_figures.read(found)


def test_counts_of_people_that_add_up_are_left_to_the_report_of_the_year(spring):
    quarter, year = kept("2026-Q2", JULY).tiles, kept("2026-27", NEXT_APRIL).tiles
    for metric in ("MET-12", "MET-14", "MET-15", "MET-18", "MET-19"):
        assert quarter[metric].hidden == LEFT_TO_THE_YEAR, metric
        people = [part for part in quarter[metric].parts if part.name != "Meetings with a closed register"]
        assert {part.words for part in people} == {"not shown"}, metric
        rows = list(exports.rows_of(quarter[metric], ""))
        assert "6" not in "".join(
            row[2] + row[5] + row[6] for row in rows if row[2] != "Meetings with a closed register"
        )
        assert quarter[metric].trend == "", metric
        assert not year[metric].hidden, metric
    assert year["MET-14"].figure == "6"
    assert quarter["MET-14"].unit == ""
    assert (quarter["MET-04"].hidden, quarter["MET-08"].figure) == ("", "6"), "work and hours stand"
    assert quarter["MET-13"].figure == "6", "different people do not add up"


def test_money_of_a_quarter_is_left_to_the_year_too(spring):
    paid = next(part for part in kept("2026-Q2", JULY).tiles["MET-21"].parts if part.name == "Paid in all")
    assert (paid.words, paid.why) == ("not shown", LEFT_TO_THE_YEAR)
    assert any("left to the report of the year" in rule for rule in kept("2026-Q2", JULY).suppression)
