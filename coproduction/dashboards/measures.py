"""The figures of the trustees' dashboard (domain 3.1). One function a measure; its docstring is its definition."""

from dataclasses import replace
from datetime import datetime

from coproduction.dashboards import counting, counting_answers, counting_months
from coproduction.dashboards.figures import (
    Board,
    Bucket,
    Hours,
    Measure,
    NotInParts,
    NotYet,
    People,
    PeopleShare,
    Things,
    ThingShare,
)
from coproduction.dashboards.filters import EVERYTHING, Filter
from coproduction.dashboards.measures_meetings import attendance, response_rate
from coproduction.dashboards.measures_together import as_the_whole_allows, column, in_time, of_parts, rests
from coproduction.dashboards.named import Named
from coproduction.dashboards.periods import Period
from meetings.models import Level
from projects.models import Stage

EARLY = (Stage.IDEA, Stage.PLAN)


def board(*, period: Period, filter: Filter, now: datetime, with_trend=True) -> Board:
    """All eight figures and the trend, unprotected: for `disclosure.protect` and nobody else."""
    made = _board(period, filter, now=now, with_trend=with_trend)
    if isinstance(period, Named) and period.previous:
        earlier = _board(period.previous, filter, now=now, with_trend=False)
        pairs = zip(made.measures, earlier.measures, strict=True)
        made = replace(made, measures=tuple(replace(measure, before=before.now) for measure, before in pairs))
    return made


def _board(period, filter, *, now, with_trend):
    activities = counting.activities(period, filter)
    people = counting.people(period, filter)
    projects = counting.projects(period, filter)
    answers = counting_answers.answers(period, filter, now=now)
    registers = counting_answers.registers(period, filter, now=now)
    asked = (period, filter)
    of_people = (
        distinct_people(*asked, activities, people),
        new_voices(*asked, people),
        response_rate(*asked, answers),
        attendance(*asked, answers, registers),
    )
    if filter and not isinstance(period, Named):
        of_people = as_the_whole_allows(of_people, _of_people(period, now=now))
    return Board(
        period=period,
        filter=filter,
        measures=(
            involved_from_the_start(*asked, projects),
            coverage(*asked, projects),
            levels(*asked, activities, people),
            person_hours(*asked, activities, people),
            *of_people,
        ),
        trend=trend(period, filter, activities) if with_trend else (),
    )


def _of_people(period, *, now):
    """The same figures of the whole charity: its parts together would say what is hidden there."""
    people = counting.people(period, EVERYTHING)
    answers = counting_answers.answers(period, EVERYTHING, now=now)
    registers = counting_answers.registers(period, EVERYTHING, now=now)
    asked = (period, EVERYTHING)
    return (
        distinct_people(*asked, [], people),
        new_voices(*asked, people),
        response_rate(*asked, answers),
        attendance(*asked, answers, registers),
    )


def involved_from_the_start(period, filter, projects) -> Measure:
    """MET-01, involved from the start.

    Numerator: projects that started in the period and whose first involvement of anybody with lived experience
    was at the stages *first idea* or *planning*. Denominator: projects that started in the period with any such
    involvement. Traps: a stage that is not known stays in the denominator and is reported (`not_known`); the
    involvement may come after the period; a coordinator's correction counts from then on; a level is no
    property of a project, so a filter by level leaves this figure alone.
    """
    return _twice("MET-01", period, _from_the_start, projects)


def _from_the_start(rows):
    involved = [row for row in rows if first_stage(row) is not None]
    early = sum(row["count"] for row in involved if first_stage(row) in EARLY)
    not_known = sum(row["count"] for row in involved if first_stage(row) == counting.NOT_KNOWN)
    return {"early": ThingShare(early, _count(involved)), "not_known": Things(not_known)}


def first_stage(row):
    """LOG-06 for one row of projects: None without involvement, 0 when not known; the earlier of log and correction."""
    if row["first"] is None:
        return None
    known = [stage for stage in (row["corrected"], row["first"]) if stage]
    return min(known) if known else counting.NOT_KNOWN


def coverage(period, filter, projects) -> Measure:
    """MET-02, coverage; it always stands beside MET-01.

    Numerator: projects that started in the period with any involvement of people with lived experience, named
    or not. Denominator: all projects on the register that started in the period. Trap: without any project it
    says "no projects", never nought or a hundred per cent.
    """
    return _twice("MET-02", period, _covered, projects)


def _covered(rows):
    involved = _count(row for row in rows if row["first"] is not None)
    return {
        "involved": ThingShare(involved, _count(rows)),
        "not_logged": Things(_count(row for row in rows if not row["is_logged"])),
    }


def levels(period, filter, activities, people) -> Measure:
    """MET-04, strategic against operational.

    Held activities that ended in the period, by level; apart from that, hours given at each level. The level is
    the one kept with each activity: a changed default of its kind rewrites nothing. Counts of activities are
    exact. Hours by level are shown for the whole charity only, up to the last closed month, and protected:
    they would otherwise be a second way to ask the filter by level.
    """

    def of(rows):
        counts = {level: Things(_count(row for row in rows if row["level"] == level)) for level in Level.values}
        return counts | {"all": Things(_count(rows)), "no_detail": Things(sum(row["no_detail"] for row in rows))}

    measure = _twice("MET-04", period, of, activities)
    if not filter:
        measure.now.update(_hours_of_levels(period, people.levels))
    return measure


