"""Figures as they are, before protection. Nothing here may reach a page: `disclosure.protect` alone reads it.

Counts of people come as a whole row, one for each team, level or body, with `at` for the one asked for: what
may be shown of one cell depends on its neighbours (SUPP-04). Without a filter the row has one cell.
"""

from dataclasses import dataclass, field

from coproduction.dashboards.filters import Filter
from coproduction.dashboards.periods import Period


@dataclass(frozen=True)
class Things:
    """Activities, meetings or projects: never people, so always exact (SUPP-01)."""

    count: int


@dataclass(frozen=True)
class ThingShare:
    """So many of so many activities, meetings or projects."""

    part: int
    whole: int


@dataclass(frozen=True)
class People:
    """People, or what single people did (an answer, an attendance); `is_sum` unless they are different people.

    `beside`: rows that somebody gets by taking this figure from another one on the same page, or that one from it.
    `needs`: the same figure of stretches of time from which this one can be had; all of them must be shown (`kin`).
    `apart`: of teams, levels or bodies, groups of rows of all that is counted of them in any period (`hidden_parts`).
    `nested`: of a part, its different people in each period, the longest first, and which of them is this one (`hidden_nested`).
    """

    cells: tuple[int, ...]
    at: int = 0
    beside: tuple[tuple[int, ...], ...] = field(default=(), compare=False)
    needs: tuple = field(default=(), compare=False)
    apart: tuple = field(default=(), compare=False)
    nested: tuple = field(default=(), compare=False)
    is_sum: bool = True


@dataclass(frozen=True)
class PeopleShare:
    """So many of so many people, or of what single people did; the rest as with `People`."""

    parts: tuple[int, ...]
    wholes: tuple[int, ...]
    at: int = 0
    beside: tuple[tuple[int, ...], ...] = field(default=(), compare=False)
    needs: tuple = field(default=(), compare=False)
    apart: tuple = field(default=(), compare=False)
    nested: tuple = field(default=(), compare=False)


@dataclass(frozen=True)
class TeamShare(PeopleShare):
    """The same of one team among all, whose sum is shown as well: nobody's part is more than their whole."""


@dataclass(frozen=True)
class Hours:
    """Time given (None: nobody wrote any down), with how many people gave it. The total of the charity is exact.

    `beside`: how many gave the time that is left when the same figure of a shorter period is taken away.
    """

    minutes: tuple[int | None, ...]
    people: tuple[int, ...]
    at: int = 0
    is_total: bool = False
    beside: tuple[tuple[int, ...], ...] = field(default=(), compare=False)
    apart: tuple = field(default=(), compare=False)


@dataclass(frozen=True)
class NotYet:
    """Read from closed months, and the first month of the period still runs."""


@dataclass(frozen=True)
class NotInParts:
    """Of a period that has a name, people and hours are read for the whole charity only."""


@dataclass(frozen=True)
class NotTogether:
    """Counts of people on different days, of which one could be taken from another."""


@dataclass(frozen=True)
class LeftToTheYear:
    """Counts of people of a quarter that would stand frozen, when those of the next one must be hidden."""


@dataclass(frozen=True)
class LeftUntilFive:
    """Counts of people of a year that would stand frozen before the year after it has five."""


@dataclass(frozen=True)
class ComesAndGoes:
    """Counts that shrink in ordinary use, and would stand frozen while they do."""


@dataclass(frozen=True)
class Table:
    """Counts of people in the categories of one dimension, in the order they are displayed; `people`: how many different ones
    they are, where somebody may be in several."""

    cells: tuple[int, ...]
    sensitive: bool = True
    people: int | None = None


@dataclass(frozen=True)
class Views:
    """How many of those who answered agreed, and agreed strongly or not: one of the questions of MET-20."""

    agree: int
    answers: int
    boxes: tuple[
        tuple[int, int], ...
    ] = ()  # the same of each meeting they come from, each known from a page of its own


@dataclass(frozen=True)
class Rate:
    """How many of those who were asked answered, of each meeting by itself: (answered, asked)."""

    boxes: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Money:
    """Whole pounds, with how many people had some of each part; `beside` as with `Hours`.

    `with_it`: the same row of people of each sum with which this one adds up: all that was paid is costs and fees.
    """

    pounds: int
    people: tuple[int, ...]
    at: int = 0
    with_it: tuple[tuple[int, ...], ...] = field(default=(), compare=False)
    beside: tuple[tuple[int, ...], ...] = field(default=(), compare=False)
    needs: tuple = field(default=(), compare=False)


@dataclass(frozen=True)
class Days:
    """The middle of so many days (None: of nothing); `people` only where it is about what people had."""

    days: float | None
    people: int | None = None
    needs: tuple = field(default=(), compare=False)


@dataclass(frozen=True)
class Felt:
    """How many steps in all what members felt lies above what staff said, over so many answers of so many people."""

    steps: int
    answers: int
    people: int


@dataclass(frozen=True)
class Most:
    """Minutes given by the most active quarter of so many people, and by all of them."""

    minutes: int
    of_all: int
    people: int


@dataclass(frozen=True)
class Measure:
    """One MET figure: its values by name, and the same for the period before."""

    metric: str
    now: dict
    before: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Bucket:
    """One month or year of the trend: activities by level, people (`needs` as with `People`) and hours."""

    label: str
    activities: dict[str, int]
    people: int = 0
    minutes: int | None = 0
    needs: tuple = field(default=(), compare=False)


@dataclass(frozen=True)
class Board:
    """All figures of one page. Unprotected."""

    period: Period
    filter: Filter
    measures: tuple[Measure, ...]
    trend: tuple[Bucket, ...] = ()
