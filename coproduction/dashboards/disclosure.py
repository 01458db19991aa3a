"""The one door through which figures leave: small numbers stay behind (domain 5.4, SUPP-01 to 11).

Unprotected figures go in, protected ones come out; those do not hold what is hidden. Page, picture, CSV and
every later format read nothing else.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import singledispatch

from coproduction.dashboards.figures import (
    Board,
    Hours,
    Measure,
    NotInParts,
    NotYet,
    People,
    PeopleShare,
    Table,
    Things,
    ThingShare,
    Views,
)
from coproduction.dashboards.filters import Filter
from coproduction.dashboards.periods import Period
from coproduction.dashboards.suppression import hidden_cells, rounded, rounding_gives_away, too_alike
from members.rules.fewest import fewest

THRESHOLD = fewest()  # SUPP-02: never below five
FEWEST_ASKED = 10  # SUPP-03
FEWEST_FOR_PERCENT = 20  # SUPP-08

TOO_FEW = "It is about fewer than five people, and could say who they are."
NEIGHBOUR = "With it, somebody could work out another figure that is about fewer than five people."
WITHHELD = "There are too few people, or they are too alike, to show this safely."
NOT_YET = "Figures like this one are read from finished months, and the first month of this period is not over."
NOT_IN_PARTS = (
    "Of a quarter or year that is over, people and hours are shown for the whole charity. Of its parts, one taken from "
    "another could say who it is."
)
NOT_KNOWN = "Nobody wrote down how long it took."
TOO_FEW_ANSWERS = "too few to show safely"
TOO_FEW_OR_ALIKE = "too few, or too alike, to show safely"
OTHER_HIDDEN = "One of the two figures is hidden, so the difference is, too."


class Mode(StrEnum):
    SUPPRESS = "A"
    ROUND = "B"


@dataclass(frozen=True)
class Shown:
    """A figure that everybody may know; `of` and `percent` only where they may be known as well."""

    value: int
    of: int | None = None
    percent: int | None = None
    is_hidden = False


@dataclass(frozen=True)
class Hidden:
    """That there is a figure, what may be said instead of it, and why. It does not hold the figure."""

    why: str
    words: str = "not shown"
    of: int | None = None
    value = None
    percent = None
    is_hidden = True


@dataclass(frozen=True)
class ProtectedTable:
    """Cells are numbers or None for hidden; withheld as a whole it has no cell and no total."""

    cells: tuple[int | None, ...]
    total: int | None
    why: str = ""

    @property
    def is_withheld(self):
        return not self.cells


@dataclass(frozen=True)
class ProtectedMeasure:
    metric: str
    now: dict
    before: dict = field(default_factory=dict)


@dataclass(frozen=True)
class ProtectedBucket:
    label: str
    activities: dict
    people: Shown | Hidden | None = None
    hours: Shown | Hidden | None = None


@dataclass(frozen=True)
class ProtectedBoard:
    """What everybody reads who shows figures: nothing in it can be traced to a person."""

    period: Period
    filter: Filter
    measures: dict[str, ProtectedMeasure]
    trend: tuple[ProtectedBucket, ...] = ()


@singledispatch
def protect(figure, *, mode=Mode.SUPPRESS):
    """The one suppression function: a board, a table or a single figure, safe to show."""
    raise TypeError(f"No rule says how to protect {type(figure).__name__}.")


@protect.register
def _board(board: Board, *, mode=Mode.SUPPRESS):
    return ProtectedBoard(
        period=board.period,
        filter=board.filter,
        measures={measure.metric: protect(measure) for measure in board.measures},
        trend=_trend(board.trend, with_people=not board.filter),
    )


@protect.register
def _measure(measure: Measure, *, mode=Mode.SUPPRESS):
    return ProtectedMeasure(
        metric=measure.metric,
        now={name: protect(value) for name, value in measure.now.items()},
        before={name: protect(value) for name, value in measure.before.items()},
    )


@protect.register
def _table(table: Table, *, mode=Mode.SUPPRESS):
    """SUPP-02 to 06 and 10. One sentence for every withheld table, for the reason alone could give it away."""
    cells = table.cells
    withheld = ProtectedTable(cells=(), total=None, why=WITHHELD)
    if sum(cells) < FEWEST_ASKED or (table.sensitive and too_alike(cells)):
        return withheld
    if mode == Mode.ROUND:
        shown, total = (
            tuple(rounded(cell, threshold=THRESHOLD) for cell in cells),
            rounded(sum(cells), threshold=THRESHOLD),
        )
        plain = rounding_gives_away(shown, total, threshold=THRESHOLD)
        return withheld if plain else ProtectedTable(cells=shown, total=total, why=_why(shown))
    hidden = hidden_cells(cells, threshold=THRESHOLD)
    if hidden and all(cell == 0 or at in hidden for at, cell in enumerate(cells)):
        return withheld
    shown = tuple(None if at in hidden else cell for at, cell in enumerate(cells))
    return ProtectedTable(cells=shown, total=sum(cells), why=_why(shown))


def _why(shown):
    return (
        "Some numbers are hidden, because they are about too few people or would give such a number away."
        if None in shown
        else ""
    )


@protect.register
def _things(things: Things, *, mode=Mode.SUPPRESS):
    return Shown(things.count)


@protect.register
def _thing_share(share: ThingShare, *, mode=Mode.SUPPRESS):
    return Shown(share.part, of=share.whole, percent=_percent(share.part, share.whole))


@protect.register
def _people(people: People, *, mode=Mode.SUPPRESS):
    return _cell(people.cells, people.at) or _given_away(people) or Shown(people.cells[people.at])


@protect.register
def _people_share(share: PeopleShare, *, mode=Mode.SUPPRESS):
    """The part, the rest and the whole must each be safe beside their neighbours, for any two give the third."""
    at = share.at
    if hidden := _given_away(share):
        return hidden  # without its whole, for that may be what gives the other figure away
    rests = tuple(whole - part for part, whole in zip(share.parts, share.wholes, strict=True))
    if hidden := _cell(share.wholes, at):
        return hidden
    whole = share.wholes[at]
    if hidden := _cell(share.parts, at):
        return Hidden(why=hidden.why, words=hidden.words, of=whole)
    if _cell(rests, at):
        return Hidden(why=NEIGHBOUR, of=whole)
    return Shown(share.parts[at], of=whole, percent=_percent(share.parts[at], whole))


@protect.register
def _views(views: Views, *, mode=Mode.SUPPRESS):
    """MET-20: nothing below five answers. That everybody agreed may be known; that nobody did is known of each of them
    (SUPP-05), so it reads like "fewer than five". Between five and nine answers every hidden case reads the same."""
    rest = views.answers - views.agree
    if len(views.boxes) > 1:
        return _of_several(views)
    if views.answers < THRESHOLD:
        return Hidden(why=TOO_FEW, words=TOO_FEW_ANSWERS)
    if rest == 0 or (views.agree >= THRESHOLD and rest >= THRESHOLD):
        return Shown(views.agree, of=views.answers, percent=_percent(views.agree, views.answers))
    if views.answers < FEWEST_ASKED:
        return Hidden(why=WITHHELD, words=TOO_FEW_OR_ALIKE)
    few = f"fewer than {THRESHOLD}"
    return Hidden(why=TOO_FEW, words=few if views.agree < THRESHOLD else f"all but {few}", of=views.answers)


def _of_several(views):
    """Of more than one meeting, in tenths: exact sums of this and that period would give a hidden meeting away by subtraction,
    and one that alone is hidden could be had even from tenths."""
    if sum(protect(Views(*box)).is_hidden for box in views.boxes) == 1:
        return Hidden(why=NEIGHBOUR, words=TOO_FEW_OR_ALIKE)
    return Shown(round(10 * views.agree / views.answers), of=10) if views.answers else Shown(0, of=0)


@protect.register
def _hours(hours: Hours, *, mode=Mode.SUPPRESS):
    """Whole minutes. Of a part of the charity only where enough people gave them (MET-08, story 8)."""
    if not hours.is_total and (hidden := _cell(hours.people, hours.at) or _given_away(hours)):
        return Hidden(why=hidden.why, words="not shown: too few people" if hidden.why == TOO_FEW else "not shown")
    if hours.minutes[hours.at] is None:
        return Hidden(why=NOT_KNOWN, words="not known")
    return Shown(hours.minutes[hours.at])


@protect.register
def _not_yet(figure: NotYet, *, mode=Mode.SUPPRESS):
    return Hidden(why=NOT_YET, words="not yet")


@protect.register
def _not_in_parts(figure: NotInParts, *, mode=Mode.SUPPRESS):
    return Hidden(why=NOT_IN_PARTS)


def _cell(cells, at) -> Hidden | None:
    """Why this cell of the row must be hidden, if it must."""
    if at not in hidden_cells(cells, threshold=THRESHOLD):
        return None
    if cells[at] < THRESHOLD:
        return Hidden(why=TOO_FEW, words="fewer than 5" if THRESHOLD == 5 else f"fewer than {THRESHOLD}")
    return Hidden(why=NEIGHBOUR)


def _given_away(figure) -> Hidden | None:
    """Hidden when taking one figure of the page from another would leave one that must not be shown."""
    return Hidden(why=NEIGHBOUR) if any(_cell(row, figure.at) for row in figure.beside) else None


def _percent(part, whole):
    return round(100 * part / whole) if whole >= FEWEST_FOR_PERCENT else None


def difference(now, before):
    """How a figure moved, only between two that are shown (SUPP-07's least part)."""
    if now.is_hidden or before.is_hidden:
        return Hidden(why=OTHER_HIDDEN)
    return Shown(now.value - before.value)


def _trend(buckets, *, with_people):
    """Activities are exact. Hours by month add up to a total that is shown, so their row is protected as a row."""
    people = tuple(bucket.people for bucket in buckets)
    minutes = tuple(bucket.minutes for bucket in buckets)
    return tuple(
        ProtectedBucket(
            label=bucket.label,
            activities=dict(bucket.activities),
            people=protect(People((bucket.people,))) if with_people else None,
            hours=protect(Hours(minutes, people, at)) if with_people else None,
        )
        for at, bucket in enumerate(buckets)
    )
