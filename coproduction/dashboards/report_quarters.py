"""What the report of a quarter leaves to the report of its year: counts of people that add up from quarter to quarter.

A report is frozen on a day on which nothing had to be hidden. Later the next quarter may have few, and is hidden with its
siblings on every page; the year that runs, less what was frozen, would be those few. So would money, paid to few. Neither
tenths nor tens would do: the year is exact, and an edge of a rounded number beside it is a number.
"""

from dataclasses import replace

from coproduction.dashboards.figures import LeftToTheYear, Money
from coproduction.dashboards.named import Named

ADD_UP = ("MET-12", "MET-14", "MET-15", "MET-18", "MET-19")
SAID = (
    "In the report of a quarter, counts of people that add up to those of its year are left to the report of the year."
)


def left_to_the_year(board):
    """The same board, still unprotected, without them and without what they are compared with; what still runs is never
    kept, and is what its page says."""
    if not isinstance(board.period, Named) or board.period.is_year:
        return board
    return replace(board, measures=tuple(_left(measure) for measure in board.measures))


def _left(measure):
    left = {name for name, value in measure.now.items() if _adds_up(measure, value)}
    now = {name: LeftToTheYear() if name in left else value for name, value in measure.now.items()}
    return replace(measure, now=now, before={n: value for n, value in measure.before.items() if n not in left})


def _adds_up(measure, value):
    return isinstance(value, Money) or (measure.metric in ADD_UP and hasattr(value, "needs"))
