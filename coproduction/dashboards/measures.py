"""The figures of the trustees' dashboard (domain 3.1). One function a measure; its docstring is its definition."""

from dataclasses import replace
from datetime import datetime

from coproduction.dashboards import counting, counting_answers
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
from coproduction.dashboards.filters import Filter
from coproduction.dashboards.named import Named
from coproduction.dashboards.periods import Period, leftovers
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
    return Board(
        period=period,
        filter=filter,
        measures=(
            involved_from_the_start(*asked, projects),
            coverage(*asked, projects),
            levels(*asked, activities, people),
            person_hours(*asked, activities, people),
            distinct_people(*asked, activities, people),
            new_voices(*asked, people),
            response_rate(*asked, answers),
            attendance(*asked, answers, registers),
        ),
        trend=trend(period, filter, activities) if with_trend else (),
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
    if not filter and isinstance(period, Named):
        measure.now.update({f"hours_{level}": NotInParts() for level in Level.values})
    elif not filter:
        row = people.mine
        minutes = tuple(row[f"minutes_{level}"] or 0 for level in Level.values)
        heads = tuple(row[f"people_{level}"] for level in Level.values)
        left = tuple(
            tuple(row[f"{counting.LEFT}{level}_{number}"] for level in Level.values)
            for number in range(len(leftovers(period)))
        )
        for at, level in enumerate(Level.values):
            measure.now[f"hours_{level}"] = Hours(minutes, heads, at, beside=left) if period.closed else NotYet()
    return measure


def person_hours(period, filter, activities, people) -> Measure:
    """MET-08, hours given.

    Contact and preparation time of people with lived experience at held activities that ended in the period, in
    hours. Travel stands apart. Traps: the time of staff and trustees is left out; a length that is not known
    counts as nothing and is listed (`no_length`), an empty box is not nought; people who were only counted give
    no hours here; for a part of the charity it needs closed months and five different people, in them and in what
    is left of them when a shorter period is taken away.
    """

    def of(suffix):
        heads, total = people.cells(f"people{suffix}"), not filter
        left = () if suffix else tuple(people.cells(name) for name in people.mine if name.startswith(counting.LEFT))
        return {
            name: Hours(people.cells(f"{name}{suffix}"), heads, people.at, total, left)
            for name in ("minutes", "travel")
        }

    measure = _people("MET-08", period, filter, of)
    now = [row for row in activities if row["is_now"]]
    measure.now["no_length"] = Things(sum(row["no_length"] for row in now))
    measure.now["activities"] = Things(_count(now))
    return measure


def distinct_people(period, filter, activities, people) -> Measure:
    """MET-13, people involved.

    Different people with lived experience who took part in at least one held activity that ended in the period.
    Traps: somebody who came ten times counts once; merged doubles count once; somebody erased still counts once;
    people who were counted without a name are never added (`no_names` says at how many activities there were any).
    """
    measure = _people("MET-13", period, filter, lambda s: {"people": People(people.cells(f"people{s}"), people.at)})
    measure.now["no_names"] = Things(sum(row["no_names"] for row in activities if row["is_now"]))
    return measure


def new_voices(period, filter, people) -> Measure:
    """MET-15, new voices.

    Numerator: those of MET-13 whose first part ever, in anything, ended in the period. Denominator: MET-13.
    Traps: under a filter somebody who has been involved elsewhere before is not new; a first activity that is
    taken back makes the next one the first.
    """
    return _people(
        "MET-15",
        period,
        filter,
        lambda s: {"new": PeopleShare(people.cells(f"new{s}"), people.cells(f"people{s}"), people.at)},
    )


def response_rate(period, filter, answers) -> Measure:
    """MET-18, answers to invitations, and how many said yes.

    Numerator: invitations answered yes, no or not sure, by the person or by somebody for them; apart from that,
    those answered yes. Denominator: invitations to meetings that took place in the period. Traps: an invitation
    that never arrived (failed, withheld, came back, nobody told yet) is left out and shown (`not_told`), unless it
    was answered all the same; drafts, cancelled meetings and people taken off the list do not count; answered less
    yes says how many said no or not sure, so that must be safe as well.
    """

    def of(suffix):
        asked, answered, yes, for_them = (
            answers.cells(f"{name}{suffix}") for name in ("asked", "answered", "yes", "for_them")
        )
        return {
            "answered": PeopleShare(answered, asked, answers.at),
            "yes": PeopleShare(yes, asked, answers.at, beside=(_apart(answered, yes),)),
            "for_them": People(for_them, answers.at, beside=(_apart(answered, for_them),)),
            "not_told": People(answers.cells(f"not_told{suffix}"), answers.at),
        }

    return _people("MET-18", period, filter, of)


def attendance(period, filter, answers, registers) -> Measure:
    """MET-19, who came, and whether a yes was kept.

    Numerator: people who came among those invited; apart from that, those who had said yes and came. Denominator:
    invitations to meetings in the period whose register is closed; of them, those who said yes. Traps: people who
    came without an invitation stand apart (`walk_ins`); room, online or phone, a person counts once a meeting; a
    register that is still open counts in neither and is reported; an invitation that never arrived counts here
    only if the person came, else this tile less MET-18 would say how many those were. For the same reason a yes
    that was kept is shown only where it gives away neither who came without one nor the answers to open registers.
    """

    def of(suffix):
        asked, answered, yes, said_yes, came, kept = (
            answers.cells(f"{name}{suffix}") for name in ("asked", "answered", "yes", "yes_r", "came_r", "yes_came_r")
        )
        beside = (_apart(came, kept), *(_apart(row, said_yes) for row in (asked, answered, yes)))
        return {
            "came": PeopleShare(came, answers.cells(f"asked_r{suffix}"), answers.at),
            "kept": PeopleShare(kept, said_yes, answers.at, beside=beside),
            "walk_ins": People(registers.cells(f"walk_ins{suffix}"), registers.at),
        }

    measure = _people("MET-19", period, filter, of)
    measure.now["closed"] = ThingShare(registers.mine["closed"] or 0, registers.mine["meetings"] or 0)
    return measure


def trend(period, filter, activities) -> tuple[Bucket, ...]:
    """Activities by level for each month (each year of everything); for the whole charity people and hours as well."""
    rows = [row for row in activities if row["is_now"]]
    heads = {} if filter else counting.people_by_bucket(period)
    return tuple(
        Bucket(
            label=label,
            activities={
                level: _count(row for row in rows if row["bucket"] == first and row["level"] == level)
                for level in Level.values
            },
            people=heads.get(first, {}).get("people", 0),
            minutes=heads.get(first, {}).get("minutes", 0),
        )
        for first, label in period.buckets(since=min((row["bucket"] for row in rows), default=None))
    )


def _apart(row, other):
    """How far two rows of counts are apart, cell by cell."""
    return tuple(abs(one - two) for one, two in zip(row, other, strict=True))


def _count(rows):
    return sum(row["count"] for row in rows)


def _twice(metric, period, of, rows) -> Measure:
    """Exact figures of now and of the period before, when there is one."""
    before = of([row for row in rows if row["is_before"]]) if period.before else {}
    return Measure(metric, of([row for row in rows if row["is_now"]]), before)


def _people(metric, period, filter, of) -> Measure:
    """Figures of people of now and before; under a filter they wait for the first closed month, and have no named period."""
    if isinstance(period, Named):
        values = of("")
        return Measure(metric, {name: NotInParts() for name in values} if filter else values)
    now, before = counting.spans(period, filter)
    values = of("") if now else {name: NotYet() for name in of("")}
    return Measure(metric, values, of("_before") if before else {})
