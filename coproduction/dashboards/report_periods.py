"""The periods a report to the Board can be about: a quarter or a financial year, by its name, that is over."""

from datetime import date

from coproduction.dashboards.models import Kind
from coproduction.dashboards.named import Named, named, slug_of
from members.rules import Refused
from projects import quarters

NOT_A_YEAR = "The report of a year is about a financial year that is over, such as 2025-26."
NOT_A_NAME = "A report is about a quarter or a financial year that is over, such as 2026-Q3 or 2025-26."


def closed(slug: str, *, kind=Kind.BOARD, today: date) -> Named:
    """The period of that name; raises Refused for one that still runs, is to come, is no name, or is no year where it must be."""
    found = named(slug, today=today)
    if found is None:
        raise Refused(NOT_A_NAME, field="period")
    if kind == Kind.ANNUAL and not found.is_year:
        raise Refused(NOT_A_YEAR, field="period")
    return found


def just_over(today: date) -> list[tuple[str, Kind]]:
    """The quarter that ended last; in the first quarter of a financial year that year as well, with its own report."""
    first = quarters.before(quarters.first_day(today))
    found = [(quarters.slug(first), Kind.BOARD)]
    if first.month == 1:
        year = slug_of(first, is_year=True)
        found += [(year, Kind.BOARD), (year, Kind.ANNUAL)]
    return found


def title_of(about: Named, kind) -> str:
    return f"Our year together: {about.slug}" if kind == Kind.ANNUAL else f"Co-production: {about.name}"
