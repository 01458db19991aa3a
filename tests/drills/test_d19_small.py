"""D19 in little: the solver has a part that is hidden carelessly, from two pages of the charity and one of each level."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from coproduction.dashboards import cells, kept
from coproduction.dashboards.filters import EVERYTHING, Filter
from coproduction.dashboards.periods import period
from tests import factories as make
from tests.drills import everything_printed, whoever_adds_up, whoever_subtracts
from tests.drills.test_d19_differencing import only_small_ones
from tests.drills.whoever_adds_up import Sheet

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
NOW = datetime(2026, 8, 18, 14, tzinfo=UTC)
CAME = {
    "strategic": 8,
    "operational": 6,
    "individual": 2,
}  # each piece of work has a level: the two are what the others leave


@pytest.fixture
def read(client, cast, as_user):
    """`read()`: the cells of hours of the charity and its levels, as Tal the trustee has them as JSON."""

    def cells_of(tal):
        found = []
        levels = [Filter("level", level, level, level) for level in CAME]
        for slug, filter in (("12m", EVERYTHING), *(("all", each) for each in (EVERYTHING, *levels))):
            where = {filter.by: filter.slug} if filter else {}
            page = tal.get("/dashboard/export.json", {"period": slug, **where}).json()
            rows = [(row["measure"], row["name"], row["what_is_counted"], row["figure"], "") for row in page["figures"]]
            found += everything_printed._cells(rows, period(slug, today=NOW.date()), filter)
        return [each for each in found if each.kind == "minutes"]

    with time_machine.travel(NOW, tick=False):
        people = [make.person(f"Neighbour {number}", has_lived_experience=True) for number in range(8)]
        for level, came in CAME.items():
            make.activity(people=people[:came], level=level, minutes=60, ended_on=NOW.date() - timedelta(days=60))
        while cells.settle(at_most=cells.AT_A_TICK):
            pass
        kept.forget()
        tal = as_user(client, cast.tal, "trustee")
        yield lambda: cells_of(tal)
        kept.forget()


def test_of_three_levels_the_small_one_is_not_what_the_others_leave(read):
    cells = read()
    assert sum(each.is_hidden for each in cells) >= 2
    assert not whoever_subtracts.found(cells)


@pytest.mark.control
def test_the_solver_has_it_where_only_what_is_small_is_hidden(read, monkeypatch):
    only_small_ones(monkeypatch)
    had = next(had for had in whoever_subtracts.found(read()) if had.cell.part == ("level", "individual"))
    assert had.low - 10 <= 120 <= had.high + 10, "two people for an hour each"


@pytest.mark.control
def test_the_solver_has_one_hidden_answer_of_a_table_with_its_total():
    sheet = Sheet()
    for answer, low, high in (("Yes", 12, 12), ("No", 1, 4)):
        sheet.add([(1, answer)], low, high)
    sheet.add([(1, "Yes"), (1, "No")], 15, 15)
    sheet.hide("equality", "a table", (1, "No"))
    assert [(had.secret.kind, had.low) for had in whoever_adds_up.found(sheet)] == [("equality", 3)]
