"""D19: somebody takes every page a trustee can open, and subtracts. No hidden number may be left with one value."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

import pytest
import time_machine
from django.urls import resolve

from coproduction.dashboards import disclosure, disclosure_kinds, kept, report_quarters
from coproduction.dashboards.protected import Hidden, Shown
from coproduction.dashboards.reasons import TOO_FEW
from tests.drills import (
    everything_printed,
    harness,
    other_pages,
    small_charity,
    small_charity_more,
    small_charity_needs,
    tables_printed,
    whoever_adds_up,
    whoever_subtracts,
)
from tests.drills.read_by_the_solver import READ
from tests.drills.whoever_adds_up import Sheet

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
SEEDS = range(24) if harness.FULL else range(1)


@dataclass
class Printed:
    """`cells` of boards, read over time; `sheets` of tables by themselves; `opened`: names of the addresses they stand on."""

    cells: list
    sheets: list[Sheet]
    opened: set[str]

    @cached_property
    def had(self):
        return [
            *whoever_subtracts.found(self.cells),
            *(had for each in self.sheets for had in whoever_adds_up.found(each)),
        ]

    @property
    def secrets_had(self):
        """What is had of fewer than five people. A sum of pounds does not say of how many it is: that is looked up."""
        return [each for each in self.had if not each.is_cover and not _is_of_many(each)]

    @property
    def hidden(self):
        return sum(each.is_hidden for each in self.cells) + sum(len(each.secrets) for each in self.sheets)


def _is_of_many(had):
    """Whether it is a sum that five or more were paid, and so no secret of its own."""
    cell = getattr(had, "cell", None)
    return (
        cell is not None
        and cell.kind in everything_printed.MONEY
        and small_charity_more.payees(cell) >= disclosure.THRESHOLD
    )


def _whole_board(tal, seed, *, today):
    """Reports are counted; then life goes on, and what is open is written down; then the pages are opened."""
    kept_by_reports = everything_printed.reports(today=today)
    small_charity_needs.write_outcomes(seed)
    kept.forget()
    return everything_printed.everything(tal, today=today, kept=kept_by_reports)


def _written_down(client):
    """The names of all addresses that this browser opens from now on."""
    opened, get = set(), client.get

    def noted(address, *args, **asked):
        opened.add(resolve(address.partition("?")[0]).view_name)
        return get(address, *args, **asked)

    client.get = noted
    return opened


@pytest.fixture
def printed(client, cast, as_user):
    """`printed(seed)`: everything of one made-up charity, as Tal the trustee reads it on that day."""

    def read(seed):
        today = small_charity.day(seed)
        now = datetime(today.year, today.month, today.day, 14, tzinfo=UTC)
        with time_machine.travel(now, tick=False):
            kept.forget()
            small_charity.build(seed)
            small_charity_more.build(seed, reader=cast.tal)
            small_charity_needs.build(seed)
            published = small_charity_more.ask_who_they_are(seed)
            key = other_pages.a_key(cast.actor("jo"), now=now)
            tal = as_user(client, cast.tal, "trustee")
            opened = _written_down(tal)
            board = _whole_board(tal, seed, today=today)
            cells = [*board.cells, *other_pages.elsewhere(tal, key, today=today)]
            staff = [(asked, said["All teams together"]) for asked, said in board.said("MET-27")]
            stayed = [
                (asked, said["Members who stayed"], said["Of them on a break"]) for asked, said in board.said("MET-17")
            ]
            sheets = [
                tables_printed.of_staff(tal, staff, now=now),
                tables_printed.of_members(stayed),
                tables_printed.of_questions(tal, board.said("MET-20"), today=today),
                tables_printed.of_ways(tal),
                *tables_printed.of_equality(tal, published),
                *tables_printed.of_conferences(tal),
                *tables_printed.of_decisions(tal),
                *tables_printed.of_ladders(tal),
            ]
            kept.forget()
        return Printed(cells, sheets, opened)

    return read


@pytest.mark.parametrize("seed", SEEDS)
def test_no_hidden_number_is_left_with_one_value(printed, seed):
    read = printed(seed)
    assert read.hidden > 20, "nothing is hidden, so nothing is proved"
    assert len(read.cells) - sum(each.is_hidden for each in read.cells) > 20, (
        "everything is hidden, so nothing is proved"
    )
    assert read.opened >= READ, f"said to be read, and was not opened: {READ - read.opened}"
    found = read.secrets_had
    harness.report(
        "d19", seed=seed, cells=len(read.cells), sheets=sum(len(each.lines) for each in read.sheets), hidden=read.hidden,
        covers_had=len(read.had) - len(found), found=len(found),
    )  # fmt: skip
    assert not found, "\n".join(map(str, found))


def only_small_ones(monkeypatch):
    """What a careless dashboard would do: hide what is below five, and nothing that gives it away."""

    def small(cells, threshold):
        return frozenset(at for at, count in enumerate(cells) if 0 < count < threshold)

    def part(figure, row, people=None):
        is_few = 0 < (people or row)[figure.at] < disclosure.THRESHOLD
        return Hidden(why=TOO_FEW, words="fewer than 5") if is_few else None

    monkeypatch.setattr(disclosure, "hidden_cells", lambda cells, *, threshold: small(cells, threshold))
    monkeypatch.setattr(disclosure, "_hidden_part", part)
    monkeypatch.setattr(disclosure, "bounds_give_away", lambda *row, threshold: False)
    for where in (disclosure, disclosure_kinds):
        monkeypatch.setattr(where, "_not_in_time", lambda figure: None)
        monkeypatch.setattr(where, "_given_away", lambda figure: None)
    monkeypatch.setattr(disclosure_kinds, "in_tenths", lambda part, whole, alone: Shown(part, of=whole))


GIVEN_AWAY = {  # of which tables by the careless charity of each seed; of sums: `test_d19_money`
    0: {"equality"},
    1: {"agree", "came by", "evaluation"},
    2: {"trained", "equality", "came by", "evaluation"},
}


@harness.LONGER
@pytest.mark.control
@pytest.mark.parametrize("seed", GIVEN_AWAY if harness.FULL else [0])
def test_the_drill_finds_what_a_careless_dashboard_gives_away(printed, monkeypatch, seed):
    """The negative control."""
    only_small_ones(monkeypatch)
    found = printed(seed).secrets_had
    assert len(found) >= 5
    kinds = {(each.secret if hasattr(each, "secret") else each.cell).kind for each in found}
    assert kinds & {"people", "new", "answered", "yes", "came"}
    assert kinds >= GIVEN_AWAY[seed], GIVEN_AWAY[seed] - kinds


@pytest.fixture
def needs_found(client, cast, as_user):
    """What somebody has who reads of nothing but needs, on the day of the first seed."""

    def read():
        today = small_charity.day(0)
        with time_machine.travel(datetime(today.year, today.month, today.day, 14, tzinfo=UTC), tick=False):
            kept.forget()
            small_charity_needs.build(0)
            board = _whole_board(as_user(client, cast.tal, "trustee"), 0, today=today)
            kept.forget()
        return [each for each in whoever_subtracts.found(board.cells) if not each.is_cover]

    return read


@harness.LONGER
def test_outcomes_written_after_the_report_of_a_year_leave_nobody_alone(needs_found):
    assert needs_found() == []


@harness.LONGER
@pytest.mark.control
def test_the_drill_finds_what_outcomes_give_away_when_all_that_counts_is_how_it_stood_that_day(
    needs_found, monkeypatch
):
    """The negative control: five met and five others on the day on which the report is counted, and what is open is kept."""

    what_adds_up = report_quarters._what_adds_up

    def as_it_stood(measure, value):
        if measure.metric != report_quarters.NEEDS:
            return what_adds_up(measure, value)
        own = getattr(value, "cells", None)
        return [own] if own else [value.parts, report_quarters._less(value.wholes, value.parts)]

    monkeypatch.setattr(report_quarters, "_what_adds_up", as_it_stood)
    monkeypatch.setattr(report_quarters, "_comes_and_goes", lambda measure, name: False)
    assert {each.cell.kind for each in needs_found()} & {"met", "silent"}
