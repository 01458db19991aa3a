"""What the clock does for conferences and away days: offers that run out, held places that are released, the reminder
some days before, and the end of the day."""

from datetime import datetime, time, timedelta

from meetings import gathering_emails as emails
from meetings.actions import waiting_list, workshops
from meetings.actions.waiting_list import at_the_gathering
from meetings.gathering_counts import standing_of
from meetings.models import Gathering, GatheringState, Registration, RegistrationState
from meetings.rules import LONDON
from members.post import window
from members.post.clock import Foreseen

REMINDER_DAYS, REMINDER_TIME = 3, time(10)
TOO_LATE_TO_REMIND = timedelta(hours=12)
GOING = [GatheringState.OPEN, GatheringState.CLOSED]


def plan_due(*, now) -> int:
    """A planner like any other: safe to run twice, two at once, late and after a crash."""
    done = 0
    for pk in _with_offers_over(now):
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
    """Every offer of one gathering whose time is over, soonest first; the places go to the next in line."""
    gathering = waiting_list.lock(gathering_id)
    over = Registration.objects.filter(
        gathering=gathering, state=RegistrationState.OFFERED, offer_expires_at__lte=now
    ).select_for_update(of=("self",), no_key=True)
    count = 0
    for registration in over.order_by("offer_expires_at", "pk"):
        waiting_list.lapse(registration, gathering=gathering, now=now)
        count += 1
    waiting_list.fill(gathering, now=now)
    workshops.fill(gathering, now=now)
    return count


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


def _with_offers_over(now) -> list[int]:
    over = Registration.objects.filter(offer_expires_at__lte=now, state=RegistrationState.OFFERED).order_by("gathering")
    return list(over.values_list("gathering_id", flat=True).distinct())


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
