"""Somebody clever with a printed table: every table that it could stand for, tried one by one."""

from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.figures import Table


def sums(size, total):
    """Every way to split a total over so many cells that are not nought (a nought would have been shown)."""
    if size == 1:
        yield (total,)
        return
    for first in range(1, total - size + 2):
        for rest in sums(size - 1, total - first):
            yield (first, *rest)


def could_be(printed, *, show):
    """Every table with the same shown cells and total that `show` would have printed in the same way."""
    hidden = [at for at, cell in enumerate(printed.cells) if cell is None]
    left = printed.total - sum(cell for cell in printed.cells if cell is not None)
    for values in sums(len(hidden), left):
        table = list(printed.cells)
        for at, value in zip(hidden, values, strict=True):
            table[at] = value
        if show(tuple(table)) == printed:
            yield tuple(table)


def solved(printed, *, show):
    """The hidden cells that somebody who knows all rules can name for certain."""
    if None not in printed.cells:
        return []
    tables = list(could_be(printed, show=show))
    return [at for at, cell in enumerate(printed.cells) if cell is None and len({table[at] for table in tables}) == 1]


def as_we_show(cells):
    return protect(Table(cells, sensitive=False))
