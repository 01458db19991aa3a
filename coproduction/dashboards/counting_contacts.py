"""How often people with lived experience took part, and how many were only counted, over many stretches of time at once (MET-14)."""

from coproduction.dashboards import counting_parts
from coproduction.dashboards.counting_cells import TOUCHED, Asking, asked
from coproduction.dashboards.spans import Span


def contacts(spans: list[Span]) -> dict[Span, dict]:
    """`parts` and `heads` of each span: times and people, never who. One statement, of the days that are kept counted."""
    here, asking = counting_parts.cut(spans), Asking()
    rows = asked(
        f"""
        WITH {TOUCHED}
        SELECT {counting_parts.which(asking, "day", here)} AS stretch, sum(parts)::bigint AS parts, sum(heads)::bigint AS heads
          FROM ({asking.cells(here.spans)}) AS days GROUP BY 1
        """,
        asking,
    )
    found = {row["stretch"]: row for row in rows}
    return {
        span: {what: sum(found[at][what] or 0 for at in run if at in found) for what in ("parts", "heads")}
        for span, run in here.of.items()
    }
