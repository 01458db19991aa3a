"""What members felt in a year, kept as it was first shown (SUPP-07).

Whoever changes or takes back their own answer may always do so. The table of a year that is over is not counted anew for
it: two looks would tell that one answer. What was withheld on that day stays withheld, for the same reason.
"""

from dataclasses import replace

from coproduction.dashboards.measures_years import FELT, STAFF, closes_on
from coproduction.dashboards.models import FeltOfYear
from coproduction.dashboards.protected import ProtectedBoard, ProtectedTable
from coproduction.dashboards.reasons import WITHHELD


def as_first_shown(board: ProtectedBoard) -> ProtectedBoard:
    """The same board of a year, with the members' tables of the day on which it was first read."""
    ladder, year = board.measures["LADDER"], board.period
    tables = {name: value for name, value in ladder.now.items() if name.startswith(FELT)}
    if not tables or closes_on(year) >= year.today:
        return board
    found = {name: {"cells": table.cells, "total": table.total, "why": table.why} for name, table in tables.items()}
    kept = FeltOfYear.objects.get_or_create(year=year.slug, defaults={"tables": found})[0].tables
    now = ladder.now | {name: _table(kept.get(name), name, ladder.now) for name in tables}
    return replace(board, measures=board.measures | {"LADDER": replace(ladder, now=now)})


def _table(kept, name, now):
    """As it was kept; withheld where its ladder was not there then, or has other steps now."""
    steps = sum(each.startswith(f"{STAFF}{name.removeprefix(FELT)}:") for each in now)
    if kept is None or len(kept["cells"]) not in (0, steps):
        return ProtectedTable(cells=(), total=None, why=WITHHELD)
    return ProtectedTable(cells=tuple(kept["cells"]), total=kept["total"], why=kept["why"])
