"""What holds about conferences and away days, and about registering for them: one check for each rule."""

import re
from datetime import timedelta

from meetings.models import GatheringState, RegistrationState, SessionSort
from members.models.channel import Way
from members.rules import Refused, clean_address
from members.words import clock, full_day, when

LINK_LASTS = timedelta(days=200)  # after the day: the what-happened-next letter still opens the page
AGREED = "registration-1"  # the version of the text that somebody who registers agrees to
GONE_STATES = (GatheringState.OVER, GatheringState.CANCELLED)


class TooMany(Refused):
    """The form is being flooded; the page shows how else to reach us, and keeps what was typed."""


def is_open(gathering, *, now) -> bool:
    """Whether somebody may register on the public page at this moment."""
    return not why_closed(gathering, now=now)


def why_closed(gathering, *, now) -> str:
    """Why nobody can register on the page just now, in words for the page; empty when they can."""
    if gathering.state == GatheringState.CANCELLED:
        return "This event was cancelled, so there is nothing to register for."
    if gathering.state == GatheringState.OVER or gathering.ends_at <= now:
        return "This event is over."
    if gathering.starts_at <= now:
        return "This event has begun. If you are nearby, just come: whoever stands at the door helps you."
    if gathering.registration_opens_at and gathering.registration_opens_at > now:
        return f"Registration opens on {when(gathering.registration_opens_at)}."
    ended = gathering.registration_closes_at and gathering.registration_closes_at <= now
    if gathering.state == GatheringState.CLOSED or ended:
        return "Registration on this page is closed. Please ring us: there may still be a way."
    return "" if gathering.state == GatheringState.OPEN else "This event is not open for registration yet."


def check_open(gathering, *, now):
    if no := why_closed(gathering, now=now):
        raise Refused(no)


def check_can_be_written_down(gathering, *, now):
    """At the desk, people are added until the day is over, whatever the public page says."""
    if gathering.state in (GatheringState.CANCELLED, GatheringState.OVER) or gathering.ends_at <= now:
        raise Refused(why_closed(gathering, now=now))


def check_can_change(registration, gathering, *, now):
    """A registration can be changed and cancelled until the day begins."""
    if gathering.state == GatheringState.CANCELLED:
        raise Refused("This event was cancelled. You need do nothing.")
    if gathering.state == GatheringState.OVER or gathering.starts_at <= now:
        raise Refused("This event has begun, so nothing can be changed here any more. Please ring us.")
    if registration.state == RegistrationState.DOUBTFUL:
        raise Refused("Somebody has to look at this first. Please ring us.")


def check_offer(registration, gathering, *, now):
    """An offer is taken while the place is still theirs: until it went to somebody else, even a little late."""
    check_can_change(registration, gathering, now=now)
    if registration.state == RegistrationState.REGISTERED:
        raise Refused("You have this place already. You need do nothing.")
    if registration.state == RegistrationState.LAPSED:
        raise Refused("The time for this place ran out, and it went to the next person. You can go back on the list.")
    if registration.state != RegistrationState.OFFERED:
        raise Refused("There is no place to take just now. We write as soon as there is one.")


def check_workshops(sessions):
    """Nobody can be in two places: workshops at the same time are refused with both names."""
    chosen = sorted(sessions, key=lambda each: (each.starts_at, each.pk))
    for first, second in ((a, b) for n, a in enumerate(chosen) for b in chosen[n + 1 :]):
        if first.overlaps(second):
            raise Refused(
                f"“{first.title}” ({clock(first.starts_at)} to {clock(first.ends_at)}) and “{second.title}” "
                f"({clock(second.starts_at)} to {clock(second.ends_at)}) are on at the same time. Please choose one.",
                field="workshops",
            )


def check_workshops_belong(sessions, gathering):
    for each in sessions:
        if each.gathering_id != gathering.pk or each.sort != SessionSort.WORKSHOP:
            raise Refused("One of these workshops is not part of this event. Please choose again.", field="workshops")


def check_places(*, places, held):
    """No more places are held than there are."""
    if places is not None and held > places:
        raise Refused(f"There are {places} places, so {held} cannot be held.", field="held_places")
    if places == 0:
        raise Refused("No places at all? Leave the number empty for no limit.", field="places")


def check_can_open(gathering, *, now):
    """People find their way to it before they are asked to register."""
    if gathering.state in GONE_STATES:
        raise Refused("This event is over or cancelled.")
    if gathering.starts_at <= now:
        raise Refused(f"{when(gathering.starts_at)} has already passed. Please look at the day first.")
    if not gathering.place.strip():
        raise Refused("It does not say where it is. Please fill in the place first.", field="place")


def check_over(gathering, *, now):
    if gathering.ends_at > now:
        raise Refused(f"It is not over before {when(gathering.ends_at)}.")


def check_window(*, opens, closes, starts_at):
    """Registration ends before the day begins, and after it opened."""
    if opens and closes and closes <= opens:
        raise Refused("Registration would end before it opens. Please look at both days.", field="closes")
    if closes and closes > starts_at:
        raise Refused("Registration would end after the event has begun.", field="closes")


def reach(way: str, address: str) -> tuple[str, str]:
    """How somebody is reached, made tidy. Raises Refused with the field it is about."""
    if not way:
        return "", ""
    address = clean_address(way, address)
    return way, address.lower() if way == Way.EMAIL else address


NUMBER = re.compile(r" \(\d+\)$")


def without_number(name: str) -> str:
    """A name as a partner brought it, without the number that tells two of that name apart: who else is on the list is
    not theirs to know."""
    return NUMBER.sub("", name)


def offer_ends(gathering, registration, *, now):
    """Until when a place is kept: longer for those a person has to ring or write to, never past the start."""
    hours = gathering.offer_hours if registration.way == Way.EMAIL else gathering.offer_hours_by_hand
    return min(now + timedelta(hours=hours), gathering.starts_at)


def days_of(gathering) -> str:
    """ "Wednesday 14 April 2027, 10am to 4pm"."""
    return f"{full_day(gathering.starts_at)}, {clock(gathering.starts_at)} to {clock(gathering.ends_at)}"
