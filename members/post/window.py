"""When optional letters may leave (COM-09): by day, not on Sundays, not on England's bank holidays."""

import functools
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from members.rules.working_days import bank_holidays, working_days_after

__all__ = ["bank_holidays", "hours", "is_quiet_day", "opening", "working_days_after", "working_days_before"]
LONDON = ZoneInfo("Europe/London")


@functools.lru_cache(maxsize=8)
def hours(words: str) -> tuple[time, time] | None:
    """Opening and closing from "09:00-19:00"; None for "always". Raises ValueError for anything else."""
    if words == "always":
        return None
    opens, closes = (time.fromisoformat(part.strip()) for part in words.split("-"))
    if opens >= closes:
        raise ValueError("SEND_WINDOW must open before it closes, as in 09:00-19:00.")
    return opens, closes


def is_quiet_day(day: date) -> bool:
    """Sundays and bank holidays: nobody is written to."""
    return day.weekday() == 6 or day in bank_holidays(day.year)


def opening(at: datetime) -> datetime:
    """The same instant when the window is open then, else its next opening."""
    window = hours(settings.SEND_WINDOW)
    if window is None:
        return at
    opens, closes = window
    wall = at.astimezone(LONDON)
    if not is_quiet_day(wall.date()) and opens <= wall.time() < closes:
        return at
    day = wall.date() if wall.time() < opens else wall.date() + timedelta(days=1)
    while is_quiet_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, opens, tzinfo=LONDON).astimezone(at.tzinfo)


def working_days_before(at: datetime, days: int) -> datetime:
    """The same wall time, that many working days (Monday to Friday, no bank holidays) earlier: post takes its time."""
    wall = at.astimezone(LONDON)
    day = wall.date()
    while days:
        day -= timedelta(days=1)
        days -= day.weekday() < 5 and day not in bank_holidays(day.year)
    return datetime.combine(day, wall.time(), tzinfo=LONDON).astimezone(at.tzinfo)
