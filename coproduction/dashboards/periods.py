"""Which period is asked for: one that runs up to today, up to the last closed month for parts of the charity, or a named one."""

from datetime import date, timedelta

from coproduction.dashboards.named import named, quarters_with, years_up_to
from coproduction.dashboards.spans import BEGINNING, SLUGS, Period, Span, months_later
from members.rules import Refused

__all__ = ["BEGINNING", "SLUGS", "USUAL", "Period", "Span", "leftovers", "period"]

USUAL = "12m"
UNKNOWN = (
    "We don't know that period. Choose this quarter, this year, 12 months or everything; or one that is over by its "
    "name, such as 2026-Q3 or 2025-26."
)


def period(slug: str, *, today: date) -> Period:
    """One of the contract's periods as it stands today, or a named one; raises Refused for any other word."""
    month_end = today.replace(day=1) - timedelta(days=1)
    back = 12
    match slug:
        case "quarter":
            first, back = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1), 3
            live, closed = Span(first, today), Span(first, month_end)
        case "year":
            first = date(today.year - (today.month < 4), 4, 1)
            live, closed = Span(first, today), Span(first, month_end)
        case "12m":
            live = Span(months_later(today, -12) + timedelta(days=1), today)
            closed = Span(months_later(today.replace(day=1), -12), month_end)
        case "all":
            live, closed = Span(BEGINNING, today), Span(BEGINNING, month_end)
            return Period(slug, today, live, None, closed, None)
        case _:
            if found := named(slug, today=today):
                return found
            raise Refused(UNKNOWN, field="period")
    sliding = Span(months_later(today, -24) + timedelta(days=1), live.first - timedelta(days=1))
    before = sliding if slug == "12m" else live.earlier(back)
    has_closed = closed.first <= closed.last
    siblings = {"quarter": quarters_with(today, today=today), "year": years_up_to(today)}.get(slug, ())
    return Period(
        slug,
        today,
        live,
        before,
        closed if has_closed else None,
        closed.earlier(back) if has_closed else None,
        siblings,
    )


def leftovers(asked: Period) -> list[Span]:
    """The months left of the closed ones when a shorter period that ends with them is taken away."""
    if asked.closed is None:
        return []
    others = (period(slug, today=asked.today).closed for slug in SLUGS)
    firsts = sorted({other.first for other in others if other and other.first > asked.closed.first})
    return [Span(asked.closed.first, first - timedelta(days=1)) for first in firsts]
