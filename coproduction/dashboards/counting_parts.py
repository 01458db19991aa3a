"""People, newcomers and hours over many stretches of time at once: of the whole charity, or of every team, level or body.

Days fall into stretches between any two on which a period begins or ends, and each period is a run of them. Each person of
each part is looked at once: in which stretches they were there, and in which they began. The periods under a filter end
with the same month, so each is the last few stretches.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, pairwise

from coproduction.dashboards.counting_cells import COLUMNS
from coproduction.dashboards.named import quarters_with, years_up_to
from coproduction.dashboards.periods import period
from coproduction.dashboards.spans import SLUGS, Period, Span
from projects import quarters

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretches:
    """Days from the beginning on, in `spans`, the earliest first. At most one month in two of them: its people's first and
    last days there say in which they were."""

    spans: tuple[Span, ...]
    of: dict[object, range]  # which of them make up the period of that slug, or that span
    quarters: tuple[range, ...] = ()  # finished ones, of which the whole charity is shown

    @property
    def edges(self) -> list[int]:
        """Where a period begins, or ends."""
        return sorted({edge for run in self.of.values() for edge in (run.start, run.stop)})

    @property
    def runs(self) -> list[range]:
        """Every period, and what is left of one when another is taken away."""
        return [range(first, last) for first, last in combinations(self.edges, 2)]

    @property
    def pieces(self) -> list[range]:
        """Every stretch alone, and every quarter."""
        return [*(range(at, at + 1) for at in range(len(self.spans))), *self.quarters]


def stretches(asked: Period) -> Stretches:
    closed = {slug: period(slug, today=asked.today).closed for slug in SLUGS}
    closed = {slug: span for slug, span in closed.items() if span}
    firsts = sorted({span.first for span in closed.values()})
    last = max(span.last for span in closed.values())
    found = cut([Span(first, last) for first in firsts])
    return Stretches(found.spans, {slug: found.of[span] for slug, span in closed.items()})


def with_quarters(found: Stretches) -> Stretches:
    """The same, cut at every finished quarter as well that a page can be asked for by its name."""
    spans = {slug: Span(found.spans[run.start].first, found.spans[run.stop - 1].last) for slug, run in found.of.items()}
    last = found.spans[-1].last
    years = (quarters_with(year.first, today=last) for year in years_up_to(last)[1:])
    over = [each for year in years for each in year if quarters.last_day(each.first) == each.last]
    finer = cut([*spans.values(), *over])
    return Stretches(
        finer.spans, {slug: finer.of[span] for slug, span in spans.items()}, tuple(finer.of[each] for each in over)
    )


def had(found: Stretches, is_whole) -> list[frozenset[int]]:
    """Which stretches can be had of a part that was the whole charity in those quarters, for the charity's are shown: from
    one day on which something is known to the next, and the same without those quarters. All else is a sum of these."""
    if not is_whole:
        return []
    edges = set(found.edges)
    while joined := [each for each in is_whole if (each.start in edges) != (each.stop in edges)]:
        edges |= {edge for each in joined for edge in (each.start, each.stop)}
    between = [frozenset(range(*pair)) for pair in pairwise(sorted(edges))]
    whole = [frozenset(each) for each in is_whole]
    rest = [piece.difference(*(each for each in whole if each <= piece)) for piece in between]
    return list(dict.fromkeys([*between, *rest, *whole]))


def cut(wanted) -> Stretches:
    """Spans as runs of the stretches between any two days on which one of them begins or ends."""
    edges = sorted({span.first for span in wanted} | {span.last + A_DAY for span in wanted})
    spans = tuple(Span(first, after - A_DAY) for first, after in pairwise(edges))
    return Stretches(spans, {span: range(edges.index(span.first), edges.index(span.last + A_DAY)) for span in wanted})


def sql(asking, by, found: Stretches) -> str:
    """One row of two lists: of each part how many people by the stretches they were there in (`bits`) and began in (`began`);
    and what they gave in each stretch."""
    reach = Span(found.spans[0].first, found.spans[-1].last)
    people, cells = asking.people([reach], by=by), asking.cells([reach])
    first, last = (f"1::bigint << {which(asking, column, found)}" for column in ("first_on", "last_on"))
    return f"""
        SELECT (SELECT json_agg(row_to_json(of_people)) FROM (
                SELECT cell, bits, {which(asking, "began_on", found)} AS began, count(*)::int AS n FROM (
                    SELECT cell, person_id, bit_or(({first}) | ({last})) AS bits
                      FROM ({people}) AS months GROUP BY cell, person_id
                ) AS person LEFT JOIN newcomers USING (person_id) GROUP BY 1, 2, 3) of_people) AS heads,
               (SELECT json_agg(row_to_json(of_hours)) FROM (
                SELECT {COLUMNS[by]} AS cell, {which(asking, "day", found)} AS stretch,
                       sum(minutes)::bigint AS minutes, sum(travel)::bigint AS travel
                  FROM ({cells}) AS days GROUP BY 1, 2) of_hours) AS hours"""


def which(asking, column, found):
    whens = (f"WHEN {column} <= {asking.value(span.last)} THEN {at}" for at, span in enumerate(found.spans))
    return f"(CASE {' '.join(whens)} ELSE {len(found.spans)} END)"


def rows(heads, hours, found: Stretches) -> list[dict]:
    """One row a part (`cell`), in their order, the same whoever asks: `people`, `new`, `minutes` and `travel` by their run."""
    heads, hours = _read(heads), _read(hours)
    cells = sorted({row["cell"] for row in [*heads, *hours]}, key=lambda cell: (cell is None, cell or 0))
    made = {cell: {"cell": cell} for cell in cells}
    for cell, row in made.items():
        mine = [each for each in heads if each["cell"] == cell]
        gave = {each["stretch"]: each for each in hours if each["cell"] == cell}
        row |= {(what, run): n for run in found.runs for what, n in _counted(mine, gave, run).items()}
    return list(made.values())


def whole(heads, hours, found: Stretches) -> dict[Span, dict]:
    """Of the whole charity: people, new, minutes and travel of each span."""
    gave, heads = {each["stretch"]: each for each in _read(hours)}, _read(heads)
    return {span: _counted(heads, gave, run) for span, run in found.of.items()}


def _counted(heads, gave, run):
    mask = sum(1 << at for at in run)
    here = [each for each in heads if each["bits"] & mask]
    row = {"people": sum(each["n"] for each in here), "new": sum(each["n"] for each in here if each["began"] in run)}
    for what in ("minutes", "travel"):
        known = [gave[at][what] for at in run if at in gave and gave[at][what] is not None]
        row[what] = sum(known) if known else None
    return row


def _read(found):
    return json.loads(found) if isinstance(found, str) else found or []


def nothing(cell, found: Stretches) -> dict:
    counted = {(what, run): 0 for run in found.runs for what in ("people", "new")}
    return {"cell": cell} | counted | {(what, run): None for run in found.runs for what in ("minutes", "travel")}
