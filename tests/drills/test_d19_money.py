"""D19 again, where much is paid to few: sums of a charity that does little but pay back fares and fees."""

from datetime import UTC, datetime

import pytest
import time_machine

from coproduction.dashboards import disclosure, kept
from tests.drills import everything_printed, harness, small_charity, small_charity_more, whoever_subtracts
from tests.drills.test_d19_differencing import only_small_ones

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
SEEDS = range(6) if harness.FULL else range(1)


@pytest.fixture
def sums(client, cast, as_user):
    """`sums(seed)`: cells of money that Tal the trustee can open there, and those of fewer than five people that follow."""

    def read(seed):
        today = small_charity.day(seed)
        with time_machine.travel(datetime(today.year, today.month, today.day, 14, tzinfo=UTC), tick=False):
            kept.forget()
            small_charity_more.pay_often(seed)
            tal = as_user(client, cast.tal, "trustee")
            printed = everything_printed.everything(tal, today=today, kept=everything_printed.reports(today=today))
            kept.forget()
            cells = [each for each in printed.cells if each.kind in everything_printed.MONEY]
            found = whoever_subtracts.found(cells)
            return cells, [each for each in found if small_charity_more.payees(each.cell) < disclosure.THRESHOLD]

    return read


@pytest.mark.parametrize("seed", SEEDS)
def test_no_sum_that_few_were_paid_can_be_had(sums, seed):
    cells, found = sums(seed)
    hidden = sum(each.is_hidden for each in cells)
    assert hidden > 5, "nothing is hidden, so nothing is proved"
    assert len(cells) - hidden > 5, "everything is hidden, so nothing is proved"
    harness.report("d19", charity="that pays", seed=seed, cells=len(cells), hidden=hidden, found=len(found))
    assert not found, "\n".join(map(str, found))


@pytest.mark.control
def test_the_drill_finds_a_sum_that_few_were_paid_by_a_careless_dashboard(sums, monkeypatch):
    """The negative control."""
    only_small_ones(monkeypatch)
    assert sums(0)[1]
