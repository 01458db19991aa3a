"""The clock on the wall in London, and waiting for it."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now():
    return datetime.now(LONDON)


def today():
    return now().date()


def in_days(days):
    """As a box for a day takes it."""
    return (today() + timedelta(days=days)).isoformat()


def wait_until(moment):
    """Sleep until then, with a little to spare."""
    time.sleep(max(0, (moment - now()).total_seconds() + 2))
