"""D19: somebody takes every page a trustee can open, and subtracts. No hidden number may be left with one value."""

from datetime import UTC, datetime

import pytest
import time_machine

from coproduction.dashboards import disclosure, kept
from coproduction.dashboards.protected import Hidden
from coproduction.dashboards.reasons import TOO_FEW
from tests.drills import everything_printed, harness, small_charity, whoever_subtracts

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
SEEDS = range(24) if harness.FULL else range(1)


@pytest.fixture
def printed(client, cast, as_user):
    """`printed(seed)`: every cell of one made-up charity, as Tal the trustee reads them on that day."""

    def read(seed):
        today = small_charity.day(seed)
        with time_machine.travel(datetime(today.year, today.month, today.day, 14, tzinfo=UTC), tick=False):
            kept.forget()
            small_charity.build(seed)
            tal = as_user(client, cast.tal, "trustee")
            cells = everything_printed.everything(tal, today=today)
            kept.forget()
        return cells

    return read


@pytest.mark.parametrize("seed", SEEDS)
def test_no_hidden_number_is_left_with_one_value(printed, seed):
    cells = printed(seed)
    hidden = sum(each.is_hidden for each in cells)
    assert hidden > 20, "nothing is hidden, so nothing is proved"
    assert len(cells) - hidden > 20, "everything is hidden, so nothing is proved"
    had = whoever_subtracts.found(cells)
    found = [each for each in had if not each.is_cover]
    harness.report(
        "d19", seed=seed, cells=len(cells), hidden=hidden, covers_had=len(had) - len(found), found=len(found)
    )
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
    monkeypatch.setattr(disclosure, "_not_in_time", lambda figure: None)
    monkeypatch.setattr(disclosure, "_given_away", lambda figure: None)


def test_the_drill_finds_what_a_careless_dashboard_gives_away(printed, monkeypatch):
    """The negative control."""
    only_small_ones(monkeypatch)
    found = [each for each in whoever_subtracts.found(printed(0)) if not each.is_cover]
    assert len(found) >= 5
    assert {each.cell.kind for each in found} & {"people", "new", "answered", "yes", "came"}
