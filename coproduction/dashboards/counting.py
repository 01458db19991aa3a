"""What a board counts of the log, in four statements that never select who (invariant 8 of the domain file).

Activities, people and hours are read from what is kept counted (`counting_cells`), projects from the log.

What is exact is counted live. Counts of people under a filter are read up to the last closed month, one row
for each team, level or body, because what may be shown of one depends on the others.
"""

from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from coproduction.dashboards.counting_cells import TOUCHED, Asking
from coproduction.dashboards.counting_people import Tally, asked
from coproduction.dashboards.filters import Filter
from coproduction.dashboards.named import Named
from coproduction.dashboards.periods import Period, Span, leftovers
from meetings.models import Level
from projects.models import Activity, Participation, Project


@dataclass(frozen=True)
class Rows:
    """Counts by name, one row for each cell of the dimension; `at` is the cell asked for."""

    rows: tuple[dict, ...]
    at: int

    def cells(self, name) -> tuple[int, ...]:
        return tuple(row[name] or 0 for row in self.rows)

    @property
    def mine(self) -> dict:
        return self.rows[self.at]


NEVER = Q(
    pk__isnull=True
)  # not `pk__in=[]`: inside a wider count Django would take that for an empty answer to all of it


def within(span: Span | None, field: str) -> Q:
    """Days of a span; no span holds nothing."""
    if span is None:
        return NEVER
    return Q(**{f"{field}__gte": span.first, f"{field}__lte": span.last})


def spans(period: Period, filter: Filter) -> tuple[Span | None, Span | None]:
    """What counts of people are read over: live for the whole charity, closed months under a filter."""
    return (period.closed, period.closed_before) if filter else (period.live, period.before)


def by_cell(queryset, *, field: str, filter: Filter, counts: dict) -> Rows:
    """One row for each cell of the dimension that is filtered by; one row in all without a filter."""
    if not filter:
        return Rows((queryset.aggregate(**counts),), 0)
    rows = list(queryset.order_by().values(cell=F(field)).annotate(**counts).order_by("cell"))
    at = next((at for at, row in enumerate(rows) if row["cell"] == filter.value), None)
    if at is None:
        rows.append(dict.fromkeys(counts, 0))
        at = len(rows) - 1
    return Rows(tuple(rows), at)


def nothing(counts) -> Rows:
    """Where nothing is counted: every name, and nought."""
    return Rows((dict.fromkeys(counts, 0),), 0)


def by_sibling(queryset, *, period: Named, counts) -> Rows:
    """One row for each sibling of a named period; `counts(suffix, span)` gives what is counted over one of them."""
    wanted = {f"_{number}": span for number, span in enumerate(period.siblings)}
    of_each = {suffix: counts(suffix, span) for suffix, span in wanted.items()}
    found = queryset.aggregate(**{name: count for each in of_each.values() for name, count in each.items()})
    rows = [{name.removesuffix(suffix): found[name] for name in each} for suffix, each in of_each.items()]
    return Rows(tuple(rows), period.at)


# ---- activities (exact) -----------------------------------------------------------------------
def activities(period: Period, filter: Filter) -> list[dict]:
    """Held activities by level and month, live: `is_now` or in the period before; `no_detail`, `no_names`, `no_length`."""
    asking, trunc = Asking(), "year" if period.slug == "all" else "month"
    only = (filter.by if filter.by == "level" else f"{filter.by}_id", filter.value) if filter else None
    rows = asking.cells([span for span in (period.before, period.live) if span], only=only)
    return asked(
        f"""
        WITH {TOUCHED}, days AS ({rows})
        SELECT level, {asking.days("day", period.live)} AS is_now, {asking.days("day", period.before)} AS is_before,
               date_trunc('{trunc}', day)::date AS bucket, sum(held)::int AS count, sum(no_detail)::int AS no_detail,
               sum(no_names)::int AS no_names, sum(no_length)::int AS no_length
          FROM days GROUP BY 1, 2, 3, 4 ORDER BY bucket, level, is_now
        """,
        asking,
    )


# ---- people and hours -------------------------------------------------------------------------
LEFT = "people_left_"
MINUTES = F("contact_minutes") + Coalesce("prep_minutes", 0)


def parts():
    """Parts with lived experience in held activities, in the log: what every count of people and hours starts from."""
    return Participation.objects.filter(is_lived_experience=True, activity__state=Activity.State.HELD).order_by()


