"""Invariant 3: whatever happened, no hidden cell of a team, level or body can be solved from the cells and the total shown.

Here of one page and its own rows, over generated histories of the log; the drill of somebody who subtracts takes every page.
"""

import sys
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coproduction.dashboards import cells, disclosure, kept, measures
from coproduction.dashboards.disclosure import Hidden, Shown, protect
from coproduction.dashboards.filters import EVERYTHING, Filter
from coproduction.dashboards.periods import period
from tests import factories as make
from tests.dashboards import log_counting
from tests.dashboards.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
LEVELS = ("strategic", "operational", "individual")
ENTRIES = st.tuples(
    st.sets(st.integers(0, 11), min_size=1, max_size=8),  # who came
    st.integers(0, 2),  # which team
    st.sampled_from(LEVELS),
    st.integers(40, 330),  # days ago
    st.booleans(),  # taken back again
)
PERIOD = period("12m", today=TODAY)


def happened(entries):
    """The log of a charity of twelve with three teams."""
    people = [make.person(f"Guest{number} Member", has_lived_experience=True) for number in range(12)]
    teams = [make.team(name) for name in ("Gardens", "Kitchen", "Music")]
    for who, team, level, ago, gone in entries:
        made = make.activity(
            people=[people[each] for each in sorted(who)], team=teams[team], level=level, minutes=60,
            ended_on=TODAY - timedelta(days=ago),
        )  # fmt: skip
        if gone:
            type(made).objects.filter(pk=made.pk).update(state="taken_back")
    while cells.settle(at_most=cells.AT_A_TICK):
        pass
    return teams


def shown(filter=EVERYTHING):
    kept.forget()
    board = protect(measures.board(period=PERIOD, filter=filter, now=NOW))
    return board.measures["MET-08"].now["minutes"], board.measures["MET-13"].now["people"]


def rows(teams):
    """Of each row: where it is asked for, and how many people and minutes the log itself says."""
    yield [(Filter(by="team", value=team.pk, slug=team.slug, name=team.name), {"team": team.pk}) for team in teams]
    yield [(Filter(by="level", value=level, slug=level, name=level), {"level": level}) for level in LEVELS]


def given_away(teams):
    """Sentences: a cell about one to four people that is shown, or the only one hidden where the others and the total stand."""
    found, (total, _) = [], shown()
    for row in rows(teams):
        hidden, left, beside = [], total.value or 0, 0
        for filter, where in row:
            hours, people = shown(filter)
            count, _, minutes, _ = log_counting.people(PERIOD.closed, **where)
            if 0 < count < 5 and not (hours.is_hidden and people.is_hidden):
                found.append(f"{filter.name}: {count} people, and it is shown")
            if hours.is_hidden and hours.why != disclosure.NOT_KNOWN:
                hidden.append((filter.name, minutes or 0))
            else:
                left, beside = left - (hours.value or 0), beside + (hours.value or 0)
        # where one cell is all there is, it is the charity's own total, which is exact by decision
        if len([minutes for _, minutes in hidden if minutes]) == 1 and beside:
            found.append(f"{hidden[0][0]} is {left} minutes: the total less what is shown")
    return found


@settings(
    max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.lists(ENTRIES, min_size=3, max_size=10))
def test_invariant_3_no_hidden_cell_is_solved_over_generated_histories(db, entries):
    with transaction.atomic():
        assert given_away(happened(entries)) == []
        transaction.set_rollback(True)


def test_without_protection_it_would_be_noticed(db, monkeypatch):
    entries = [
        (set(range(8)), 0, "strategic", 60, False),
        (set(range(6)), 1, "strategic", 60, False),
        ({1, 2}, 2, "individual", 60, False),
    ]
    teams = happened(entries)
    assert given_away(teams) == []

    def careless(*, hides):
        def of(filter=EVERYTHING):
            where = {filter.by: filter.value} if filter else {}
            people, _, minutes, _ = log_counting.people(PERIOD.closed, **where)
            few = Hidden(disclosure.TOO_FEW) if hides and filter and 0 < people < 5 else None
            return few or Shown(minutes or 0), few or Shown(people)

        return of

    monkeypatch.setattr(sys.modules[__name__], "shown", careless(hides=True))
    assert given_away(teams) == [
        f"{name} is 120 minutes: the total less what is shown" for name in ("Music", "individual")
    ]
    monkeypatch.setattr(sys.modules[__name__], "shown", careless(hides=False))
    assert any("and it is shown" in sentence for sentence in given_away(teams))
