"""What only the desk does with a registration: look at a doubtful one, give a place by hand, say who it is."""

from django.db import transaction

from meetings import gathering_emails as emails
from meetings.actions import waiting_list, workshops
from meetings.actions.forgetting import forget
from meetings.actions.registering import check_only_row, line_up
from meetings.actions.waiting_list import at_the_gathering
from meetings.gathering_counts import standing_of
from meetings.models import Registration, RegistrationState
from members.permissions import Permission, require
from members.rules import Refused

State = RegistrationState


@at_the_gathering
def let_in(*, registration, actor, now) -> Registration:
    """A person has looked: it was no machine. They stand in line from now."""
    require(actor, Permission.ANSWER_FOR, within=registration.gathering)
    gathering = waiting_list.lock(registration.gathering_id)
    registration = waiting_list.lock_one(registration.pk)
    if registration.state != State.DOUBTFUL:
        raise Refused("Somebody has looked at this one already.")
    return line_up(registration, gathering=gathering, now=now)


@at_the_gathering
def remove(*, registration, actor, now) -> None:
    """It came from a machine: nothing of it stays."""
    require(actor, Permission.ANSWER_FOR, within=registration.gathering)
    waiting_list.lock(registration.gathering_id)
    registration = waiting_list.lock_one(registration.pk)
    if registration.state != State.DOUBTFUL:
        raise Refused("Only what nobody has looked at yet can be taken away. Cancel it instead.")
    forget(Registration.objects.filter(pk=registration.pk))


@at_the_gathering
def give_place(*, registration, actor, now) -> Registration:
    """Staff give a place by hand, whoever waits: for a speaker, a facilitator, somebody who was forgotten."""
    require(actor, Permission.ANSWER_FOR, within=registration.gathering)
    gathering = waiting_list.lock(registration.gathering_id)
    registration = waiting_list.lock_one(registration.pk)
    check_only_row(registration)
    if registration.place_no is None:
        standing = standing_of(gathering, now=now)
        registration.place_no = waiting_list.lowest_place(gathering, standing)
        registration.queue_no = registration.queue_no or standing.last_turn + 1
    registration.state, registration.cancelled_at = State.REGISTERED, None
    registration.offered_at = registration.offer_expires_at = None
    registration.revision += 1
    registration.save()
    workshops.settle(registration)
    emails.send_receipt(registration, gathering=gathering, now=now)
    return registration


@transaction.atomic
def match(*, registration, person, actor, now) -> Registration:
    """It is somebody we know: the registration stands on their page too (or, with None, it is not them after all)."""
    require(actor, Permission.ANSWER_FOR, within=registration.gathering)
    registration.person = person
    registration.save(update_fields=["person"])
    return registration
