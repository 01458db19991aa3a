"""Every measure of the catalogue, MET-01 to 27, over any period: for the page of all figures and for the Board's report."""

from dataclasses import dataclass, replace
from datetime import datetime

from coproduction.dashboards import (
    counting_all,
    counting_teams,
    disclosure_kinds,  # noqa: F401 — teaches `protect` the rarer figures
    measures,
    measures_loop,
    measures_people,
    measures_teams,
    measures_work,
)
from coproduction.dashboards.figures import Board, ThingShare
from coproduction.dashboards.filters import EVERYTHING
from coproduction.dashboards.named import Named
from coproduction.dashboards.periods import Period

MAKERS = (
    measures_work.feedback_only,
    measures_work.ladder,
    measures_loop.loop_closure,
    measures_loop.never_told,
    measures_loop.change_rate,
    measures_people.access_needs,
    measures_people.reach,
    measures_people.spread,
    measures_people.retention,
    measures_people.pulse,
    measures_work.recognition,
    measures_work.short_notice,
    measures_work.team_reach,
    measures_work.plan_progress,
    measures_work.network,
    measures_people.diversity,
)


@dataclass(frozen=True)
class WholeBoard(Board):
    """A board, with what is words and about nobody: `could_not` is public, `text` a text's title and step."""

    could_not: tuple[dict, ...] = ()
    text: dict | None = None
    published_on: str = ""  # the day of the last equality totals


def all_measures(*, period: Period, now: datetime) -> WholeBoard:
    """MET-01 to 27 of the whole charity, unprotected: for `disclosure.protect` and nobody else.

    How to read it: `protect(all_measures(period=…, now=…)).measures["MET-09"].now["told"]` is a `Shown` (`value`, `of`,
    `percent`) or a `Hidden` (`words`, `why`); `.before` holds the same of the period before, and is empty where there is
    none. The names in `now` are said by the docstring of the measure's function: eight in `measures`, 06, 07 and 27 in
    `measures_teams`, the others in `measures_loop`, `measures_people` and `measures_work`. Names with a colon are one
    of several: "team:Gardens", "step:Co-design", "without:Gardens". The period is any that `periods.period` knows,
    running or named; seven statements for one that runs, fourteen for one that is named and has one before it, however large
    the charity is.
    """
    found = counting_all.found(period, now=now)
    made = _made(found)
    if isinstance(period, Named) and period.previous:
        earlier = _made(counting_all.found(period.previous, now=now))
        made = [replace(measure, before=before.now) for measure, before in zip(made, earlier, strict=True)]
    board = measures.board(period=period, filter=EVERYTHING, now=now, with_trend=False)
    [published] = found.now["equality"] or [{"published_on": ""}]
    return WholeBoard(
        period=period,
        filter=EVERYTHING,
        measures=tuple(sorted([*board.measures, *made], key=lambda measure: measure.metric)),
        could_not=tuple(found.now["could_not"]),
        text=next(iter(found.now["texts"]), None),
        published_on=published["published_on"],
    )


def _made(found):
    return [*(make(found) for make in MAKERS), *_of_teams(found)]


def _of_teams(found):
    """MET-06, 07 and 27 as of whole quarters: besides the log, what teams said of those that lie in the period."""
    now, before = (
        counting_teams.OfTeams([row for row in rows if row.is_there], 0) for rows in (found.teams, found.teams_before)
    )
    made = [
        make(now, before) for make in (measures_teams.governance, measures_teams.panels, measures_teams.staff_training)
    ]
    silent = sum(len(row.silent) for row in found.teams)
    for measure in made:
        measure.now["teams_said"] = ThingShare(found.asked - silent, found.asked)
        if not found.before:
            measure.before.clear()
    return made
