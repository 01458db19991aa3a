"""The one door through which figures leave: small numbers stay behind (domain 5.4, SUPP-01 to 11).

Unprotected figures go in, protected ones come out; those do not hold what is hidden. Page, picture, CSV and
every later format read nothing else.
"""

from enum import StrEnum
from functools import singledispatch

from coproduction.dashboards.figures import (
    Board,
    ComesAndGoes,
    Hours,
    LeftToTheYear,
    LeftUntilFive,
    Measure,
    NotInParts,
    NotTogether,
    NotYet,
    People,
    PeopleShare,
    Table,
    TeamShare,
    Things,
    ThingShare,
)
from coproduction.dashboards.protected import (
    Hidden,
    ProtectedBoard,
    ProtectedBucket,
    ProtectedMeasure,
    ProtectedTable,
    Shown,
)
from coproduction.dashboards.reasons import (
    APART,
    CAME_AND_WENT,
    COMES_AND_GOES,
    IN_TIME,
    LEFT_TO_THE_YEAR,
    LEFT_UNTIL_FIVE,
    NEIGHBOUR,
    NOT_IN_PARTS,
    NOT_KNOWN,
    NOT_TOGETHER,
    NOT_YET,
    OTHER_HIDDEN,
    SOME_HIDDEN,
    TOO_FEW,
    WITHHELD,
)
from coproduction.dashboards.suppression import (
    bounds_give_away,
    hidden_cells,
    hidden_nested,
    hidden_parts,
    may_be_called_small,
    rounded,
    rounding_gives_away,
    too_alike,
)
from members.rules.fewest import fewest

THRESHOLD = fewest()  # SUPP-02: never below five
FEWEST_ASKED = 10  # SUPP-03
FEWEST_FOR_PERCENT = 20  # SUPP-08


class Mode(StrEnum):
    SUPPRESS = "A"
    ROUND = "B"


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
    people = sum(cells) if table.people is None else table.people
    if people < FEWEST_ASKED or (table.sensitive and too_alike(cells)):
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
    return SOME_HIDDEN if None in shown else ""


@protect.register
def _things(things: Things, *, mode=Mode.SUPPRESS):
    return Shown(things.count)


@protect.register
def _thing_share(share: ThingShare, *, mode=Mode.SUPPRESS):
    return Shown(share.part, of=share.whole, percent=_percent(share.part, share.whole))


@protect.register
def _people(people: People, *, mode=Mode.SUPPRESS):
    if hidden := _not_in_time(people):
        return hidden
    if is_part(people):
        return _hidden_part(people, people.cells) or _came_and_went(people) or Shown(people.cells[people.at])
    return _cell(people.cells, people.at) or _given_away(people) or Shown(people.cells[people.at])


@protect.register
def _people_share(share: PeopleShare, *, mode=Mode.SUPPRESS):
    """The part, the rest and the whole must each be safe beside their neighbours, for any two give the third."""
    at = share.at
    if hidden := _not_in_time(share):
        return hidden
    if is_part(share):
        part, whole = share.parts[at], share.wholes[at]
        hidden = _hidden_part(share, share.wholes, share.parts) or _came_and_went(share)
        return hidden or Shown(part, of=whole, percent=_percent(part, whole))
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
def _team_share(share: TeamShare, *, mode=Mode.SUPPRESS):
    """When a hidden one could be had from what the others can be at most, none of the row is shown."""
    rests = tuple(whole - part for part, whole in zip(share.parts, share.wholes, strict=True))
    hidden = frozenset().union(*(hidden_cells(row, threshold=THRESHOLD) for row in (share.parts, share.wholes, rests)))
    if hidden and bounds_give_away(share.parts, share.wholes, hidden, threshold=THRESHOLD):
        return Hidden(why=NEIGHBOUR)
    return _people_share(share)


