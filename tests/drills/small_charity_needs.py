"""Needs of the made-up charity at the turn of a year: some still open when its report is counted, and written down afterwards.

It draws from dice of its own, so that what `small_charity` makes of a seed stays what it was.
"""

import random
from datetime import UTC, date, datetime, timedelta

from meetings.models import Provision
from tests import factories as make
from tests.drills.small_charity import day

TITLE = "What we need"
SOON = 20  # days after a year on which its report is counted as well (`everything_printed`)
OPEN_STILL = (1, 1, 2, 0)  # of those since, when the outcomes are written


def build(seed) -> None:
    """Last year some were met, some not, and of some nobody ever wrote; since then nearly all are open."""
    dice, first = random.Random(f"{seed}, needs"), _first_of_the_year(day(seed))
    if day(seed) < first + timedelta(days=SOON):
        return
    _meeting(first - timedelta(days=150), met=8 + dice.randint(0, 3), not_met=6, asked=6)
    _meeting(first + timedelta(days=13), met=6, asked=10 + dice.randint(0, 3))


def write_outcomes(seed) -> None:
    """How it went at the meeting of the new year, of all but one or two: the reports of the year before are counted by then."""
    dice, first = random.Random(f"{seed}, outcomes"), _first_of_the_year(day(seed))
    since = Provision.objects.filter(meeting__title=TITLE, meeting__starts_at__date__gte=first, state="asked")
    rows = [each.pk for each in since.order_by("pk")]
    Provision.objects.filter(pk__in=rows[dice.choice(OPEN_STILL) if seed else 1 :]).update(state="met")


def _first_of_the_year(today) -> date:
    return date(today.year - (today.month < 4), 4, 1)


def _meeting(on, **states):
    at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
    meeting = make.meeting(TITLE, starts_at=at, now=at - timedelta(days=30))
    rows = [state for state, count in states.items() for _ in range(count)]
    for number, state in enumerate(rows):
        guest = make.person(f"Needs {on:%y%m} {number}")
        make.provision(meeting, guest, state=state, because="It came late" if state == "not_met" else "")
