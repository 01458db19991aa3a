"""What the report of a quarter leaves to the report of its year: counts of people that add up from quarter to quarter.

A report is frozen on a day on which nothing had to be hidden. Later the next quarter may have few, and is hidden with its
siblings on every page; the year that runs, less what was frozen, would be those few. So would money, paid to few. Neither
tenths nor tens would do: the year is exact, and an edge of a rounded number beside it is a number.

A year has no longer one to leave it to. Its own counts stand in a report that is counted when five of the same are counted
since: what is only added to, and is five once, is never few again, so neither is everything less the years. A need is open
until somebody writes how it went, so "not met" and "without a word" shrink in ordinary use. Of needs, therefore, five must
be met since and of five it must be said that they were not; how many are without a word stands in no report. Whoever takes
entries back, or turns what was said round, can make five fewer: that no count of one day can know (decision 14).
"""

from dataclasses import replace

from coproduction.dashboards.figures import ComesAndGoes, LeftToTheYear, LeftUntilFive, Money, PeopleShare
from coproduction.dashboards.named import Named
from members.rules.fewest import fewest

NEEDS, SILENT = "MET-12", "no_word"  # met, or of so many nobody wrote how it went
NEW = "MET-15"  # what lies beside these is different people, who do not add up
ADD_UP = (NEEDS, "MET-14", NEW, "MET-18", "MET-19")
FEW = fewest()
SAID = (
    "In the report of a quarter, counts of people that add up to those of its year are left to the report of the year.",
    f"In the report of a year they stand when {FEW} people are counted in the year after it already.",
    "Of needs, so many since must have been met, and so many not. How many nobody wrote a word about stands in no report.",
)


def left_to_the_year(board):
    """The same board, still unprotected, without them and without what they are compared with; what still runs is never
    kept, and is what its page says."""
    if not isinstance(board.period, Named):
        return board
    left = _until_five if board.period.is_year else _to_the_year
    return replace(board, measures=tuple(_left(measure, left) for measure in board.measures))


def _left(measure, left):
    adds_up = [name for name, value in measure.now.items() if _adds_up(measure, value)]
    found = {name: ComesAndGoes() if _comes_and_goes(measure, name) else left(measure, name) for name in adds_up}
    found = {name: value for name, value in found.items() if value is not None}
    return replace(
        measure, now=measure.now | found, before={n: value for n, value in measure.before.items() if n not in found}
    )


def _adds_up(measure, value):
    return isinstance(value, Money) or (measure.metric in ADD_UP and hasattr(value, "needs"))


def _comes_and_goes(measure, name):
    return measure.metric == NEEDS and name == SILENT


def _to_the_year(measure, name):
    return LeftToTheYear()


def _until_five(measure, name):
    """Of a year that is over, unless so many are counted since as can never be few again."""
    at = measure.now[name].at
    if all(sum(row[at + 1 :]) >= FEW for row in _what_adds_up(measure, measure.now[name])):
        return None
    return LeftUntilFive()


def _what_adds_up(measure, value):
    """Rows of years, each of counts that somebody could take from everything, and that are only added to."""
    if measure.metric == NEEDS:
        silent = measure.now[SILENT].cells
        return [value.parts, _less(_less(value.wholes, value.parts), silent)]
    own = [value.people] if isinstance(value, Money) else [getattr(value, "cells", None) or value.parts]
    if isinstance(value, PeopleShare) and measure.metric != NEW:
        own.append(_less(value.wholes, value.parts))
    return own if measure.metric == NEW else [*own, *getattr(value, "with_it", ()), *value.beside]


def _less(wholes, parts):
    return tuple(of - part for of, part in zip(wholes, parts, strict=True))
