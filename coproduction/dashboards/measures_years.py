"""Measures of a whole financial year that stand as charts only. One function a figure; its docstring is its definition."""

from datetime import timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery

from coproduction.dashboards import counting
from coproduction.dashboards.counting import NEVER, within
from coproduction.dashboards.figures import Measure, Table, Things
from coproduction.dashboards.filters import EVERYTHING
from coproduction.dashboards.measures import first_stage
from coproduction.dashboards.spans import BEGINNING, Span, months_later
from projects.models import Activity, Rating, Side, Stage

STAGE, STAFF, FELT = "stage:", "staff:", "felt:"
NOT_KNOWN, NOBODY = "not_known", "nobody"


def first_stages(period) -> Measure:
    """MET-01 by stage: projects that started in the year, by the stage of the first involvement of anybody with lived
    experience (the earlier of log and correction, as in MET-01). `not_known`: involved, the stage is not written down;
    `nobody`: no involvement. Together they are all projects of MET-02. Projects are not people, so nothing is hidden."""
    rows = counting.projects(period, EVERYTHING)
    counts = dict.fromkeys([*Stage.values, counting.NOT_KNOWN, None], 0)
    for row in rows:
        if row["is_now"]:
            counts[first_stage(row)] += row["count"]
    named = {f"{STAGE}{stage}": Things(counts[stage]) for stage in Stage.values}
    return Measure("STAGES", named | {NOT_KNOWN: Things(counts[counting.NOT_KNOWN]), NOBODY: Things(counts[None])})


def both_sides(period) -> Measure:
    """MET-05, both sides: held activities that ended in the year, by the step of the ladder that staff chose (`staff:`);
    and different members who chose each step for any of them, at least once (`felt:`, one table a ladder). Traps: of every
    ladder and version its own steps, none turned into another's; the members' side is people, so it goes through the rules
    for tables of people; somebody who felt two pieces of work differently is at two steps, and once among the ten that it
    needs; it is shown once nobody can add to it (`closes_on`), counts nothing that was said later, and stays as it was first
    shown (`felt_kept`), whoever changes an answer, so that two looks never tell one (SUPP-07)."""
    held = Q(activity__state=Activity.State.HELD) & within(period.live, "activity__ended_on")
    is_closed = closes_on(period) < period.today
    in_time = Q(noted_at__lt=Span(BEGINNING, closes_on(period)).instants[1]) if is_closed else NEVER
    steps, people = _steps(held, in_time), _people(held & in_time)
    names = {(step["ladder"], step["version"]) for step in steps}
    found = {}
    for ladder, version in sorted(names):
        mine = [step for step in steps if (step["ladder"], step["version"]) == (ladder, version)]
        name = f"{ladder} ({version})"
        for step in mine:
            found[f"{STAFF}{name}:{step['name']}"] = Things(step["staff"])
        found[f"{FELT}{name}"] = Table(tuple(step["members"] for step in mine), people=people.get((ladder, version), 0))
    return Measure("LADDER", found)


def closes_on(period):
    """The last day on which what members felt in a year is still added to it: three months after its end."""
    return months_later(period.live.last.replace(day=1), 4) - timedelta(days=1)


def _people(which):
    """How many different members chose any step of each ladder."""
    rows = Rating.objects.filter(which, side=Side.MEMBER).order_by()
    rows = rows.values_list("step__framework__name", "step__framework__version").annotate(
        Count("person", distinct=True)
    )
    return {(ladder, version): people for ladder, version, people in rows}


def _steps(held, in_time):
    """Every step of each ladder that anybody used in the year, the highest first."""
    used = Rating.objects.filter(held)
    items = Rating._meta.get_field("step").related_model.objects
    items = items.filter(framework__in=used.values("step__framework"))
    counts = {
        name: Subquery(used.filter(which, step=OuterRef("pk")).order_by().values("step").annotate(n=what).values("n"))
        for name, which, what in (
            ("staff", Q(side=Side.STAFF), Count("pk")),
            ("members", Q(side=Side.MEMBER) & in_time, Count("person", distinct=True)),
        )
    }
    rows = items.annotate(**counts).order_by("framework__name", "framework__version", "-place", "pk")
    rows = rows.values("name", "staff", "members", ladder=F("framework__name"), version=F("framework__version"))
    return [row | {side: row[side] or 0 for side in ("staff", "members")} for row in rows]
