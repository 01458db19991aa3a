"""What is counted for a report to the Board: protected figures as bytes that are written once and never change (REP-05).

Nothing in them is about a person. What somebody said, and who, is read when the report is opened (`report_annex`):
here stands only which rows it was.
"""

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import datetime

from coproduction.dashboards import measures, report_not_done, report_quarters, report_rows, tiles
from coproduction.dashboards.definitions import DEFINITIONS, DEFINITIONS_VERSION
from coproduction.dashboards.disclosure import FEWEST_ASKED, FEWEST_FOR_PERCENT, THRESHOLD, Mode, protect
from coproduction.dashboards.filters import EVERYTHING, Filter
from coproduction.dashboards.measures_all import all_measures
from coproduction.dashboards.measures_page import sections_of
from coproduction.dashboards.tile import Part, Tile

FORM = 1  # of the bytes; a later form is read beside this one
KEPT = ("metric", "figure", "unit", "sentence", "trend", "quality", "hidden")
WITH_LINES = (
    "MET-05",
    "MET-20",
)  # steps of a ladder, the sentences that meetings are asked about: numbers, and nobody's words
SUPPRESSION = (
    f"Numbers of people below {THRESHOLD} are hidden, and so is every number from which one could be worked out.",
    f"A table is withheld when fewer than {FEWEST_ASKED} people answered, or when all of them said the same.",
    f"Percentages stand only where there are {FEWEST_FOR_PERCENT} or more. Fewer are given as so many of so many.",
    *report_quarters.SAID,
)


@dataclass(frozen=True)
class Figures:
    """The bytes, read back: `tiles` by measure, and which rows of the log stand beside them."""

    period: dict
    counted_at: datetime
    definitions: str
    suppression: tuple
    tiles: dict[str, Tile]
    could_not: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    words: dict = field(default_factory=dict)  # the definitions as they were
    not_done: dict = field(default_factory=dict)  # of a year's report
    more: dict = field(default_factory=dict)  # of each sort of rows, how many are not listed


def counted(period, *, filter: Filter = EVERYTHING, annual=False, now: datetime) -> bytes:
    """Everything of one period, protected, in one fixed form: the same figures give the same bytes."""
    found = _tiles(period, filter, now=now)
    words = {each.metric: DEFINITIONS[each.metric] for each in found}
    return canonical(
        {
            "form": FORM,
            "period": {
                "slug": period.slug,
                "name": period.name,
                "words": period.words,
                "before": period.before_words,
                "first": period.live.first.isoformat(),
                "last": period.live.last.isoformat(),
                "of": filter.words if filter else "",
            },
            "counted_at": now.isoformat(),
            "definitions": {"version": version_of(words), "words": words},
            "suppression": {"mode": str(Mode.SUPPRESS), "rules": SUPPRESSION},
            "tiles": [_kept(each) for each in found],
            **({} if filter else report_rows.of_span(period.live, day=period.today)),
            **({"not_done": report_not_done.of_year(period.live, day=period.today)} if annual else {}),
        }
    )


def _tiles(period, filter, *, now):
    """Of a part of the charity the dashboard's figures; else every measure, and none of the words people said."""
    if filter:
        return tiles.tiles(protect(measures.board(period=period, filter=filter, now=now, with_trend=False)))
    bare = report_quarters.left_to_the_year(replace(all_measures(period=period, now=now), could_not=()))
    found = [tile for section in sections_of(protect(bare), bare) for tile in section.tiles]
    return [_without_reasons(tile) if tile.metric == "MET-11" else tile for tile in found]


def _without_reasons(tile):
    """The reasons stand beside the figures (`report_annex`), so the figure need not say how many are not public."""
    return replace(tile, quality=tile.quality.partition(" Reasons of")[0])


def _kept(tile):
    """Its numbers and what they say. What is folded away beneath a figure may be somebody's words, so it is not kept."""
    parts, lines = [vars(part) for part in tile.parts], tile.lines if tile.metric in WITH_LINES else ()
    return {**{name: getattr(tile, name) for name in KEPT}, "parts": parts, "lines": lines}


def canonical(found: dict) -> bytes:
    return json.dumps(found, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(figures: bytes) -> str:
    return hashlib.sha256(figures).hexdigest()


def version_of(words: dict) -> str:
    """Which definitions these are: their number, and a mark of their words, the same everywhere and always."""
    return f"{DEFINITIONS_VERSION}-" + hashlib.sha256(canonical(words)).hexdigest()[:8]


def read(figures: bytes) -> Figures:
    found = json.loads(bytes(figures))
    shown = {each["metric"]: _tile(each) for each in found["tiles"]}
    return Figures(
        period=found["period"],
        counted_at=datetime.fromisoformat(found["counted_at"]),
        definitions=found["definitions"]["version"],
        suppression=tuple(found["suppression"]["rules"]),
        tiles=shown,
        could_not=found.get("could_not", []),
        changes=found.get("changes", []),
        words=found["definitions"]["words"],
        not_done=found.get("not_done", {}),
        more=_more(found),
    )


def _more(found):
    every = found | found.get("not_done", {})
    sorts = (report_rows.COULD_NOT, report_rows.CHANGES, report_rows.PROMISED)
    return {sort: every[f"{sort}_more"] for sort in sorts if every.get(f"{sort}_more")}


def _tile(kept):
    parts = tuple(Part(**part) for part in kept["parts"])
    return Tile(**{name: kept[name] for name in KEPT}, parts=parts, lines=tuple(kept["lines"]))
