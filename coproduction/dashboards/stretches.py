"""Stretches of whole quarters, for what teams are asked once a quarter: "2026-Q3", or the financial year "2025-26"."""

from dataclasses import dataclass
from datetime import date, datetime

from coproduction.dashboards.named import APRIL, span_of
from coproduction.dashboards.periods import Period, Span
from projects import quarter_rules, quarters

QUARTERS_OFFERED, YEARS_OFFERED = 4, 2


@dataclass(frozen=True)
class Stretch(Period):
    """A period of whole quarters that have been asked about; `quarters` are their first days."""

    quarters: tuple[date, ...] = ()

    @property
    def is_year(self):
        return "Q" not in self.slug

    @property
    def name(self):
        return f"Financial year {self.slug}" if self.is_year else quarters.in_words(self.quarters[0])

    @property
    def words(self):
        return f"{self.name}: {self.live}" if self.is_year else self.name

    @property
    def before_words(self):
        return "the same quarters a year before" if self.is_year else "the quarter before"


def stretch(slug: str, *, now: datetime) -> Stretch | None:
    """The stretch of that name, the last quarter that is asked about when it is empty; None for anything else."""
    last = quarter_rules.asked(now)
    first = quarters.from_slug(slug) if slug else last
    if first is not None:
        return _made(slug or quarters.slug(last), (first,), months=3) if first <= last else None
    year = span_of(slug)
    if year is None:
        return None
    over = [each for each in quarters.between(year.first, year.last) if each <= last]
    return _made(slug, tuple(over), months=12) if over else None


def _made(slug, firsts, *, months):
    live = Span(firsts[0], quarters.last_day(firsts[-1]))
    return Stretch(slug, live.last, live, live.earlier(months), None, None, quarters=firsts)


def offered(*, now: datetime) -> list[Stretch]:
    """The last quarters and the financial years they lie in, newest first."""
    firsts = [quarter_rules.asked(now)]
    while len(firsts) < QUARTERS_OFFERED:
        firsts.append(quarters.before(firsts[-1]))
    year = firsts[0].year - (firsts[0].month < APRIL)
    years = [f"{each}-{(each + 1) % 100:02}" for each in range(year, year - YEARS_OFFERED, -1)]
    return [stretch(slug, now=now) for slug in [*map(quarters.slug, firsts), *years]]