def people(period: Period, filter: Filter) -> Rows:
    """Distinct people, newcomers, minutes and travel; for the whole charity also by level, to the last closed month.

    Of each team, level or body also the people in what is left when a shorter period is taken from this one.
    """
    if isinstance(period, Named):
        return nothing(Tally({"": None}).none()) if filter else _people_of_siblings(period)
    now, before = spans(period, filter)
    left = {f"_left_{number}": span for number, span in enumerate(leftovers(period))}
    if not filter:
        closed = Tally({"": period.closed}, heads=left)
        row = Tally({"": now, "_before": before}).total_and_levels(closed)
        for level in Level.values:
            row |= _of_level(level, closed.none() | row["levels"].get(level, {}))
        return Rows((row,), 0)
    tally = Tally({"": now, "_before": before}, heads=left)
    rows = tally.cells(filter.by)
    at = next((at for at, row in enumerate(rows) if row["cell"] == filter.value), len(rows))
    return Rows((*rows, tally.none())[: max(len(rows), at + 1)], at)


def _of_level(level, row):
    """`people_strategic`, `minutes_strategic`, `people_left_strategic_0`, ..."""
    of = {"people": f"people_{level}", "minutes": f"minutes_{level}"}
    return {of[name]: row[name] for name in of} | {
        name.replace(LEFT, f"{LEFT}{level}_"): count for name, count in row.items() if name.startswith(LEFT)
    }


def _people_of_siblings(period):
    """One row for each sibling of a named period."""
    names = Tally({"": None}).none()
    found = Tally({f"_{number}": span for number, span in enumerate(period.siblings)}).total()
    rows = [{name: found[f"{name}_{number}"] for name in names} for number in range(len(period.siblings))]
    return Rows(tuple(rows), period.at)


def people_by_bucket(period: Period) -> dict:
    """People and minutes of the whole charity for each month (each year of everything), live: {first day: row}."""
    asking, trunc = Asking(), "year" if period.slug == "all" else "month"
    rows = asked(
        f"""
        WITH {TOUCHED}, heads AS (
            SELECT date_trunc('{trunc}', first_on)::date AS bucket, count(DISTINCT person_id)::int AS people
              FROM ({asking.people([period.live])}) AS months WHERE {asking.meets(period.live)} GROUP BY 1
        ), hours AS (
            SELECT date_trunc('{trunc}', day)::date AS bucket, sum(minutes)::bigint AS minutes
              FROM ({asking.cells([period.live])}) AS days GROUP BY 1
        ) SELECT bucket, people, minutes FROM heads LEFT JOIN hours USING (bucket)
        """,
        asking,
    )
    return {row["bucket"]: row for row in rows}


# ---- projects (exact) -------------------------------------------------------------------------
NOT_KNOWN = 0


def projects(period: Period, filter: Filter) -> list[dict]:
    """Projects by when they started, whether anybody with lived experience was involved, and from which stage.

    `first` is None without involvement, 0 when the stage is not known; `corrected` is a coordinator's override.
    """
    span = Span(period.before.first, period.live.last) if period.before else period.live
    named = Participation.objects.filter(activity=OuterRef("pk"), is_lived_experience=True)
    involved = Activity.objects.held().filter(Q(others_le__gt=0) | Exists(named), project=OuterRef("pk"))
    earliest = involved.order_by("started_on", F("stage").asc(nulls_last=True), "pk")
    logged = Activity.objects.held().filter(project=OuterRef("pk"))
    rows = Project.objects.filter(within(span, "started_on"))
    if filter.by in ("team", "body"):
        rows = rows.filter(**{filter.by: filter.value})
    return list(
        rows.annotate(
            is_now=Case(When(within(period.live, "started_on"), then=True), default=False, output_field=BooleanField()),
            is_before=Case(
                When(within(period.before, "started_on"), then=True), default=False, output_field=BooleanField()
            ),
            first=Subquery(
                earliest.annotate(known=Coalesce("stage", NOT_KNOWN)).values("known")[:1], output_field=IntegerField()
            ),
            is_logged=Exists(logged),
        )
        .order_by()
        .values("is_now", "is_before", "first", "is_logged", corrected=F("first_stage"))
        .annotate(count=Count("pk"))
    )
