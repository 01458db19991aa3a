"""What stands frozen in a report gives no later time away: a quarter leaves what adds up to its year, a year until the next has five."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from coproduction.dashboards import exports, report_actions, report_figures, report_periods
from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.measures_all import all_measures
from coproduction.dashboards.periods import period
from coproduction.dashboards.reasons import COMES_AND_GOES, LEFT_TO_THE_YEAR, LEFT_UNTIL_FIVE
from tests import factories as make
from tests.dashboards.reading import tile, words

pytestmark = pytest.mark.django_db
JULY, NEXT_APRIL = datetime(2026, 7, 1, 9, tzinfo=UTC), datetime(2027, 4, 1, 9, tzinfo=UTC)

ADD_UP = ("MET-12", "MET-14", "MET-15", "MET-18", "MET-19")


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
    quarter = kept("2026-Q2", JULY).tiles
    for metric in ADD_UP:
        assert quarter[metric].hidden == LEFT_TO_THE_YEAR, metric
        people = [part for part in quarter[metric].parts if part.name != "Meetings with a closed register"]
        assert {part.words for part in people} == {"not shown"}, metric
        rows = list(exports.rows_of(quarter[metric], ""))
        assert "6" not in "".join(
            row[2] + row[5] + row[6] for row in rows if row[2] != "Meetings with a closed register"
        )
        assert quarter[metric].trend == "", metric
    assert quarter["MET-14"].unit == ""
    assert (quarter["MET-04"].hidden, quarter["MET-08"].figure) == ("", "6"), "work and hours stand"
    assert quarter["MET-13"].figure == "6", "different people do not add up"


@pytest.mark.parametrize(
    ("since", "figure"), [(0, "Not shown"), (1, "Not shown"), (4, "Not shown"), (5, "6"), (9, "6")]
)
def test_counts_of_a_year_stand_in_a_report_that_is_counted_when_the_next_year_has_five(spring, since, figure):
    for number in range(since):
        make.activity(f"Talk {number}", people=spring[number % 6 : number % 6 + 1], ended_on=date(2027, 4, 1))
    year = kept("2026-27", datetime(2027, 4, 20, 9, tzinfo=UTC)).tiles["MET-14"]
    assert year.figure == figure
    assert year.hidden == ("" if since >= 5 else LEFT_UNTIL_FIVE)


def test_on_the_first_day_of_the_next_year_all_that_adds_up_waits_and_a_year_before_stands(spring):
    on_the_first = kept("2026-27", NEXT_APRIL).tiles
    for metric in ADD_UP:
        assert on_the_first[metric].hidden == LEFT_UNTIL_FIVE, metric
    assert on_the_first["MET-13"].figure == "6", "different people do not add up"


@pytest.mark.parametrize(("between", "figure"), [(0, "Not shown"), (4, "Not shown"), (5, "6")])
def test_a_year_before_the_last_stands_when_five_came_since(spring, between, figure):
    """With nobody in the year between, everything less the year would be the first few of the one that runs."""
    if between:
        make.activity("One talk", people=spring[:between], ended_on=date(2027, 8, 1))
    assert kept("2026-27", NEXT_APRIL.replace(year=2028)).tiles["MET-14"].figure == figure


# ---- needs, of which what is open comes and goes -------------------------------------------------------------------------
APRIL_20, IN_MAY = datetime(2026, 4, 20, 9, tzinfo=UTC), datetime(2026, 5, 20, 9, tzinfo=UTC)
LAST_YEAR = {"met": 8, "not_met": 6, "asked": 6}


def needs(on, **states):
    """One meeting with so many needs in each state, each of somebody else."""
    meeting = make.meeting(starts_at=on, now=on - timedelta(days=30))
    rows = [state for state, count in states.items() for _ in range(count)]
    for number, state in enumerate(rows):
        because = "It came late" if state == "not_met" else ""
        make.provision(meeting, make.person(f"Guest {on:%y%m} {number}"), state=state, because=because)
    return meeting


def said_of(name, now):
    """What the report says of needs: (needs met, needs without a word)."""
    met, silent = kept(name, now).tiles["MET-12"].parts
    return met.words, silent.words


def on_the_page(now):
    """The same of everything, live: (met, needs), without a word."""
    page = protect(all_measures(period=period("all", today=now.date()), now=now)).measures["MET-12"].now
    return (page["met"].value, page["met"].of), page["no_word"].value


@time_machine.travel(IN_MAY, tick=False)
def test_outcomes_written_after_a_report_was_counted_leave_nobody_alone(cast):
    needs(datetime(2025, 11, 4, 10, tzinfo=UTC), **LAST_YEAR)
    since = needs(datetime(2026, 4, 14, 10, tzinfo=UTC), met=6, asked=10)
    report = said_of("2025-26", APRIL_20)
    for each in since.provisions.filter(state="asked").order_by("pk")[:9]:
        since.provisions.filter(pk=each.pk).update(state="met")
    assert on_the_page(IN_MAY) == ((23, 36), 7), (
        "15 of the 16 since were met; less 8 of 20 and 6, that would be one person"
    )
    assert report == ("not shown", "not shown")


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ({"met": 6, "not_met": 5}, "8 of 20"),
        ({"met": 6, "partly": 5, "asked": 10}, "8 of 20"),  # what is said stays five, however the ten turn out
        ({"met": 6, "not_met": 4, "asked": 10}, "not shown"),
        ({"met": 6, "asked": 10}, "not shown"),
        ({"met": 4, "not_met": 9}, "not shown"),
        ({"met": 9}, "not shown"),
    ],
)
def test_needs_of_a_year_stand_when_five_since_were_met_and_of_five_it_is_said_that_they_were_not(cast, since, words):
    needs(datetime(2025, 11, 4, 10, tzinfo=UTC), **LAST_YEAR)
    needs(datetime(2026, 4, 14, 10, tzinfo=UTC), **since)
    met, silent = said_of("2025-26", APRIL_20)
    assert met == words
    assert silent == "not shown", "what is open comes and goes, in every year"


def test_the_report_says_why_needs_without_a_word_never_stand_in_it(cast):
    needs(datetime(2025, 11, 4, 10, tzinfo=UTC), **LAST_YEAR)
    needs(datetime(2026, 4, 14, 10, tzinfo=UTC), met=6, not_met=5)
    _, silent = kept("2025-26", APRIL_20).tiles["MET-12"].parts
    assert silent.why == COMES_AND_GOES


# ---- money -------------------------------------------------------------------------------------------------------------


def test_money_of_a_quarter_is_left_to_the_year_too(spring):
    paid = next(part for part in kept("2026-Q2", JULY).tiles["MET-21"].parts if part.name == "Paid in all")
    assert (paid.words, paid.why) == ("not shown", LEFT_TO_THE_YEAR)
    assert any("left to the report of the year" in rule for rule in kept("2026-Q2", JULY).suppression)


# ---- what a report does not keep ---------------------------------------------------------------------------------------
@time_machine.travel(JULY, tick=False)
def test_the_report_says_where_what_it_does_not_keep_stands_today(spring, cast, client, as_user):
    report = report_actions.draft(period="2026-Q2", actor=cast.actor("jo"), now=JULY)
    trustee, address = as_user(client, cast.tal, "trustee"), f"/dashboard/reports/{report.pk}/"
    page = trustee.get(address)
    assert f"Why it is not in this report: {LEFT_TO_THE_YEAR}" in words(page)
    assert "How it stands today is on All figures (Contacts) , as far as it is safe to show." in words(page)
    assert 'href="/dashboard/measures/?period=2026-Q2#MET-14"' in page.content.decode()
    assert "This report does not keep every number: " in words(page)
    of_money = words(page).partition("Paid in all, not shown")[2]
    assert "How what is left out stands today is on All figures (What people were offered)" in of_money
    assert "6" in tile(trustee.get("/dashboard/measures/?period=2026-Q2"), "MET-14")


@time_machine.travel(JULY, tick=False)
def test_a_member_who_cannot_open_all_figures_is_not_sent_there(spring, cast, client, as_user):
    report = report_actions.draft(period="2026-Q2", actor=cast.actor("jo"), now=JULY)
    page = as_user(client, cast.rowan, "member").get(f"/dashboard/reports/{report.pk}/")
    assert LEFT_TO_THE_YEAR in words(page)
    assert "/dashboard/measures/" not in page.content.decode()
