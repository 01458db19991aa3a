"""Periods by their name, each of them over: a quarter ("2026-Q3") or a financial year ("2025-26")."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from coproduction.dashboards.spans import BEGINNING, SLUGS, Period, Span
from members.rules import Refused
from projects import quarters

APRIL = 4
YEARS_BACK = 10


@dataclass(frozen=True)
class Named(Period):
    """What happened in it stands, so it has no part that still runs; compared with the one of its sort before (`previous`).

    `siblings`: the quarters of its financial year, or every financial year (`kin`).
    """

    previous: "Named | None" = None

    @property
    def is_year(self):
        return "Q" not in self.slug

    @property
    def name(self):
        return f"Financial year {self.slug}" if self.is_year else quarters.in_words(self.live.first)

    @property
    def words(self):
        return f"{self.name}: {self.live}" if self.is_year else self.name

    @property
    def before_words(self):
        return f"the {'year' if self.is_year else 'quarter'} before"

    @property
    def reach(self):
        """From the first sibling to the last."""
        return Span(self.siblings[0].first, self.siblings[-1].last)


def named(slug: str, *, today: date) -> Named | None:
    """The period of that name; None for anything that is no name, Refused for one that is not over."""
    span = span_of(slug)
    if span is None:
        return None
    if span.last >= today:
        raise Refused(
            f"{'That quarter' if 'Q' in slug else 'That year'} is not over yet. Choose one that is, or this quarter or this year.",
            field="period",
        )
    if _began(span.first) < _began(today) - YEARS_BACK:
        raise Refused(f"Quarters and years by their name go back {YEARS_BACK} years.", field="period")
    before = slug_of(span.earlier(12 if "Q" not in slug else 3).first, is_year="Q" not in slug)
    return _made(slug, today, previous=_made(before, today))


def span_of(slug: str) -> Span | None:
    """The first and last day of "2026-Q3" or "2025-26"; None for anything else."""
    if first := quarters.from_slug(slug):
        return Span(first, quarters.last_day(first))
    found = re.fullmatch(r"(20\d\d)-(\d\d)", slug, re.ASCII)
    return _year(int(found[1])) if found and int(found[2]) == (int(found[1]) + 1) % 100 else None


def slug_of(day: date, *, is_year) -> str:
    """The name of the quarter or financial year that day lies in."""
    began = _began(day)
    return f"{began}-{(began + 1) % 100:02}" if is_year else quarters.slug(quarters.first_day(day))


def offered(*, today: date, quarters_back=4, years_back=2) -> list[Named]:
    """The last quarters and financial years that are over, newest first."""
    names, first = [], quarters.before(quarters.first_day(today))
    for _ in range(quarters_back):
        names.append(quarters.slug(first))
        first = quarters.before(first)
    last = _began(today) - 1
    names += [slug_of(_year(year).first, is_year=True) for year in range(last, last - years_back, -1)]
    return [_made(name, today) for name in names]


def pills(period: Period, address) -> dict:
    """What a page draws to choose its period: those that run, those that are over, each with its `address(slug)`."""
    over = [(each.slug, each.name) for each in offered(today=period.today)]
    running, over = (
        [(words, address(slug), slug == period.slug) for slug, words in names] for names in (SLUGS.items(), over)
    )
    return {"periods": running, "over": over, "is_over": any(current for *_, current in over)}


def _made(slug, today, previous=None):
    span = span_of(slug)
    siblings = quarters_with(span.first, today=today) if "Q" in slug else years_up_to(today)
    return Named(slug, today, span, None, None, None, siblings, previous)


def quarters_with(day: date, *, today: date) -> tuple[Span, ...]:
    """The quarters of the financial year that day lies in; the one that still runs up to today."""
    year = _year(_began(day))
    spans = (Span(first, quarters.last_day(first)) for first in quarters.between(year.first, year.last))
    return tuple(Span(each.first, min(each.last, today)) for each in spans if each.first <= today)


def years_up_to(today: date) -> tuple[Span, ...]:
    """Every financial year, the oldest together; the one that still runs up to today."""
    years = [_year(year) for year in range(_began(today) - YEARS_BACK, _began(today) + 1)]
    last = Span(years[-1].first, today)
    return (Span(BEGINNING, years[0].first - timedelta(days=1)), *years[:-1], last)


def _year(began):
    return Span(date(began, APRIL, 1), date(began + 1, APRIL - 1, 31))


def _began(day):
    return day.year - (day.month < APRIL)
