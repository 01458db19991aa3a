"""What happens to a registration afterwards, by whoever holds its private link or at the desk in their name.

Order of locks, always: gathering, then registration, then letter.
"""

from dataclasses import dataclass

from django.db import transaction

from meetings import gathering_emails as emails
from meetings import gathering_rules as rules
from meetings.actions import waiting_list, workshops
from meetings.actions.gathering_copies import copy_gathering
from meetings.actions.registering import (
    Asked,
    bring,
    check_only_row,
    check_workshops,
    line_up,
    sign_up,
    there_already,
    write_down,
)
from meetings.actions.registration_desk import give_place, let_in, match, remove
from meetings.actions.waiting_list import at_the_gathering
from meetings.models import Category, Registration, RegistrationState
from members.permissions import Actor, Permission, Via, require
from members.rules import Refused

__all__ = [
    "Asked", "bring", "cancel", "change", "come_back", "copy_gathering", "give_back", "give_place", "hold_still", "holder_of", "let_in",
    "match", "remove", "sign_up", "take_offer", "write_down", "write_no_more",
]  # fmt: skip
State = RegistrationState


@dataclass(frozen=True)
class Holder(Actor):
    """Whoever holds the private link of one registration: may change that one, and nothing else."""

    registration_id: int | None = None


def holder_of(registration) -> Holder:
    return Holder(person=None, role=None, via=Via.LINK, registration_id=registration.pk)


def _holds_the_link(actor, registration) -> bool:
    return isinstance(actor, Holder) and actor.registration_id == registration.pk


def _require(actor, registration):
    """Whoever holds the link is the registration's own actor; everybody else is asked for a permission."""
    if not _holds_the_link(actor, registration):
        require(actor, Permission.ANSWER_FOR, within=registration.gathering)


@at_the_gathering
def cancel(*, registration, actor, now) -> Registration:
    """Not coming: the place, the turn and the workshops go to whoever waits. Twice changes nothing."""
    _require(actor, registration)
    gathering = waiting_list.lock(registration.gathering_id)
    registration = waiting_list.lock_one(registration.pk)
    if registration.state == State.CANCELLED:
        return registration
    rules.check_can_change(registration, gathering, now=now)
    waiting_list.give_up(registration, state=State.CANCELLED)
    registration.cancelled_at = now
    registration.save()
    workshops.leave(registration)
    emails.send_receipt(registration, gathering=gathering, now=now, told=_is_desk(actor))
    waiting_list.fill(gathering, now=now)
    workshops.fill(gathering, now=now)
    return registration


@at_the_gathering
def take_offer(*, registration, actor, now) -> Registration:
    """The place that was offered is theirs. Twice changes nothing. Raises Refused when it went to somebody else."""
    _require(actor, registration)
    gathering = waiting_list.lock(registration.gathering_id)
    registration = waiting_list.lock_one(registration.pk)
    if registration.state == State.REGISTERED:
        return registration
    rules.check_offer(registration, gathering, now=now)
    registration.state = State.REGISTERED
    registration.offered_at = registration.offer_expires_at = None
    registration.revision += 1
    registration.save(update_fields=waiting_list.PLACE)
    workshops.settle(registration)
    emails.send_receipt(registration, gathering=gathering, now=now, told=_is_desk(actor))
    return registration


@at_the_gathering
def come_back(*, registration, actor, now) -> Registration:
    """After a cancellation or an offer that ran out: on the list again, behind those who wait."""
    _require(actor, registration)
    gathering = waiting_list.lock(registration.gathering_id)
    registration = waiting_list.lock_one(registration.pk)
    if registration.state not in (State.CANCELLED, State.LAPSED):
        return registration
    rules.check_can_change(registration, gathering, now=now)
    check_only_row(registration)
    return line_up(registration, gathering=gathering, now=now)


