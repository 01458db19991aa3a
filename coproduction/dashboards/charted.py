"""The page of charts: the figures of years or quarters that are over, each protected before anything is drawn.

It asks for nothing that cannot be had from the page of all figures as well: whole periods by their names, of the whole
charity. What is new in it is about things, or about members as one table a year.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from coproduction.dashboards import (
    charts_laid_out,
    counting,
    counting_loop,
    counting_members,
    counting_work,
    kept,
    measures,
    measures_loop,
    measures_people,
)
from coproduction.dashboards import disclosure_kinds as _kinds  # noqa: F401 — teaches `protect` the rarer figures
from coproduction.dashboards.boards import board_for
from coproduction.dashboards.charts import Picture, pictures_of
from coproduction.dashboards.counting_together import together
from coproduction.dashboards.disclosure import ProtectedBoard, protect
from coproduction.dashboards.felt_kept import as_first_shown
from coproduction.dashboards.figures import Board
from coproduction.dashboards.filters import EVERYTHING
from coproduction.dashboards.measures_work import plan_progress
from coproduction.dashboards.measures_years import both_sides, first_stages
from coproduction.dashboards.named import offered
from coproduction.dashboards.periods import USUAL, period
from members.permissions import Permission, require
from members.rules import Refused

YEARS, QUARTERS = 3, 4
BY = {"year": "By financial year", "quarter": "By quarter"}


SECTIONS = (
    ("From the beginning", ("stages", "ladder")),
    ("Who is in the room", ("voices", "spread", "hours")),
    ("What came of it", ("loop", "days", "plan")),
)
NOT_YET = {
    "stages": "No project began in a financial year that is over.",
    "ladder": "In no financial year that is over did staff say how much say people had.",
    "voices": "Nobody with lived experience took part in a time that is over.",
    "spread": "In no time that is over did anybody write down hours.",
    "hours": "Nothing was logged in the last 12 months.",
    "loop": "No answer was promised for a day in a time that is over.",
    "days": "Of what was promised for such a time, nobody has been told yet.",
    "plan": "No plan runs.",
}


@dataclass(frozen=True)
class Charts:
    """`by`: what the figures over time stand by; `counted_at`: when; `sections` as (title, pictures, sentences where there is none yet)."""

    by: str
    counted_at: datetime
    sections: list[tuple[str, list[Picture], list[str]]]


@dataclass(frozen=True)
class Asked:
    """Rows by the name of their question, as measures read them; a chart compares with nothing before."""

    now: dict
    before: dict = field(default_factory=dict)


def charts(*, actor, by: str, today: date, now) -> Charts:
    """Every chart of trustees; Refused for another word than year or quarter, PermissionDenied for a role without figures."""
    require(actor, Permission.SEE_DASHBOARD)
    if by not in BY:
        raise Refused("Charts stand by year or by quarter. Choose one of the two.", field="by")
    stamp, key = kept.stamp(kept.ALL_READ), ("charts", by, today)
    found = kept.find(key, stamp=stamp, now=now)
    if found is None:
        found = now, _facts(actor, by, today=today, now=now)
        kept.keep(key, found, stamp=stamp, now=now)
    counted_at, facts = found
    there = [name for name in facts if facts[name]]
    drawn = dict(zip(there, pictures_of([facts[name] for name in there]), strict=True))
    return Charts(by, counted_at, [
        (title, [drawn[name] for name in names if name in drawn], [NOT_YET[name] for name in names if name not in drawn])
        for title, names in SECTIONS
    ])  # fmt: skip


def _facts(actor, by, *, today, now) -> dict:
    """What each chart is drawn from; nothing in it is unprotected."""
    over = offered(today=today, quarters_back=QUARTERS, years_back=YEARS)
    years = [each for each in over if each.is_year]
    spans = years if by == "year" else [each for each in over if not each.is_year]
    of_years = [_year(each) for each in years]
    usual = period(USUAL, today=today)
    last, *counted = _counted([usual, *spans])
    of_spans = [_span(each, found) for each, found in zip(spans, counted, strict=True)]
    running = board_for(actor=actor, period=usual, now=now, in_full=True).board
    return charts_laid_out.every(of_years, of_spans, running, _last_months(usual, last))


def _year(named) -> ProtectedBoard:
    return as_first_shown(protect(Board(named, EVERYTHING, (first_stages(named), both_sides(named)))))


def _counted(spans) -> list[Asked]:
    """What the charts need of each, of everything that the page of all figures asks: one statement for all of them."""
    asked = {}
    for at, each in enumerate(spans):
        span, today = each.live, each.today
        asked[f"promised_{at}"] = counting_loop.promised(span, today)
        asked[f"given_{at}"] = counting_members.given(span)
        asked[f"goals_{at}"] = counting_work.goals(span, today)
    rows = together(asked)
    names = ("promised", "given", "goals")
    return [Asked({name: rows[f"{name}_{at}"] for name in names}) for at in range(len(spans))]


def _span(named, found) -> ProtectedBoard:
    """Exactly what the page of all figures says of it."""
    people = counting.people(named, EVERYTHING)
    made = (
        measures_loop.loop_closure(found),
        measures.new_voices(named, EVERYTHING, people),
        measures_people.spread(found),
    )
    return protect(Board(named, EVERYTHING, made))


def _last_months(usual, found) -> ProtectedBoard:
    """Promises and the plan as they stand: things, of the period that is usual on the page of all figures."""
    return protect(Board(usual, EVERYTHING, (measures_loop.loop_closure(found), plan_progress(found))))
