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
from projects.models import Activity
from tests import factories as make
from tests.dashboards import log_counting
from tests.dashboards.conftest import NOW, TODAY

pytestmark = pytest.mark.django_db
LEVELS = ("strategic", "operational", "individual")
ENTRIES = st.tuples(
    st.sets(st.integers(0, 11), min_size=1, max_size=8),  # who came
    st.integers(0, 3),  # which team, or none
    st.integers(0, 2),  # which body, or none
    st.sampled_from(LEVELS),
    st.integers(40, 330),  # days ago
    st.booleans(),  # taken back again
)
PERIODS = st.sampled_from(["12m", "all", "year", "2025-26", "2026-Q1"])  # nothing above is as young as this month


def happened(entries):
    """The log of a charity of twelve with three teams and two bodies: {column: its rows, None where there is none}."""
    people = [make.person(f"Guest{number} Member", has_lived_experience=True) for number in range(12)]
    teams = [*(make.team(name) for name in ("Gardens", "Kitchen", "Music")), None]
    bodies = [*(make.body(name) for name in ("Readers", "Panel")), None]
    for who, team, body, level, ago, gone in entries:
        made = make.activity(
            people=[people[each] for each in sorted(who)], team=teams[team], body=bodies[body], level=level, minutes=60,
            ended_on=TODAY - timedelta(days=ago),
        )  # fmt: skip
        if gone:
            Activity.objects.filter(pk=made.pk).update(state=Activity.State.REMOVED)
    while cells.settle(at_most=cells.AT_A_TICK):
        pass
    return {"team": teams, "body": bodies}


def shown(asked, filter=EVERYTHING):
    kept.forget()
    board = protect(measures.board(period=asked, filter=filter, now=NOW))
    return board.measures["MET-08"].now["minutes"], board.measures["MET-13"].now["people"]


def rows(places):
    """Of each row: where it is asked for (nowhere, for what has no team or body), and how the log itself is asked."""
    for by, every in places.items():
        yield [
            (Filter(by=by, value=each.pk, slug=each.slug, name=each.name) if each else None, {by: each})
            for each in every
        ]
    yield [(Filter(by="level", value=level, slug=level, name=level), {"level": level}) for level in LEVELS]


def given_away(places, asked):
    """Sentences: a cell about one to four people that is shown, or the only one hidden where the others and the total stand."""
    found, (total, _) = [], shown(asked)
    for row in rows(places):
        hidden, left, beside = [], total.value or 0, 0
        for filter, where in row:
            count, _, minutes, _ = log_counting.people(asked.closed, **where)
            if filter is None:
                hidden.append(("what has none", minutes or 0, count))
                continue
            hours, people = shown(asked, filter)
            if 0 < count < 5 and not (hours.is_hidden and people.is_hidden):
                found.append(f"{filter.name}: {count} people, and it is shown")
            if hours.is_hidden and hours.why != disclosure.NOT_KNOWN:
                hidden.append((filter.name, minutes or 0, count))
            else:
                left, beside = left - (hours.value or 0), beside + (hours.value or 0)
        # where one cell is all there is, it is the charity's own total, which is exact by decision
        alone = [each for each in hidden if each[1]]
        if len(alone) == 1 and beside and not (alone[0][0] == "what has none" and alone[0][2] >= 5):
            found.append(f"{alone[0][0]} is {left} minutes: the total less what is shown")
    return found


@settings(
    max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.lists(ENTRIES, min_size=3, max_size=10), PERIODS)
def test_invariant_3_no_hidden_cell_is_solved_over_generated_histories(db, entries, slug):
    with transaction.atomic():
        assert given_away(happened(entries), period(slug, today=TODAY)) == []
        transaction.set_rollback(True)


def test_without_protection_it_would_be_noticed(db, monkeypatch):
    entries = [
        (set(range(8)), 0, 0, "strategic", 60, False),
        (set(range(6)), 1, 1, "strategic", 60, False),
        ({1, 2}, 2, 2, "individual", 60, False),
    ]
    places, asked = happened(entries), period("12m", today=TODAY)
    assert given_away(places, asked) == []

    def careless(*, hides):
        def of(asked, filter=EVERYTHING):
            where = {filter.by: filter.value} if filter else {}
            people, _, minutes, _ = log_counting.people(asked.closed, **where)
            few = Hidden(disclosure.TOO_FEW) if hides and filter and 0 < people < 5 else None
            return few or Shown(minutes or 0), few or Shown(people)

        return of

    monkeypatch.setattr(sys.modules[__name__], "shown", careless(hides=True))
    assert given_away(places, asked) == [
        f"{name} is 120 minutes: the total less what is shown" for name in ("Music", "what has none", "individual")
    ]
    monkeypatch.setattr(sys.modules[__name__], "shown", careless(hides=False))
    assert any("and it is shown" in sentence for sentence in given_away(places, asked))
