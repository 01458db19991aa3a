"""The periods a report to the Board can be about: a quarter or a financial year, by its name, that is over."""

from datetime import date

from coproduction.dashboards.named import Named, named, slug_of
from members.rules import Refused
from projects import quarters

NOT_A_NAME = "A report is about a quarter or a financial year that is over, such as 2026-Q3 or 2025-26."


def closed(slug: str, *, today: date) -> Named:
    """The period of that name; raises Refused for one that still runs, is to come, or is no name."""
    found = named(slug, today=today)
    if found is None:
        raise Refused(NOT_A_NAME, field="period")
    return found


def just_over(today: date) -> list[str]:
    """The quarter that ended last, and in the first quarter of a financial year that year as well."""
    first = quarters.before(quarters.first_day(today))
    names = [quarters.slug(first)]
    return [*names, slug_of(first, is_year=True)] if first.month == 1 else names
