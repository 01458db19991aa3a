"""What a board counts from the log, in four statements that never select who (invariant 8 of the domain file).

What is exact is counted live. Counts of people under a filter are read up to the last closed month, one row
for each team, level or body, because what may be shown of one depends on the others.
"""

from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, Exists, F, IntegerField, Min, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce, TruncMonth, TruncYear

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
    span = Span(period.before.first, period.live.last) if period.before else period.live
    trunc = TruncYear if period.slug == "all" else TruncMonth
    unknown = Participation.objects.filter(activity=OuterRef("pk"), is_lived_experience=True, contact_minutes=None)
    held = Activity.objects.held().filter(within(span, "ended_on"))
    if filter:
        held = held.filter(**{filter.by: filter.value})
    return list(
        held.annotate(
            is_now=Case(When(within(period.live, "ended_on"), then=True), default=False, output_field=BooleanField()),
            is_before=Case(
                When(within(period.before, "ended_on"), then=True), default=False, output_field=BooleanField()
            ),
            bucket=trunc("ended_on"),
        )
        .values("level", "is_now", "is_before", "bucket")
        .annotate(
            count=Count("pk"),
            no_detail=Count("pk", filter=Q(needs_detail=True)),
            no_names=Count("pk", filter=Q(others_le__gt=0)),
            no_length=Count("pk", filter=Exists(unknown)),
        )
        .order_by("bucket", "level", "is_now")
    )


# ---- people and hours -------------------------------------------------------------------------
LEFT = "people_left_"
MINUTES = F("contact_minutes") + Coalesce("prep_minutes", 0)


def parts():
    """Parts with lived experience in held activities: what every count of people and hours starts from."""
    return Participation.objects.filter(is_lived_experience=True, activity__state=Activity.State.HELD).order_by()


def newcomers(span: Span):
    """Ids of people whose first part ever (LOG-15) is in that span."""
    first = parts().values("person").annotate(first=Min("activity__ended_on"))
    return first.filter(within(span, "first")).values("person")


def people(period: Period, filter: Filter) -> Rows:
    """Distinct people, newcomers, minutes and travel; for the whole charity also by level, to the last closed month.

    Of each team, level or body also the people in what is left when a shorter period is taken from this one.
    """
    if isinstance(period, Named):
        if filter:
            return nothing(_people("", None))
        here = parts().filter(within(period.reach, "activity__ended_on"))
        return by_sibling(here, period=period, counts=_people)
    now, before = spans(period, filter)
    counts = _people("", now) | _people("_before", before)
    reach = [span for span in (now, before) if span]
    if not filter:
        reach += [span for span in (period.closed,) if span]
        for level in Level.values:
            here = within(period.closed, "activity__ended_on") & Q(activity__level=level)
            counts[f"people_{level}"] = Count("person", distinct=True, filter=here)
            counts[f"minutes_{level}"] = Sum(MINUTES, filter=here)
    for number, span in enumerate(leftovers(period)):
        left = within(span, "activity__ended_on")
        for level in [""] if filter else Level.values:
            here = left & Q(activity__level=level) if level else left
            counts[f"{LEFT}{level}_{number}"] = Count("person", distinct=True, filter=here)
    if not reach:
        return nothing(counts)
    span = Span(min(s.first for s in reach), max(s.last for s in reach))
    return by_cell(
        parts().filter(within(span, "activity__ended_on")), field=f"activity__{filter.by}", filter=filter, counts=counts
    )


def _people(suffix, span):
    here = within(span, "activity__ended_on")
    return {
        f"people{suffix}": Count("person", distinct=True, filter=here),
        f"new{suffix}": Count("person", distinct=True, filter=here & Q(person__in=newcomers(span)) if span else here),
        f"minutes{suffix}": Sum(MINUTES, filter=here),
        f"travel{suffix}": Sum("travel_minutes", filter=here),
    }


def people_by_bucket(period: Period) -> dict:
    """People and minutes of the whole charity for each month (each year of everything), live: {first day: row}."""
    trunc = TruncYear if period.slug == "all" else TruncMonth
    rows = (
        parts()
        .filter(within(period.live, "activity__ended_on"))
        .values(bucket=trunc("activity__ended_on"))
        .annotate(people=Count("person", distinct=True), minutes=Sum(MINUTES))
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
