"""Calendar quarters: their first day stands for them; "2026-Q3" in addresses, "July to September 2026" in words."""

import re
from datetime import date, timedelta

from members.words import MONTHS


def first_day(day: date) -> date:
    """Of the quarter that day lies in."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def after(first: date) -> date:
    return date(first.year + 1, 1, 1) if first.month == 10 else date(first.year, first.month + 3, 1)


def before(first: date) -> date:
    return first_day(first - timedelta(days=1))


def last_day(first: date) -> date:
    return after(first) - timedelta(days=1)


def first_month(first: date, nth: int) -> date:
    """The first day of its first, second or third month (0 to 2)."""
    return date(first.year, first.month + nth, 1)


def in_words(first: date) -> str:
    """ "July to September 2026"."""
    return f"{MONTHS[first.month - 1]} to {MONTHS[first.month + 1]} {first.year}"


def slug(first: date) -> str:
    return f"{first.year}-Q{(first.month + 2) // 3}"


def from_slug(words: str) -> date | None:
    """The first day of "2026-Q3"; None for anything else."""
    found = re.fullmatch(r"(20\d\d)-Q([1-4])", words or "", re.ASCII)
    return date(int(found[1]), 3 * int(found[2]) - 2, 1) if found else None


def number(first: date) -> int:
    """20263 for the third quarter of 2026, where only a number can stand."""
    return first.year * 10 + (first.month + 2) // 3


def of_number(number: int) -> date:
    return date(number // 10, 3 * (number % 10) - 2, 1)


def between(first: date, last: date) -> list[date]:
    """Every quarter from the one `first` lies in to the one `last` lies in."""
    quarters, quarter = [], first_day(first)
    while quarter <= last:
        quarters.append(quarter)
        quarter = after(quarter)
    return quarters
