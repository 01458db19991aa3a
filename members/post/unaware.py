"""Whose first word of us would come from a machine: what the clock notes for them is not noted.

People whom a spreadsheet brought in (`Person.brought_in_at`) may not know that they are on our list. A person who writes
to them, rings them or invites them has decided; the clock has not. So the one door for post leaves them out while the
clock writes, and takes anything else for the word that they know. Nothing reaches them while the site is only tried out,
nor by a copy for somebody else: such a letter tells them nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from members.models import Charity, Person

_clock = ContextVar("the clock writes", default=False)
# Only those the spreadsheet made: whoever was here before goes on being written to about what they were here for.
NEW_TO_US = "h.brought_in_at IS NOT NULL AND h.aware_at IS NULL AND h.created_at >= h.brought_in_at"
NOT_THE_UNAWARE = f"""
   AND NOT EXISTS (SELECT 1 FROM {Person._meta.db_table} h WHERE h.id = r.person_id AND {NEW_TO_US})"""
THEN_AWARE = f"""
, aware AS (UPDATE {Person._meta.db_table} h SET aware_at = %(now)s
             WHERE h.id IN (SELECT person_id FROM noted) AND {NEW_TO_US}
               AND NOT EXISTS (SELECT 1 FROM {Charity._meta.db_table} t
                                WHERE t.trial_since IS NOT NULL AND t.trial_until IS NULL))"""


@contextmanager
def the_clock_writes() -> Iterator[None]:
    """Whatever is noted within this was decided by nobody today."""
    with _while(clock=True):
        yield


@contextmanager
def somebody_decided() -> Iterator[None]:
    """Whatever is noted within this goes to people whom somebody chose by name, though its day comes by the clock."""
    with _while(clock=False):
        yield


@contextmanager
def _while(*, clock) -> Iterator[None]:
    token = _clock.set(clock)
    try:
        yield
    finally:
        _clock.reset(token)


def left_out() -> str:
    """For the statement that notes letters `r`: those who are left out, while the clock writes."""
    return NOT_THE_UNAWARE if _clock.get() else ""


def then_aware(kind) -> str:
    """For the same statement, whose new rows are called `noted`: whoever a person writes to hears of us by it."""
    return "" if _clock.get() or kind.to is not None else THEN_AWARE
