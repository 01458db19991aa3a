"""The way into the Advisory Group, and out of it (domain 2.2, MEM-02 to 07)."""

from django.db import transaction
from django.utils import timezone

from members import rules
from members.actions import roles, seats
from members.events import person_left
from members.models import Body, Membership, Person
from members.models.membership import CLOSED, State
from members.permissions import Permission, Role, require


@transaction.atomic
def move_to(*, person, state, actor, now, joined_via=""):
    """The next step of somebody's membership.

    Becoming active gives the seat in the Advisory Group and the role *member*; leaving ends both.
    """
    require(actor, Permission.EDIT_PEOPLE, within=person)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    last = person.memberships.order_by("pk").last()
    rules.check_can_move_to(last, state)
    today = timezone.localdate(now)
    if last is None or last.state in CLOSED:
        last = Membership(person=person)
    last.state, last.since = State(state), today
    last.joined_via = joined_via or last.joined_via
    if state == State.ACTIVE:
        last.started_on = last.started_on or today
    last.save()
    if state == State.ACTIVE:
        _welcome(person=person, actor=actor, now=now)
    if state == State.LEFT:
        _farewell(person=person, actor=actor, now=now)
    return last


def _groups():
    return Body.objects.filter(sort=Body.Sort.ADVISORY)


def _welcome(*, person, actor, now):
    for body in _groups():
        if not person.seats.filter(body=body, ends=None).exists():
            seats.give(person=person, body=body, hat="advisory_member", actor=actor, now=now)
    if not person.grants.filter(role=Role.MEMBER, ends=None).exists():
        roles.give(person=person, role=Role.MEMBER, actor=actor, now=now)


def _farewell(*, person, actor, now):
    for seat in person.seats.filter(body__in=_groups(), ends=None):
        seats.end(seat=seat, actor=actor, now=now)
    for grant in person.grants.filter(role=Role.MEMBER, ends=None):
        roles.end(grant=grant, actor=actor, now=now)
    person_left.send(sender=Person, person=person, actor=actor, now=now)
