"""A Tuesday in June 2026, and ways to ask for its figures."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from coproduction.dashboards import kept, measures
from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.filters import EVERYTHING
from coproduction.dashboards.measures_all import all_measures
from coproduction.dashboards.periods import period
from tests import factories as make

TODAY = date(2026, 6, 9)
DURING = datetime(2026, 5, 4, 10, tzinfo=UTC)
NOW = datetime(2026, 6, 9, 14, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def nothing_kept_from_another_test():
    kept.forget()
    yield
    kept.forget()


@pytest.fixture
def figures(db):
    """`figures("MET-08")`: the unprotected values of one measure, and of the period before with `before=True`."""

    def ask(metric, *, slug="12m", filter=EVERYTHING, before=False, today=TODAY, now=NOW):
        board = measures.board(period=period(slug, today=today), filter=filter, now=now)
        measure = next(m for m in board.measures if m.metric == metric)
        return measure.before if before else measure.now

    return ask


@pytest.fixture
def measured(db):
    """`measured("MET-09")`: the same for every measure of the catalogue; with `shown=True` as it may be seen."""

    def ask(metric, *, slug="12m", before=False, today=TODAY, now=NOW, shown=False):
        board = all_measures(period=period(slug, today=today), now=now)
        measure = protect(board).measures[metric] if shown else next(m for m in board.measures if m.metric == metric)
        return measure.before if before else measure.now

    return ask


@pytest.fixture
def crowd(db):
    """`crowd(7)`: seven members; `crowd(3, "Wellbeing")`: three others."""

    def gather(size, name="Group"):
        return [make.person(f"{name} Member{number}", has_lived_experience=True) for number in range(size)]

    return gather


@pytest.fixture
def held(db):
    """`held(people, on=date(2026, 5, 4))`: an activity with them that was held that day."""

    def hold(people=(), *, on=date(2026, 5, 4), **fields):
        return make.activity(people=people, ended_on=on, **fields)

    return hold


@pytest.fixture
def needs(db, cast):
    """`needs(people, "met")`: each of them asked for something at one meeting in May, and this became of it."""
    meeting = make.meeting(starts_at=DURING)

    def asked(people, state, *, at=meeting, need="loop"):
        for person in people:
            make.provision(at, person, need=need, state=state, because="It came late" if state == "not_met" else "")

    return asked


@pytest.fixture
def trustee(client, cast, as_user):
    """A browser in which Tal is signed in as a trustee."""
    return as_user(client, cast.tal, "trustee")
