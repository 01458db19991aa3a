"""The stretches of time a figure can be about, in London days: live up to today, or up to the last closed month."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.text import capfirst

from members.rules import Refused

BEGINNING = date(1900, 1, 1)
SLUGS = {"quarter": "This quarter", "year": "This year", "12m": "12 months", "all": "Everything"}
USUAL = "12m"


@dataclass(frozen=True)
class Span:
    """From the first to the last day, both counted."""

    first: date
    last: date

    @property
    def instants(self):
        """The same as moments: from the first midnight up to, not including, the midnight after the last day."""
        return _midnight(self.first), _midnight(self.last + timedelta(days=1))

    def earlier(self, months: int) -> "Span":
        """As many days of the month, so many months before; a whole last month stays whole."""
        last = months_later(self.last, -months)
        if self.last.day == _length(self.last):
            last = last.replace(day=_length(last))
        return Span(months_later(self.first, -months), last)

    def __str__(self):
        if self.first == BEGINNING:
            return f"everything up to {said(self.last)}"
        return f"{said(self.first, without_year=self.first.year == self.last.year)} to {said(self.last)}"


@dataclass(frozen=True)
class Period:
    """`live` runs up to today; `closed` holds whole months only and is None while the first one still runs."""

    slug: str
    today: date
    live: Span
    before: Span | None
    closed: Span | None
    closed_before: Span | None

    @property
    def name(self):
        return SLUGS[self.slug]

    @property
    def words(self):
        """The period as the head of the page says it."""
        return capfirst(str(self.live)) if self.slug == "all" else f"{self.name}: {self.live}"

    @property
    def before_words(self):
        """How a sentence names the stretch that it is compared with."""
        return {
            "quarter": "the same part of the quarter before",
            "year": "the same part of last year",
            "12m": "the 12 months before",
            "all": "",
        }[self.slug]

    @property
    def closed_words(self):
        return f"to the end of {self.closed.last:%B %Y}" if self.closed else ""

    @property
    def leftovers(self) -> list[Span]:
        """The months left of the closed ones when a shorter period that ends with them is taken away."""
        if self.closed is None:
            return []
        others = (period(slug, today=self.today).closed for slug in SLUGS)
        firsts = sorted({other.first for other in others if other and other.first > self.closed.first})
        return [Span(self.closed.first, first - timedelta(days=1)) for first in firsts]

    def buckets(self, *, since: date | None) -> list[tuple[date, str]]:
        """First day and words of each month of the period; of everything, each year since the first that has something."""
        if self.slug == "all":
            years = range(since.year, self.today.year + 1) if since else []
            return [(date(year, 1, 1), str(year)) for year in years]
        months, first = [], self.live.first.replace(day=1)
        while first <= self.live.last:
            part = ", part" if first < self.live.first else ""
            months.append((first, f"{first:%b %Y}{part}"))
            first = months_later(first, 1)
        return months


def period(slug: str, *, today: date) -> Period:
    """One of the contract's periods as it stands today; raises Refused for any other word."""
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
            raise Refused(
                "We don't know that period. Choose this quarter, this year, 12 months or everything.", field="period"
            )
    sliding = Span(months_later(today, -24) + timedelta(days=1), live.first - timedelta(days=1))
    before = sliding if slug == "12m" else live.earlier(back)
    has_closed = closed.first <= closed.last
    return Period(
        slug, today, live, before, closed if has_closed else None, closed.earlier(back) if has_closed else None
    )


def months_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def said(day: date, *, without_year=False) -> str:
    """ "9 June 2026"."""
    return f"{day.day} {day:%B}" if without_year else f"{day.day} {day:%B %Y}"


def _length(day):
    return monthrange(day.year, day.month)[1]


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
