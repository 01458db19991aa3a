"""What the report of a quarter leaves to the report of its year: counts of people that add up from quarter to quarter.

A report is frozen on a day on which nothing had to be hidden. Later the next quarter may have few, and is hidden with its
siblings on every page; the year that runs, less what was frozen, would be those few. So would money, paid to few. Neither
tenths nor tens would do: the year is exact, and an edge of a rounded number beside it is a number.

A year has no longer one to leave it to. Its own counts stand in a report that is counted when the year after it has five
already: from then on, everything less the years can never be few again.
"""

from dataclasses import replace

from coproduction.dashboards.figures import LeftToTheYear, LeftUntilFive, Money, PeopleShare
from coproduction.dashboards.named import Named
from members.rules.fewest import fewest

ADD_UP = ("MET-12", "MET-14", "MET-15", "MET-18", "MET-19")
DIFFERENT = ("MET-12", "MET-15")  # what lies beside these is different people, who do not add up
FEW = fewest()
SAID = (
    "In the report of a quarter, counts of people that add up to those of its year are left to the report of the year.",
    f"In the report of a year they stand when {FEW} people are counted in the year after it already.",
)


def left_to_the_year(board):
    """The same board, still unprotected, without them and without what they are compared with; what still runs is never
    kept, and is what its page says."""
    if not isinstance(board.period, Named):
        return board
    left = _until_five if board.period.is_year else _to_the_year
    return replace(board, measures=tuple(_left(measure, left) for measure in board.measures))


def _left(measure, left):
    found = {name: left(measure.metric, value) for name, value in measure.now.items() if _adds_up(measure, value)}
    found = {name: value for name, value in found.items() if value is not None}
    return replace(
        measure, now=measure.now | found, before={n: value for n, value in measure.before.items() if n not in found}
    )


def _adds_up(measure, value):
    return isinstance(value, Money) or (measure.metric in ADD_UP and hasattr(value, "needs"))


def _to_the_year(metric, value):
    return LeftToTheYear()


def _until_five(metric, value):
    """Of the last year that is over, unless as many are counted in the one that runs as can never be few again."""
    since = [row[value.at + 1 :] for row in _what_adds_up(metric, value)]
    if all(len(row) > 1 or (row and row[0] >= FEW) for row in since):
        return None
    return LeftUntilFive()


def _what_adds_up(metric, value):
    """Rows of years, each of counts that somebody could take from everything."""
    own = [value.people] if isinstance(value, Money) else [getattr(value, "cells", None) or value.parts]
    if isinstance(value, PeopleShare) and metric != "MET-15":
        own.append(tuple(of - part for part, of in zip(value.parts, value.wholes, strict=True)))
    return own if metric in DIFFERENT else [*own, *value.beside]
