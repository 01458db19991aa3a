"""Everything that `measures_all` counts besides the dashboard's eight figures, in two statements: now, and the period before."""

import functools
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, CharField, Exists, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from coproduction.dashboards import counting_loop, counting_members, counting_teams, counting_work, kin
from coproduction.dashboards.counting_contacts import contacts
from coproduction.dashboards.counting_together import STRETCH, OfEach, only, write
from coproduction.dashboards.models import PublishedEquality
from coproduction.dashboards.periods import BEGINNING, Period, Span, leftovers
from members.models import Body, Team
from projects import quarter_rules, quarters
from projects.models import Agreement, AgreementStep, QuarterAnswer
from projects.models.agreement import STEPS
from projects.queries.quarter import counting, gathered

NOW, BEFORE = "now", "before"


@dataclass(frozen=True)
class Found:
    """Rows by the name of their question; `before` is empty where there is no running period before.

    `in_time`: counts of people in each stretch of time that decides with this one (`kin`); `money` the same of what was
    paid, in finished months, with its own period (None while the first month runs). `left`: of what is left of those
    months when a shorter period is taken away.
    """

    period: Period
    now: dict
    before: dict
    in_time: dict[Span, dict]
    months: Period | None = None
    money: dict[Span, dict] = field(default_factory=dict)
    left: tuple[dict, ...] = ()
    teams: list = field(default_factory=list)
    teams_before: list = field(default_factory=list)
    asked: int = 0  # times that a team was asked over the whole quarters of the period


def found(period: Period, *, now) -> Found:
    """Two statements, whatever the period: one asks the tables, one what is kept counted of the log."""
    spans, months, here, money, numbers, written = _written(period, now)
    answers = written.ask()
    took_part, rows = contacts(here), {}
    for short, (when, name) in numbers.items():
        rows.setdefault(when, {})[name] = answers[short]
    needs, paid = rows["people"]["needs"], [only(each) for each in rows["money"]["paid"]]
    return Found(
        period=period,
        now=rows[NOW],
        before=rows.get(BEFORE, {}) if period.before else {},
        in_time={span: {"needs": each, "contacts": took_part[span]} for span, each in zip(here, needs, strict=True)},
        months=months,
        money=dict(zip(money, paid[: len(money)], strict=True)),
        left=tuple(paid[len(money) :]),
        **_of_teams(rows, spans, now),
    )


@functools.lru_cache(maxsize=4)
def _written(period, now):
    """What is asked, written down. Django takes a fifth of a second to write it, the database less to answer: whoever asks
    of one moment again, as a report does of the moment it is frozen at, asks what is written already."""
    spans = {NOW: period.live} | ({BEFORE: period.before} if period.before else {})
    months = kin.in_finished_months(period)
    ends = {NOW: months and months.live, BEFORE: months and months.before}
    here, money, left = kin.spans(period), kin.spans(months) if months else (), _left(period)
    asked = {(NOW, "could_not"): counting_loop.could_not(period.live, today=period.today)}
    asked |= {(NOW, "texts"): _text_of_the_network(period.live.last), (NOW, "teams"): _teams()}
    asked |= {(NOW, "equality"): _published(period.today)}
    for when, span in spans.items():
        asked |= {(when, name): question for name, question in _questions(span, period, now).items()}
    asked |= {(when, "waits"): counting_work.waits(span) for when, span in ends.items() if span}
    asked["people", "needs"] = OfEach(tuple(here), counting_members.needs(STRETCH, now=now))
    asked["money", "paid"] = OfEach((*money, *left), counting_work.paid(STRETCH))
    numbers = {f"q{at}": key for at, key in enumerate(asked)}
    return spans, months, here, money, numbers, write({short: asked[key] for short, key in numbers.items()})


def _left(period):
    """Only twelve months and everything: quarters and years are decided among themselves."""
    return leftovers(period) if period.slug in ("12m", "all") else ()


def _questions(span, period, now):
    today = period.today
    return (
        counting_loop.questions(span, today=today)
        | counting_members.questions(span, now=now)
        | counting_work.questions(span, today=today, now=now)
        | {
            f"{sort}_{source}": question
            for sort, of in counting_teams.SORTS.items()
            for source, question in enumerate(counting(of, span.first, span.last, now=now))
        }
        | {"said": QuarterAnswer.objects.filter(quarter__in=whole_quarters(span, now)).order_by("quarter", "pk").values(
            *counting_teams.SAID
        )}
    )  # fmt: skip


def _teams():
    return Team.objects.order_by("name", "pk").values("pk", "name", "is_active")


def _published(today):
    return (
        PublishedEquality.objects.filter(published_on__lte=today)
        .order_by("-published_on", "-pk")
        .values("published_on", "tables")[:1]
    )


def _text_of_the_network(day):
    """The newest text that the Network agrees on, such as its definition of co-production, and its step, as on that day."""
    _, midnight = Span(day, day).instants
    moved = AgreementStep.objects.filter(agreement=OuterRef("pk"))
    last = moved.filter(moved_at__lt=midnight).order_by("-moved_at", "-pk").values("step")[:1]
    begun = Agreement.objects.filter(body__sort=Body.Sort.NETWORK, started_on__lte=day).newest()
    not_yet = Case(When(Exists(moved), then=Value(STEPS[0])), default=F("step"), output_field=CharField())
    by_then = Coalesce(Subquery(last), not_yet, output_field=CharField())
    return begun.annotate(stood=by_then).values("title", "stood")[:1]


# ---- what teams say once a quarter ------------------------------------------------------------------------------------
def whole_quarters(span: Span, now) -> tuple[date, ...]:
    """Quarters that lie in the span from the first to the last day and were asked about: only they can be compared."""
    last = quarter_rules.asked(now)
    first = max(span.first, date(2000, 1, 1))
    found = quarters.between(first, span.last)
    return tuple(q for q in found if q >= first and quarters.last_day(q) <= span.last and q <= last)


def _of_teams(rows, spans, now):
    made, times = {NOW: [], BEFORE: []}, 0
    for when, span in spans.items():
        said = [{**row, "quarter": _day(row["quarter"])} for row in rows[when]["said"]]
        held = {}
        for sort in counting_teams.SORTS:
            of_sort = [*rows[when][f"{sort}_0"], *rows[when][f"{sort}_1"]]
            held[sort] = gathered({**row, "quarter": _day(row["quarter"])} for row in of_sort)
        began = min((row["quarter"] for row in said), default=date.max) if span.first == BEGINNING else span.first
        whole = [quarter for quarter in whole_quarters(span, now) if quarter >= began]
        made[when] = counting_teams.gathered(rows[NOW]["teams"], said, held, quarters=whole)
        if when == NOW:
            times = len(whole) * sum(row["is_active"] for row in rows[NOW]["teams"])
    return {"teams": made[NOW], "teams_before": made[BEFORE], "asked": times}


def _day(words):
    return date.fromisoformat(words[:10])
