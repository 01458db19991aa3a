"""The way into the Advisory Group, and out of it (domain 2.2, MEM-02 to 07, MEM-09)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members import rules
from members.actions import induction, roles, seats
from members.emails import joining as letters
from members.emails import leaving as last_letters
from members.events import person_left
from members.models import Body, Membership, Person
from members.models.membership import CLOSED, State
from members.permissions import Permission, Role, require
from members.rules import joining as joining_rules
from members.rules.people import GENTLY_CLOSED

MONTH = timedelta(days=365.25 / 12)


@transaction.atomic
def move_to(*, person, state, actor, now, joined_via="", words="", tell=True):
    """The next step of somebody's membership.

    Becoming active needs both sides' agreement and gives the seat in the Advisory Group and the role *member*;
    leaving ends both. A conversation offered, a welcome, a kind no and a farewell are told in the channel they asked for, unless
    `tell` is off (they were told in person); `words` stand in the letter that closes an enquiry.
    """
    require(actor, Permission.EDIT_PEOPLE, within=person)
    last = lock_last(person)
    rules.check_can_move_to(last, state)
    before = last.state if last else None
    if last is None or last.state in CLOSED:
        last = Membership(person=person)
    if state == State.ACTIVE and before not in (None, State.LEAVING):
        joining_rules.check_both_agreed(last)
    step(last, state, now=now, joined_via=joined_via, closing_words=words.strip() or None)
    if state == State.INDUCTION:
        induction.lay_out(membership=last, now=now)
    if state == State.ACTIVE:
        _welcome(person=person, actor=actor, now=now)
    if state == State.LEFT:
        farewell(person=person, actor=actor, now=now)
    if tell:
        _tell(last, before=before, now=now)
    return last


def lock_last(person):
    """The open membership, else the last one; whoever moves the same person waits."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    return person.memberships.order_by("pk").last()


def step(membership, state, *, now, joined_via="", **more):
    """Write the new state, and by when our own next step is due."""
    today = timezone.localdate(now)
    membership.state, membership.since = State(state), today
    membership.joined_via = joined_via or membership.joined_via
    membership.due_on = joining_rules.next_step_by(state, since=today)
    if state == State.ACTIVE:
        membership.started_on = membership.started_on or today
        membership.review_on = membership.review_on or (now + joining_rules.TERM_MONTHS * MONTH).date()
    for name, value in more.items():
        setattr(membership, name, value)
    membership.save()
    return membership


@transaction.atomic
def set_review(*, membership, review_on, actor, now):
    """MEM-09: the day on which a person asks how it is going; empty for never."""
    require(actor, Permission.EDIT_PEOPLE, within=membership)
    Membership.objects.filter(pk=membership.pk).update(review_on=review_on, review_asked_on=None)


@transaction.atomic
def say_why(*, membership, why_joined, hopes, actor, now):
    """In her own words: why I joined, and what I want from it. Empty takes it away."""
    require(actor, Permission.OWN_MEMBERSHIP, within=membership)
    locked = Membership.objects.select_for_update(no_key=True).get(pk=membership.pk)
    locked.why_joined, locked.hopes = why_joined.strip() or None, hopes.strip() or None
    locked.save(update_fields=["why_joined", "hopes"])
    return locked


def _tell(membership, *, before, now):
    if membership.state == State.ACTIVE and before == State.INDUCTION:  # whoever was a member for long needs no welcome
        letters.welcome(membership=membership, now=now)
    elif membership.state == State.CONVERSATION_OFFERED:
        letters.offer_conversation(membership=membership, now=now)
    elif membership.state in GENTLY_CLOSED:
        letters.close_kindly(membership=membership, now=now)
    elif membership.state == State.LEFT:
        last_letters.thank(membership=membership, now=now)


def groups():
    return Body.objects.filter(sort=Body.Sort.ADVISORY)


def _welcome(*, person, actor, now):
    for body in groups():
        if not person.seats.filter(body=body, ends=None).exists():
            seats.give(person=person, body=body, hat="advisory_member", actor=actor, now=now)
    if not person.grants.filter(role=Role.MEMBER, ends=None).exists():
        roles.give(person=person, role=Role.MEMBER, actor=actor, now=now)


def farewell(*, person, actor, now):
    """Seat and role end, and the floors above free what they held. `actor` may end both (a coordinator)."""
    for seat in person.seats.filter(body__in=groups(), ends=None):
        seats.end(seat=seat, actor=actor, now=now)
    for grant in person.grants.filter(role=Role.MEMBER, ends=None):
        roles.end(grant=grant, actor=actor, now=now)
    person_left.send(sender=Person, person=person, actor=actor, now=now)
