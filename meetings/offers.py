"""What the clock does for conferences and away days: offers that run out, held places that are released, the reminder
some days before, and the end of the day."""

from datetime import datetime, time, timedelta

from meetings import gathering_emails as emails
from meetings.actions import waiting_list, workshops
from meetings.actions.waiting_list import at_the_gathering
from meetings.gathering_counts import standing_of
from meetings.gathering_rules import offer_ends
from meetings.models import Gathering, GatheringState, Registration, RegistrationState
from meetings.rules import LONDON
from members.post import window
from members.post.clock import Foreseen

REMINDER_DAYS, REMINDER_TIME = 3, time(10)
TOO_LATE_TO_REMIND = timedelta(hours=12)
A_MOMENT = timedelta(minutes=1)
GOING = [GatheringState.OPEN, GatheringState.CLOSED]


def plan_due(*, now) -> int:
    """A planner like any other: safe to run twice, two at once, late and after a crash."""
    done = 0
    for pk in _with_offers_to_look_at(now):
        done += expire(gathering_id=pk, now=now)
    for gathering in _with_people_waiting(now):
        standing = standing_of(gathering, now=now)
        if standing.free(held=True) and (standing.free(held=False) or standing.waiting_held):
            done += fill(gathering_id=gathering.pk, now=now)
    for gathering in _to_remind(now):
        done += remind(gathering_id=gathering.pk, now=now)
    Gathering.objects.filter(state__in=GOING, ends_at__lte=now).update(state=GatheringState.OVER)
    return done


@at_the_gathering
def expire(*, gathering_id, now) -> int:
    """Every offer of one gathering whose time is over, soonest first; the places go to the next in line.

    The time begins when they were told: a letter that left, a call that was made. An offer nobody has heard of yet
    waits; the desk sees it, and at the start of the day it ends like every other. One whose letter came back ends when
    its time is over, as if they had been told; the next in line gets the place, and somebody is asked to find them.
    """
    gathering = waiting_list.lock(gathering_id)
    offered = Registration.objects.filter(gathering=gathering, state=RegistrationState.OFFERED)
    offered = offered.select_for_update(of=("self",), no_key=True)
    count = 0
    for registration in emails.with_telling(offered).order_by("offer_expires_at", "pk"):
        ends = _ends(gathering, registration, now=now)
        if ends <= now:
            lost = registration.told_at is None and registration.lost
            waiting_list.lapse(registration, gathering=gathering, reached=not lost, now=now)
            count += 1
        elif ends != registration.offer_expires_at:
            registration.offer_expires_at = ends
            registration.save(update_fields=["offer_expires_at"])
    waiting_list.fill(gathering, now=now)
    workshops.fill(gathering, now=now)
    return count


def _ends(gathering, registration, *, now):
    """Until when a place is kept, given when they were told; never sooner than they were told."""
    if gathering.starts_at <= now:
        return now
    if registration.told_at is None and (registration.lost or registration.offer_expires_at > now):
        return registration.offer_expires_at
    return max(registration.offer_expires_at, offer_ends(gathering, registration, now=registration.told_at or now))


@at_the_gathering
def fill(*, gathering_id, now) -> int:
    """Places that became free by the clock alone: those that were held until today."""
    return len(waiting_list.fill(waiting_list.lock(gathering_id), now=now))


@at_the_gathering
def remind(*, gathering_id, now) -> int:
    """One reminder to everybody with a place, once for each start."""
    gathering = waiting_list.lock(gathering_id)
    if gathering.reminded_at:
        return 0
    gathering.reminded_at = now
    gathering.save(update_fields=["reminded_at"])
    return emails.send_reminder(gathering, now=now)


def _with_offers_to_look_at(now) -> list[int]:
    """Gatherings with an offer that is over, or whose time began later than it was noted."""
    offered = emails.with_telling(Registration.objects.filter(state=RegistrationState.OFFERED)).select_related(
        "gathering"
    )
    return sorted({each.gathering_id for each in offered.defer("needs", "token").order_by() if _is_due(each, now=now)})


def _is_due(registration, *, now) -> bool:
    if registration.offer_expires_at <= now or registration.gathering.starts_at <= now:
        return True
    return _ends(registration.gathering, registration, now=now) - registration.offer_expires_at > A_MOMENT


def _with_people_waiting(now) -> list[Gathering]:
    going = Gathering.objects.filter(state__in=GOING, starts_at__gt=now)
    return list(going.filter(registrations__state=RegistrationState.WAITING).order_by("pk").distinct())


def reminder_at(gathering) -> datetime:
    """Ten in the morning, three days before the day itself, or the working hour after it."""
    on = gathering.starts_at.astimezone(LONDON).date() - timedelta(days=REMINDER_DAYS)
    return window.opening(datetime.combine(on, REMINDER_TIME, tzinfo=LONDON))


def _to_remind(now) -> list[Gathering]:
    soon = Gathering.objects.filter(
        state__in=GOING, reminded_at=None, starts_at__gt=now + TOO_LATE_TO_REMIND, starts_at__lte=now + timedelta(days=10)
    )  # fmt: skip
    return [each for each in soon.order_by("starts_at", "pk") if reminder_at(each) <= now]


def forecast(*, now, until) -> list[Foreseen]:
    """The reminders that plan_due would note between the two, with the very same keys."""
    soon = Gathering.objects.filter(state__in=GOING, reminded_at=None, starts_at__gt=now).order_by("starts_at", "pk")
    return [
        Foreseen(
            kind=emails.REMINDER, key=row["key"], person_id=row["person"], about=row["about"], due_at=reminder_at(each),
            facts=row["facts"], expires_at=row["expires_at"],
        )
        for each in soon
        if now < reminder_at(each) <= until
        for row in emails.reminder_rows(each, now=now)
    ]  # fmt: skip
