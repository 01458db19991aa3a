"""What a board counts of the log, in four statements that never select who (invariant 8 of the domain file).

Activities, people and hours are read from what is kept counted (`counting_cells`), projects from the log.

What is exact is counted live. Counts of people under a filter are read up to the last closed month, one row
for each team, level or body, because what may be shown of one depends on the others.
"""

from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from coproduction.dashboards import counting_parts, kin
from coproduction.dashboards.counting_cells import TOUCHED, Asking, asked
from coproduction.dashboards.filters import Filter
from coproduction.dashboards.named import Named
from coproduction.dashboards.periods import SLUGS, Period, Span
from projects.models import Activity, Participation, Project


@dataclass(frozen=True)
class Parts:
    """Counts of each team, level or body in each run of stretches (`counting_parts`); `at` is the part asked for."""

    rows: tuple[dict, ...]
    at: int
    found: counting_parts.Stretches
    counted_by: str = ""  # of which a part has all where it is the whole charity

    def cells(self, what, slug) -> tuple:
        """Of each part, over the closed months of that period."""
        return tuple(row[what, self.found.of[slug]] for row in self.rows)

    def nested(self, what, slug) -> tuple[tuple[int, ...], int]:
        """Of the part asked for, over the closed months of every period, the longest first; and which of them it is."""
        longest_first = [each for each in reversed(SLUGS) if each in self.found.of]
        counts = tuple(self.rows[self.at][what, self.found.of[each]] for each in longest_first)
        return counts, longest_first.index(slug)

    def everywhere(self, *names) -> tuple[tuple[int, ...], ...]:
        """The same over every run of months that can be had; then over those of one part that can be had because it was the
        whole charity in a quarter, each beside nothing."""
        runs = tuple(tuple(row[what, run] for row in self.rows) for run in self.found.runs for what in names)
        whole = {each: sum(row[self.counted_by, each] for row in self.rows) for each in self.found.quarters}
        alone = ((at, pieces) for at in range(len(self.rows)) for pieces in self._had_of(at, whole))
        return (*runs, *(self._of_one(at, what, pieces) for at, pieces in alone for what in names))

    def _had_of(self, at, whole):
        mine = self.rows[at]
        is_whole = [each for each, count in whole.items() if count and mine[self.counted_by, each] == count]
        return counting_parts.had(self.found, is_whole)

    def _of_one(self, at, what, pieces):
        count = sum(self.rows[at][what, range(piece, piece + 1)] for piece in pieces)
        return tuple(count if each == at else 0 for each in range(len(self.rows)))


@dataclass(frozen=True)
class InTime:
    """Counts of the whole charity in each stretch of time that the page needs; `levels` in the closed months."""

    found: dict[Span, dict]
    levels: Parts | None = None


def within(span: Span | None, field: str) -> Q:
    """Days of a span; no span holds nothing."""
    if span is None:
        return NEVER
    return Q(**{f"{field}__gte": span.first, f"{field}__lte": span.last})


NEVER = Q(
    pk__isnull=True
)  # not `pk__in=[]`: inside a wider count Django would take that for an empty answer to all of it


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
MINUTES = F("contact_minutes") + Coalesce("prep_minutes", 0)


def parts():
    """Parts with lived experience in held activities, in the log: what every count of people and hours starts from."""
    return Participation.objects.filter(is_lived_experience=True, activity__state=Activity.State.HELD).order_by()


def people(period: Period, filter: Filter) -> InTime | Parts | None:
    """Distinct people, newcomers, minutes and travel: of the whole charity in every stretch of time that the page needs, and
    of levels in closed months; under a filter of every part in closed months. One statement; of a part of a period with a
    name nothing."""
    is_named = isinstance(period, Named)
    if filter:
        return None if is_named else _of_parts(period, filter)
    asking, here, months = Asking(), counting_parts.cut(kin.spans(period)), counting_parts.stretches(period)
    whole = counting_parts.sql(asking, "", here)
    levels = (
        "" if is_named else f", ({counting_parts.sql(asking, 'level', months)}) AS levels(of_levels, hours_of_levels)"
    )
    before = f"WITH {TOUCHED}, newcomers AS ({asking.newcomers(here.spans[-1].last)})"
    (row,) = asked(f"{before} SELECT * FROM ({whole}) AS whole{levels}", asking)
    in_time = counting_parts.whole(row["heads"], row["hours"], here)
    if is_named:
        return InTime(in_time)
    rows = counting_parts.rows(row["of_levels"], row["hours_of_levels"], months)
    return InTime(in_time, Parts(tuple(rows), 0, months))


def _of_parts(period, filter):
    asking, found = Asking(), counting_parts.stretches(period)
    rows = counting_parts.sql(asking, filter.by, found)
    until = found.spans[-1].last
    (row,) = asked(f"WITH {TOUCHED}, newcomers AS ({asking.newcomers(until)}) {rows}", asking)
    return chosen(counting_parts.rows(row["heads"], row["hours"], found), filter.value, counting_parts.nothing, found)


def chosen(rows, value, nothing, found, counted_by="") -> Parts:
    """The rows with the one asked for among them, which has nothing when it is not there."""
    at = next((at for at, row in enumerate(rows) if row["cell"] == value), len(rows))
    return Parts((*rows, nothing(value, found))[: max(len(rows), at + 1)], at, found, counted_by)


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
