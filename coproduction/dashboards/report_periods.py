"""The periods a report to the Board can be about: a quarter or a financial year, by its name, that is over."""

from datetime import date

from coproduction.dashboards import periods
from coproduction.dashboards.stretches import _made
from members.rules import Refused
from projects import quarters

NOT_A_NAME = "A report is about a quarter or a financial year that is over, such as 2026-Q3 or 2025-26."


def closed(slug: str, *, today: date):
    """The period of that name; raises Refused for one that still runs, is to come, or is no name."""
    if slug in periods.SLUGS:
        raise Refused(NOT_A_NAME, field="period")
    first = quarters.from_slug(slug)
    if first is None:
        raise Refused(NOT_A_NAME, field="period")
    made = _made(slug, (first,), months=3)
    if made.live.last >= today:
        raise Refused("That quarter is not over yet.", field="period")
    return made


def last_quarter(today: date) -> str:
    return quarters.slug(quarters.before(quarters.first_day(today)))
