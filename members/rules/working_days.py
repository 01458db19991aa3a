"""Working days in England: what was promised within so many of them has a day."""

import functools
from datetime import date, timedelta


@functools.lru_cache(maxsize=32)
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of one year."""
    import holidays  # 5 MB of calendars in each process, and the answer is kept

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def working_days_after(day: date, days: int) -> date:
    """The day so many working days (Monday to Friday, no bank holidays) later: by then somebody has answered."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and day not in bank_holidays(day.year)
    return day