@protect.register
def _hours(hours: Hours, *, mode=Mode.SUPPRESS):
    """Whole minutes. Of a part of the charity only where enough people gave them (MET-08, story 8)."""
    if is_part(hours):
        hidden = _hidden_part(hours, tuple(each or 0 for each in hours.minutes), hours.people)
    else:
        hidden = None if hours.is_total else _cell(hours.people, hours.at) or _given_away(hours)
    if hidden:
        return Hidden(why=hidden.why, words="not shown: too few people" if hidden.why == TOO_FEW else "not shown")
    if hours.minutes[hours.at] is None:
        return Hidden(why=NOT_KNOWN, words="not known")
    return Shown(hours.minutes[hours.at])


@protect.register
def _not_yet(figure: NotYet, *, mode=Mode.SUPPRESS):
    return Hidden(why=NOT_YET, words="not yet")


@protect.register
def _not_together(figure: NotTogether, *, mode=Mode.SUPPRESS):
    return Hidden(why=NOT_TOGETHER)


@protect.register
def _not_in_parts(figure: NotInParts, *, mode=Mode.SUPPRESS):
    return Hidden(why=NOT_IN_PARTS)


@protect.register
def _left_to_the_year(figure: LeftToTheYear, *, mode=Mode.SUPPRESS):
    return Hidden(why=LEFT_TO_THE_YEAR)


@protect.register
def _left_until_five(figure: LeftUntilFive, *, mode=Mode.SUPPRESS):
    return Hidden(why=LEFT_UNTIL_FIVE)


@protect.register
def _comes_and_goes(figure: ComesAndGoes, *, mode=Mode.SUPPRESS):
    return Hidden(why=COMES_AND_GOES)


def _cell(cells, at) -> Hidden | None:
    """Why this cell of the row must be hidden, if it must."""
    hidden = hidden_cells(cells, threshold=THRESHOLD)
    if at not in hidden:
        return None
    alone = len(cells) == 1
    if cells[at] < THRESHOLD and (alone or may_be_called_small(cells, hidden, threshold=THRESHOLD)):
        return _few()
    return Hidden(why=NEIGHBOUR)


def is_part(figure):
    """Of a team, level or body, alone or among others with which it is decided."""
    return bool(figure.apart)


def _hidden_part(figure, row, people=None) -> Hidden | None:
    """Why this part is hidden, if it is. A row of which nothing is left but noughts hides none."""
    hidden, people = hidden_parts(figure.apart, threshold=THRESHOLD), people or row
    if figure.at not in hidden or not any(row[at] for at in hidden):
        return None
    alone = len(row) == 1
    if 0 < people[figure.at] < THRESHOLD and (alone or may_be_called_small(people, hidden, threshold=THRESHOLD)):
        return _few()
    return Hidden(why=APART)


def _came_and_went(figure) -> Hidden | None:
    """Of a part over nested times (SUPP-07)."""
    if not figure.nested:
        return None
    counts, at = figure.nested
    hidden = hidden_nested(counts, threshold=THRESHOLD)
    if at not in hidden:
        return None
    return Hidden(why=APART if len(hidden) == len(counts) else CAME_AND_WENT)


def _few():
    return Hidden(why=TOO_FEW, words=f"fewer than {THRESHOLD}")


def _not_in_time(figure) -> Hidden | None:
    """One reason for all; noughts are hidden as well, or what is left of a sum would be plain. While there never were more
    than a few, nothing can be taken from anything."""
    if not any(protect(each).is_hidden for each in figure.needs):
        return None
    cells = getattr(figure, "cells", ())
    few = cells and 0 < cells[figure.at] < THRESHOLD and all(sum(each.cells) < THRESHOLD for each in figure.needs)
    return _few() if few else Hidden(why=IN_TIME)


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
    """Activities and hours are exact, as in every stretch of the whole charity; people as their quarter and year allow."""
    return tuple(
        ProtectedBucket(
            label=bucket.label,
            activities=dict(bucket.activities),
            people=protect(People((bucket.people,), needs=bucket.needs)) if with_people else None,
            hours=protect(Hours((bucket.minutes,), (bucket.people,), is_total=True)) if with_people else None,
        )
        for bucket in buckets
    )