def _hours_of_levels(period, levels):
    """The same row as under the filter by level, so the same decision."""
    names = {level: f"hours_{level}" for level in Level.values}
    if levels is None:
        return {name: NotInParts() for name in names.values()}
    if not period.closed:
        return {name: NotYet() for name in names.values()}
    rows = {row["cell"]: at for at, row in enumerate(levels.rows)}
    minutes, heads = levels.cells("minutes", period.slug), levels.cells("people", period.slug)
    apart = (levels.everywhere("people"),)
    return {
        name: Hours(minutes, heads, rows[level], apart=apart) if level in rows else Hours((0,), (0,))
        for level, name in names.items()
    }


def person_hours(period, filter, activities, people) -> Measure:
    """MET-08, hours given.

    Contact and preparation time of people with lived experience at held activities that ended in the period, in
    hours. Travel stands apart. Traps: the time of staff and trustees is left out; a length that is not known
    counts as nothing and is listed (`no_length`), an empty box is not nought; people who were only counted give
    no hours here (`no_names` says at how many activities there were any); for a part of the charity it needs
    closed months and five different people, in them and in what is left of them when a shorter period is taken
    away.

    """

    if not filter:
        measure = Measure("MET-08", _hours_given(people.found[period.live]))
        if period.before:
            measure.before.update(_hours_given(people.found[period.before]))
    else:
        measure = of_parts("MET-08", period, people, ("minutes", "travel"), _hours_of_parts)
    now = [row for row in activities if row["is_now"]]
    measure.now["no_length"] = Things(sum(row["no_length"] for row in now))
    measure.now["no_names"] = Things(sum(row["no_names"] for row in now))
    measure.now["activities"] = Things(_count(now))
    return measure


def _hours_given(row):
    return {name: Hours((row[name],), (row["people"],), is_total=True) for name in ("minutes", "travel")}


def _hours_of_parts(people, slug):
    heads, apart = people.cells("people", slug), (people.everywhere("people"),)
    return {name: Hours(people.cells(name, slug), heads, people.at, apart=apart) for name in ("minutes", "travel")}


def distinct_people(period, filter, activities, people) -> Measure:
    """MET-13, people involved.

    Different people with lived experience who took part in at least one held activity that ended in the period.
    Traps: somebody who came ten times counts once; merged doubles count once; somebody erased still counts once;
    people who were counted without a name are never added (`no_names` says at how many activities there were any).
    """
    if filter:
        measure = of_parts("MET-13", period, people, ("people",), _people_of_parts)
    else:
        measure = in_time("MET-13", period, people.found, _people_of_row)
    measure.now["no_names"] = Things(sum(row["no_names"] for row in activities if row["is_now"]))
    return measure


def people_in_time(period) -> People:
    """The figure alone, for a page that has no board."""
    found = counting.people(period, EVERYTHING).found
    return in_time("MET-13", period, found, _people_of_row).now["people"]


def _people_of_row(row, at):
    return {"people": People(column(row, "people"), at, is_sum=False)}


def _people_of_parts(people, slug):
    apart, nested = (people.everywhere("people"),), people.nested("people", slug)
    return {"people": People(people.cells("people", slug), people.at, apart=apart, nested=nested)}


def new_voices(period, filter, people) -> Measure:
    """MET-15, new voices.

    Numerator: those of MET-13 whose first part ever, in anything, ended in the period. Denominator: MET-13.
    Traps: under a filter somebody who has been involved elsewhere before is not new; a first activity that is
    taken back makes the next one the first.
    """
    if filter:
        return of_parts("MET-15", period, people, ("new",), _new_of_parts)
    return in_time(
        "MET-15",
        period,
        people.found,
        lambda row, at: {"new": PeopleShare(column(row, "new"), column(row, "people"), at)},
    )


def _new_of_parts(people, slug):
    new, whole = people.cells("new", slug), people.cells("people", slug)
    own = (*people.everywhere("new"), *rests(people, "people", "new"))
    apart, nested = (people.everywhere("people"), own), people.nested("people", slug)
    return {"new": PeopleShare(new, whole, people.at, apart=apart, nested=nested)}


def trend(period, filter, activities) -> tuple[Bucket, ...]:
    """Activities by level for each month (each year of everything); for the whole charity people and hours as well."""
    rows = [row for row in activities if row["is_now"]]
    heads = {} if filter else counting_months.by_bucket(period)
    return tuple(
        Bucket(
            label=label,
            activities={
                level: _count(row for row in rows if row["bucket"] == first and row["level"] == level)
                for level in Level.values
            },
            people=heads.get(first, {}).get("people", 0),
            minutes=heads.get(first, {}).get("minutes", 0),
            needs=heads.get(first, {}).get("needs", ()),
        )
        for first, label in period.buckets(since=min((row["bucket"] for row in rows), default=None))
    )


def _count(rows):
    return sum(row["count"] for row in rows)


def _twice(metric, period, of, rows) -> Measure:
    """Exact figures of now and of the period before, when there is one."""
    before = of([row for row in rows if row["is_before"]]) if period.before else {}
    return Measure(metric, of([row for row in rows if row["is_now"]]), before)
