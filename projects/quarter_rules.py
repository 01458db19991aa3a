"""What holds for the quarter's two minutes, in words the person can read."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from members.post import window
from members.rules import Refused
from projects import quarters

AT_TEN = time(10)
AGAIN_AFTER = timedelta(days=14)
OVER = "That quarter is closed: the next one is asked about now. Ask the coordinator if something must be put right."


def asked_at(quarter: date) -> datetime:
    """Ten in the morning on the first working day after it: from then on it is asked about, and no longer the one before."""
    day = window.working_days_after(quarters.last_day(quarter), 1)
    return timezone.make_aware(datetime.combine(day, AT_TEN))


def asked(now: datetime) -> date:
    """The first day of the quarter that is asked about now."""
    last = quarters.before(quarters.first_day(timezone.localdate(now)))
    return last if now >= asked_at(last) else quarters.before(last)


def closes_at(quarter: date) -> datetime:
    return asked_at(quarters.after(quarter))


def check_asked(quarter, *, now):
    if quarter != asked(now):
        raise Refused(OVER)


def check_team(team):
    if not team.is_active:
        raise Refused(f"{team.name} is retired. Nobody answers for it any more.")


def check_numbers(*, staff, trained, panels_held, panels_with, governance_held, governance_with):
    if trained > staff:
        raise Refused("More are trained than there are people. Please look at the two numbers.", field="trained")
    for sort, held, with_people in (
        ("panels", panels_held, panels_with),
        ("governance", governance_held, governance_with),
    ):
        if with_people > held:
            raise Refused("That is more than there were in all. Please look at the two numbers.", field=f"{sort}_with")


def check_not_less_than_known(held, *, panels_held, panels_with, governance_held, governance_with):
    """`held` as in `queries.quarter.Known.held`: what the log holds took place, so the answer cannot be less."""
    said = {"panels": (panels_held, panels_with), "governance": (governance_held, governance_with)}
    for sort, (in_all, with_people) in said.items():
        if in_all < held[sort].held:
            raise Refused(
                f"The log knows {held[sort].held} already, they stand above. If one of them did not take place, "
                "take it back in the log first.",
                field=f"{sort}_held",
            )
        if with_people < held[sort].with_people:
            raise Refused(
                f"In the log, people with lived experience were in {held[sort].with_people}. The number cannot be smaller.",
                field=f"{sort}_with",
            )


def check_starts(starts, quarter):
    """Each has a title, once, and began within the quarter."""
    seen = set()
    for start in starts:
        if not start.title.strip():
            raise Refused("Please write what it is called.")
        if start.title.strip().lower() in seen:
            raise Refused(f"“{start.title.strip()}” stands here twice.")
        seen.add(start.title.strip().lower())
        if start.same is None and not quarter <= start.started_on <= quarters.last_day(quarter):
            raise Refused(f"“{start.title.strip()}” did not begin in {quarters.in_words(quarter)}.")
