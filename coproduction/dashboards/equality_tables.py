"""One question's table of equality totals: answers put into wider bands, protected, and held against what was published last."""

from coproduction.dashboards.disclosure import FEWEST_FOR_PERCENT, THRESHOLD, Mode, protect
from coproduction.dashboards.figures import Table
from coproduction.dashboards.reasons import ROUNDED, TOOK_PART_WITHHELD, WITHHELD
from coproduction.dashboards.suppression import ROUNDED_TO
from members.queries import equality as queries

PREFER_NOT, NOT_ANSWERED = "Preferred not to say", "Left it out"


def protected(question, *, members, agreed, took_part, today, way=Mode.SUPPRESS) -> dict:
    """One question, safe to keep and to show. Cells are numbers or None for hidden; withheld it has no rows.

    `members`: ids of all; `agreed`: those who agreed to be counted; `took_part`: ids of everybody who did (MET-13).
    """
    rows, given, silent = _counted(question, people=agreed, of=members)
    table = {
        "slug": question.slug,
        "words": question.words,
        "day": today.isoformat(),
        "way": str(way),
        "rows": [],
        "total": None,
    }
    shown = protect(Table((*given, silent)), mode=way)
    if protect(Table(tuple(given)), mode=way).is_withheld or shown.is_withheld:
        return table | {"why": WITHHELD}
    *_, prefer_not, silent_shown = shown.cells
    is_exact = way == Mode.SUPPRESS and silent_shown is not None
    base = shown.total - prefer_not - silent_shown if is_exact and prefer_not is not None else None
    took = _took_part(
        question, members=members, agreed=agreed, took_part=took_part, all_cells=(*given, silent), way=way
    )
    cells = zip(rows, shown.cells, took or [None] * len(shown.cells), strict=True)
    return table | {
        "rows": [row | {"count": cell, "percent": _percent(cell, base, row), "took_part": did} for row, cell, did in cells],
        "total": shown.total, "compared_with": question.compared_with, "took_part": bool(took),
        "took_part_why": "" if took else TOOK_PART_WITHHELD,
        "why": ROUNDED if way == Mode.ROUND else shown.why,
        "answered": shown.total - silent_shown if is_exact else None,
    }  # fmt: skip


def _counted(question, *, people, of):
    """(rows without their numbers, how many gave each answer or would not say, how many were silent) among these people."""
    counted, prefer_not = queries.counted(question, people=people)
    bands = {}
    for choice in question.choices.all():
        bands.setdefault(choice.band or choice.words, []).append(choice)
    rows = [
        {"words": words, "of": [each.words for each in band], "compare": _compare(band)}
        for words, band in bands.items()
    ]
    rows += [{"words": words, "of": [words], "compare": None} for words in (PREFER_NOT, NOT_ANSWERED)]
    given = [*(sum(counted[each.pk] for each in band) for band in bands.values()), prefer_not]
    return rows, given, len(of) - sum(given)


def _took_part(question, *, members, agreed, took_part, all_cells, way):
    """The same of those members who took part, only where nothing of them, of the others and of all has to be hidden: any two
    give the third (SUPP-04). Nor where few others took part: the figures say how many there were in all (MET-13)."""
    if 0 < len(took_part - members - {None}) < THRESHOLD:
        return None
    _, given, silent = _counted(question, people=[pk for pk in agreed if pk in took_part], of=members & took_part)
    cells = (*given, silent)
    others = tuple(every - did for every, did in zip(all_cells, cells, strict=True))
    shown = [protect(Table(each), mode=way).cells for each in (cells, others, all_cells) if sum(each)]
    safe = sum(cells) and all(each and None not in each for each in shown)
    return shown[0] if safe else None


def _percent(cell, base, row):
    is_answer = row["words"] not in (PREFER_NOT, NOT_ANSWERED)
    return round(100 * cell / base) if is_answer and cell is not None and base and base >= FEWEST_FOR_PERCENT else None


def _compare(band):
    known = [choice.compare_percent for choice in band]
    return None if None in known else float(sum(known))


def or_the_older(table, older, *, took=None) -> dict:
    """When a cell or the total moved by one to four, the older figures stand: the difference would be about those few (SUPP-07).

    `took`: the last table that showed who took part, where that is not the older one.
    So they do when other bands would cut apart what was hidden together. Rounded, a step of five may be one person.
    """
    if not older or not older["rows"] or not table["rows"]:
        return table
    is_rounded = table["way"] == Mode.ROUND
    few = 2 * ROUNDED_TO if is_rounded else THRESHOLD
    pairs = _rounded_pairs(older, table) if is_rounded else _pairs(older, table)
    if pairs is None or any(0 < abs(after - before) < few for before, after in pairs):
        return older
    return _without_few_who_took_part(table, took or older)


def _cells(table, name="count"):
    return {frozenset(row.get("of") or [row["words"]]): row.get(name) for row in table["rows"]}


def _rounded_pairs(older, table):
    """Hidden is one to seven, so it stands for a step of five from either neighbour."""
    before, after = _cells(older), _cells(table)
    if before.keys() != after.keys():
        return None
    steps = [[ROUNDED_TO if cells[key] is None else cells[key] for key in before] for cells in (before, after)]
    return [(older["total"], table["total"]), *zip(*steps, strict=True)]


def _pairs(older, table):
    """What both say, as (before, after); None where the two, cut differently, could give away what one hides."""
    before, after = _cells(older), _cells(table)
    if before.keys() != after.keys():
        if wider := _put_together(before, older["total"], after):
            before = wider
        elif None in (*before.values(), *after.values()) or not (wider := _put_together(after, table["total"], before)):
            return None
        else:
            after = wider
    both = [(before[key], after[key]) for key in before if None not in (before[key], after[key])]
    return [(older["total"], table["total"]), *both]


def _put_together(cells, total, bands):
    """The cells added up into those bands; None where they do not fit, or a band holds a part of the hidden ones only."""
    hidden = {key for key, count in cells.items() if count is None}
    left = total - sum(count for count in cells.values() if count is not None)
    found = {}
    for band in bands:
        inside = {key for key in cells if key <= band}
        if frozenset().union(*inside) != band or inside & hidden not in (set(), hidden):
            return None
        found[band] = sum(cells[key] for key in inside - hidden) + (left if inside & hidden else 0)
    return found if all(sum(key <= band for band in bands) == 1 for key in cells) else None


def _without_few_who_took_part(table, older):
    """Who took part is withheld where it moved by few since it was published last, or where the answers are cut differently."""
    before, after = _cells(older, "took_part"), _cells(table, "took_part")
    if not table["took_part"] or not older.get("took_part"):
        return table
    few = 2 * ROUNDED_TO if table["way"] == Mode.ROUND else THRESHOLD
    moved = before.keys() != after.keys() or any(0 < abs(after[key] - before[key]) < few for key in after)
    if not moved:
        return table
    rows = [row | {"took_part": None} for row in table["rows"]]
    return table | {"rows": rows, "took_part": False, "took_part_why": TOOK_PART_WITHHELD}
