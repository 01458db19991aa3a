"""Figures of a part over several periods: none gives another away, nor tells how few worked with it before and not since."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, combinations_with_replacement

import pytest

from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.filters import Filter
from coproduction.dashboards.reasons import APART, CAME_AND_WENT
from coproduction.dashboards.suppression import hidden_nested
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SLUGS = ("quarter", "year", "12m", "all")


def of_body(body):
    return Filter("body", body.pk, body.slug, str(body))


@pytest.fixture
def read(figures):
    """`read("MET-18", filter)`: what everybody reads of a part, by period."""

    def ask(metric, filter):
        shown = {slug: figures(metric, slug=slug, filter=filter, today=TODAY, now=NOW) for slug in SLUGS}
        return {slug: {name: protect(value) for name, value in values.items()} for slug, values in shown.items()}

    return ask


@pytest.fixture
def met(crowd):
    """`met(body, on, answered=…)`: a meeting to which so many were asked; all answered but `silent`."""
    numbers = iter(range(100))

    def held(body, on, *, asked, for_them=0, silent=0):
        at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
        made = make.meeting(
            starts_at=at, now=at - timedelta(days=30), body=body, register_closed_at=at + timedelta(hours=3)
        )
        for place, person in enumerate(crowd(asked, f"Crowd {next(numbers)}")):
            answer = "" if place < silent else "yes" if place % 2 else "no"
            make.rsvp(made, person, answer=answer, via="desk" if asked - for_them <= place else "link")

    return held


# ---- meetings ---------------------------------------------------------------------------------------------------------
def test_where_one_body_alone_met_its_year_less_the_charitys_quarters_gives_away_no_month(cast, met, read):
    met(cast.group, date(2026, 5, 12), asked=30, for_them=9, silent=10)
    met(cast.group, date(2026, 8, 12), asked=30, for_them=9, silent=10)
    met(cast.group, date(2026, 10, 12), asked=26, for_them=3, silent=3)
    said = read("MET-18", of_body(cast.group))
    for slug in SLUGS:
        assert said[slug]["for_them"].is_hidden, slug
        assert said[slug]["answered"].is_hidden, slug
        assert said[slug]["answered"].of is None, slug


def test_where_one_body_alone_met_and_nothing_is_few_its_figures_stand(cast, met, read):
    met(cast.group, date(2026, 8, 12), asked=30, for_them=9, silent=10)
    met(cast.group, date(2026, 10, 12), asked=26, for_them=8, silent=8)
    said = read("MET-18", of_body(cast.group))
    assert [said[slug]["answered"].value for slug in SLUGS] == [18, 38, 38, 38]
    assert [said[slug]["for_them"].value for slug in SLUGS] == [8, 17, 17, 17]


@pytest.mark.parametrize(("few", "is_hidden"), [(3, True), (12, False)])
def test_a_quarter_in_which_one_body_alone_met_is_taken_from_a_longer_time(cast, met, read, few, is_hidden):
    """The charity's January to March, all of it the group's, less from the year and a bit that the group's figures cover."""
    met(cast.group, date(2025, 11, 18), asked=few)
    met(cast.network, date(2025, 12, 9), asked=16)
    met(cast.group, date(2026, 2, 10), asked=16)
    for on in (date(2026, 5, 12), date(2026, 10, 12)):
        met(cast.group, on, asked=16)
        met(cast.network, on + timedelta(days=1), asked=16)
    said = read("MET-18", of_body(cast.group))
    assert said["12m"]["answered"].is_hidden == is_hidden
    if is_hidden:
        assert said["12m"]["answered"].why == APART


# ---- different people --------------------------------------------------------------------------------------------------
def of_team(team):
    return Filter("team", team.pk, team.slug, str(team))


@pytest.fixture
def worked(cast, crowd):
    """`worked(before, since)`: so many of the same people with the team more than a year ago, and in the last months."""

    def log(before, since):
        people = crowd(max(before, since))
        make.activity(people=people[-before:], team=cast.team, ended_on=date(2025, 6, 10), minutes=60)
        make.activity(people=people[:since], team=cast.team, ended_on=date(2026, 9, 8), minutes=60)
        make.activity(people=crowd(12, "Others"), team=cast.other_team, ended_on=date(2026, 9, 9), minutes=60)
        make.activity(people=crowd(12, "Others"), team=cast.other_team, ended_on=date(2025, 6, 9), minutes=60)
        return read_people

    def read_people(read):
        return read("MET-13", of_team(cast.team))

    return log


def test_that_one_person_worked_with_a_team_before_and_not_since_is_not_told(worked, read, cast):
    said = worked(9, 8)(read)
    assert said["all"]["people"].value == 9
    for slug in ("12m", "year"):
        assert said[slug]["people"].why == CAME_AND_WENT
        assert said[slug]["people"].words == "not shown"
    assert said["quarter"]["people"].value == 0
    assert read("MET-15", of_team(cast.team))["12m"]["new"].of is None


def test_hours_of_both_stand_for_each_time_is_of_five(worked, read, cast):
    worked(9, 8)
    said = read("MET-08", of_team(cast.team))
    assert (said["all"]["minutes"].value, said["12m"]["minutes"].value) == (17 * 60, 8 * 60)


def test_where_as_many_as_five_are_gone_both_stand(worked, read):
    said = worked(12, 7)(read)
    assert (said["all"]["people"].value, said["12m"]["people"].value) == (12, 7)


def test_where_what_is_hidden_could_be_only_five_the_longer_time_is_hidden_as_well(worked, read):
    said = worked(6, 5)(read)
    assert {said[slug]["people"].why for slug in SLUGS} == {APART}, "as of any part of which nothing is shown"


@pytest.mark.parametrize(
    ("nested", "hidden"),
    [
        ((9, 9, 9, 0), set()),
        ((9, 8, 8, 0), {1, 2}),
        ((14, 10, 5, 0), {1}),
        ((12, 8, 7, 7), {1}),
        ((6, 5, 5, 5), {0, 1, 2, 3}),
        ((20, 15, 14, 10), {2}),
        ((11, 6, 5, 0), {1, 2}),
    ],
)
def test_of_nested_times_the_shorter_is_hidden(nested, hidden):
    assert hidden_nested(nested, threshold=5) == hidden


def test_nobody_who_knows_the_rule_can_say_of_how_few_it_is():
    """Every four of them, grouped by what a reader sees: in no group does one difference of one to four have one value."""
    seen = defaultdict(list)
    for each in combinations_with_replacement((*range(17, 4, -1), 0), 4):
        hidden = hidden_nested(each, threshold=5)
        seen[tuple(None if at in hidden else n for at, n in enumerate(each))].append(each)
    del seen[(None,) * 4]  # reads as a part that is hidden for any other reason
    for shown, possible in seen.items():
        for one, other in combinations(range(4), 2):
            apart = {each[one] - each[other] for each in possible}
            assert len(apart) > 1 or not 0 < apart.pop() < 5, (shown, possible)
