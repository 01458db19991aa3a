"""A stretch of London days, and a period that figures can be about: what is live, closed, and compared with it."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.text import capfirst

BEGINNING = date(1900, 1, 1)
SLUGS = {"quarter": "This quarter", "year": "This year", "12m": "12 months", "all": "Everything"}


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
    siblings: tuple[Span, ...] = ()  # with it among them: what adds up to something that can be asked for as well

    @property
    def at(self):
        """Its place among its siblings."""
        return self.siblings.index(self.live)

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