@at_the_gathering
def change(*, registration, asked: Asked, actor, now, keep_needs=False) -> Registration:
    """Anything but the place: name, how to reach them, needs, workshops. Their place stays, whatever they tick now.

    Whoever holds the link keeps the address they have: a letter to another one would be somebody else's, and a name with
    an address that is on the list already must not be told by being refused. The desk changes it for whoever rings.

    `keep_needs`: the page did not show them, so what was left empty stays as it was.
    """
    _require(actor, registration)
    gathering = waiting_list.lock(registration.gathering_id)
    registration = waiting_list.lock_one(registration.pk)
    rules.check_can_change(registration, gathering, now=now)
    check_workshops(asked.workshops, gathering)
    way, address = registration.way, registration.address
    if not _holds_the_link(actor, registration):
        way, address = rules.reach(asked.way, asked.address)
    name = " ".join(asked.name.split())
    there = there_already(gathering, name, address)
    if there is not None and there.pk != registration.pk and registration.state != State.CANCELLED:
        raise Refused(f"{name} is on the list already with that address.", field="name")
    is_elsewhere = (way, address) != (registration.way, registration.address)
    registration.name, registration.way, registration.address = name, way, address
    registration.organisation = asked.organisation.strip()
    registration.categories = sorted(asked.categories)
    registration.held = Category.LIVED_EXPERIENCE in asked.categories
    registration.photo, registration.badge = asked.photo, asked.badge
    registration.badge_name, registration.news, registration.keep_longer = (
        asked.badge_name.strip(), asked.news, asked.keep_longer,
    )  # fmt: skip
    if not keep_needs or asked.needs:
        registration.needs = asked.needs.sealed() if asked.needs else None
    registration.revision += 1
    if registration.state == State.OFFERED and is_elsewhere:  # what was told before reached somebody else, or nobody
        registration.offered_at = now
    registration.save()
    workshops.wish(registration, asked.workshops)
    workshops.settle(registration)
    if registration.state == State.OFFERED:  # the offer itself again; its time began when they first heard of it
        emails.send_offer(registration, gathering=gathering, now=now)
    else:
        emails.send_receipt(registration, gathering=gathering, now=now, told=_is_desk(actor))
    workshops.fill(gathering, now=now)
    waiting_list.fill(gathering, now=now)
    return registration


@at_the_gathering
def write_no_more(*, registration, actor, now) -> Registration:
    """No letter about what came of it, and none about the next one: at any time, also when the day is long over."""
    _require(actor, registration)
    waiting_list.lock(registration.gathering_id)
    registration = waiting_list.lock_one(registration.pk)
    registration.news = registration.keep_longer = False
    registration.save(update_fields=["news", "keep_longer"])
    return registration


@transaction.atomic
def hold_still(*, person, now) -> None:
    """Before their record is erased, which writes into their registrations: the gatherings are locked first, as by
    everybody else, so that nobody waits for each other for ever."""
    theirs = Registration.objects.filter(person=person, gathering__starts_at__gt=now)
    for gathering_id in sorted(set(theirs.order_by().values_list("gathering_id", flat=True))):
        waiting_list.lock(gathering_id)


@transaction.atomic
def give_back(*, person, now) -> None:
    """Whose record is erased holds no place at a day to come: it goes to whoever waits."""
    mine = Registration.objects.filter(person=person, gathering__starts_at__gt=now).exclude(state=State.CANCELLED)
    found = list(mine.order_by("gathering", "pk").values_list("gathering_id", "pk"))
    for gathering_id, pk in found:
        gathering = waiting_list.lock(gathering_id)
        registration = waiting_list.lock_one(pk)
        waiting_list.give_up(registration, state=State.CANCELLED)
        registration.cancelled_at = now
        registration.save()
        workshops.leave(registration)
        waiting_list.fill(gathering, now=now)
        workshops.fill(gathering, now=now)


def _is_desk(actor):
    return not isinstance(actor, Holder)
