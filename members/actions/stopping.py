"""The charity stops a membership: one proposes, another confirms, they may appeal, and somebody else decides on that."""

from django.db import transaction

from members.actions import joining
from members.emails import leaving as letters
from members.models import Stop
from members.models.membership import State
from members.permissions import Actor, Permission, Role, require
from members.rules import Refused
from members.rules import joining as rules


@transaction.atomic
def propose(*, person, why, actor, now):
    """The first of two. Nothing changes for the person yet."""
    require(actor, Permission.STOP_MEMBERSHIP)
    membership = joining.lock_last(person)
    rules.check_is_member(membership)
    if not why.strip():
        raise Refused("Please write down what happened: facts only.", field="why")
    if membership.stops.waiting().exists():
        raise Refused("This was proposed already and waits for a second person.")
    return Stop.objects.create(membership=membership, why=why.strip(), proposed_by=actor.person, proposed_at=now)


@transaction.atomic
def confirm(*, stop, actor, now):
    """The second of two: it ends now, and a letter says why they may appeal and how."""
    require(actor, Permission.STOP_MEMBERSHIP)
    stop = _locked(stop)
    _check_waits(stop)
    rules.check_not_alone(stop, actor)
    stop.confirmed_by, stop.confirmed_at = actor.person, now
    stop.save()
    joining.step(stop.membership, State.STOPPED, now=now)
    # What two people decided ends seat and role, in whichever role the second of them confirms it.
    of_two = Actor(person=actor.person, role=Role.COORDINATOR, via=actor.via)
    joining.farewell(person=stop.membership.person, actor=of_two, now=now)
    letters.say_stopped(stop=stop, now=now)
    return stop


@transaction.atomic
def drop(*, stop, actor, now):
    """Not gone on with, by either of the two."""
    require(actor, Permission.STOP_MEMBERSHIP)
    stop = _locked(stop)
    _check_waits(stop)
    stop.dropped_at = now
    stop.save()
    return stop


@transaction.atomic
def note_appeal(*, stop, appealed_on, words, actor, now):
    """They appeal, by whatever way they said so."""
    require(actor, Permission.STOP_MEMBERSHIP)
    stop = _locked(stop)
    if stop.confirmed_at is None:
        raise Refused("Nothing was decided yet, so there is nothing to appeal against.")
    if stop.appeal_decided_on:
        raise Refused("That appeal was decided already.")
    stop.appealed_on, stop.appeal = appealed_on, words.strip() or None
    stop.save()
    return stop


@transaction.atomic
def decide_appeal(*, stop, outcome, decided_on, actor, now):
    """By somebody who was neither of the two. *They may come back* opens the ordinary way back in."""
    require(actor, Permission.STOP_MEMBERSHIP)
    stop = _locked(stop)
    if stop.appealed_on is None:
        raise Refused("There is no appeal to decide on.")
    if actor.person_id in (stop.proposed_by_id, stop.confirmed_by_id):
        raise Refused("An appeal is decided by somebody who took no part in the decision before.")
    stop.appeal_outcome, stop.appeal_decided_on, stop.appeal_decided_by = outcome, decided_on, actor.person
    stop.save()
    return stop


def _locked(stop):
    return Stop.objects.select_for_update(of=("self",)).select_related("membership__person").get(pk=stop.pk)


def _check_waits(stop):
    if stop.confirmed_at or stop.dropped_at:
        raise Refused("That was decided already.")
