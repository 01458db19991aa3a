"""D19 again, where all meetings of a quarter are of one level: what is printed of the whole charity is then printed of a part."""

from datetime import UTC, datetime

import pytest
import time_machine

from coproduction.dashboards import disclosure, kept
from tests.drills import everything_printed, harness, small_charity_alone, whoever_subtracts

pytestmark = [pytest.mark.drill, pytest.mark.django_db, harness.LONGER]


@pytest.fixture
def read(client, cast, as_user):
    """`read()`: every cell that Tal the trustee can open there."""

    def cells():
        today = small_charity_alone.TODAY
        with time_machine.travel(datetime(today.year, today.month, today.day, 14, tzinfo=UTC), tick=False):
            kept.forget()
            small_charity_alone.build()
            tal = as_user(client, cast.tal, "trustee")
            printed = everything_printed.everything(tal, today=today, kept=everything_printed.reports(today=today))
            kept.forget()
        return printed.cells

    return cells


def had_of(cells):
    return [each for each in whoever_subtracts.found(cells) if not each.is_cover]


def test_no_month_of_a_level_can_be_had_from_the_charitys_quarters(read):
    cells = read()
    hidden = sum(each.is_hidden for each in cells)
    assert hidden > 20, "nothing is hidden, so nothing is proved"
    assert len(cells) - hidden > 20, "everything is hidden, so nothing is proved"
    found = had_of(cells)
    harness.report("d19", charity="of one level", cells=len(cells), hidden=hidden, found=len(found))
    assert not found, "\n".join(map(str, found))


@pytest.mark.control
def test_the_drill_finds_it_where_a_part_is_judged_by_its_own_pages_only(read, monkeypatch):
    """The negative control: one level alone is decided month by month."""
    monkeypatch.setattr(disclosure, "is_part", lambda figure: bool(figure.apart) and len(figure.apart[0][0]) > 1)
    assert {each.cell.kind for each in had_of(read())} & {"answered", "for_them"}
