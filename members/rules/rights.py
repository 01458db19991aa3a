"""When something asked by right is due, and who may not be erased or merged just now."""

import calendar
from datetime import date, timedelta

from django.db.models import Q

from members.models import Person, RoleGrant
from members.permissions import Role
from members.rules.people import Refused
from members.words import day

MOST_EXTRA_MONTHS = 2
ACKNOWLEDGE = timedelta(days=30)


def due_on(received_on: date, *, months=1) -> date:
    """The same day of the month after; the last day of that month when it has no such day (ICO, calendar rules)."""
    years, month = divmod(received_on.month - 1 + months, 12)
    year, month = received_on.year + years, month + 1
    return date(year, month, min(received_on.day, calendar.monthrange(year, month)[1]))


def check_can_extend(request, *, to, because):
    """Two months more at most, for a reason, and told to the person within the first month."""
    if request.answered_at:
        raise Refused("This has been answered already.")
    if not because.strip():
        raise Refused("Please write why it takes longer. We tell them.", field="because")
    if to <= request.due:
        raise Refused("Please choose a later day than the one it is due on now.", field="to")
    if to > due_on(request.received_on, months=1 + MOST_EXTRA_MONTHS):
        last = due_on(request.received_on, months=1 + MOST_EXTRA_MONTHS)
        raise Refused(f"The law allows two months more, until {day(last)}. Please choose an earlier day.", field="to")


def check_can_erase(person, *, actor, day):
    """Nobody erases themselves at the desk, nor the last coordinator, nor twice."""
    if person.erased_at:
        raise Refused("This record has been erased already.")
    if actor.person_id == person.pk:
        raise Refused("You cannot erase your own record. Please ask another coordinator.")
    _check_is_not_last_coordinator(person, day=day)


def _check_is_not_last_coordinator(person, *, day):
    coordinators = RoleGrant.objects.filter(role=Role.COORDINATOR, person__is_active=True).on(day)
    if coordinators.filter(person=person).exists() and not coordinators.exclude(person=person).exists():
        raise Refused("They are the only coordinator. Please give somebody else that role first.")


def check_can_merge(*, stays, goes, actor, day, sign_in):
    """Two records of one human being; a login is never lost or won without somebody having chosen it."""
    if stays.pk == goes.pk:
        raise Refused("That is one record, not two. Please choose the other one.")
    if stays.erased_at or goes.erased_at:
        raise Refused("One of the two has been erased. What was erased is never joined to anybody again.")
    if actor.person_id in (stays.pk, goes.pk):
        raise Refused("One of the two is your own record. Please ask another coordinator.")
    if stays.died_on and goes.died_on and stays.died_on != goes.died_on:
        raise Refused("The two have different days of death. Please correct one of them first.")
    if has_sign_in(stays) and has_sign_in(goes) and sign_in not in ("stays", "goes"):
        raise Refused("Both can sign in. Please choose which way to sign in stays.", field="sign_in")
    theirs, ours = (_heavy_roles(each, day=day) for each in (goes, stays))
    # The way into the sealed room changes hands by ending and giving, never by merging; nor does the place of who waits for it.
    leads = RoleGrant.objects.filter(person__in=[stays, goes], role=Role.SAFEGUARDING)
    if leads.filter(Q(ends=None) | Q(ends__gte=day)).exists():
        raise Refused("One of the two is a safeguarding lead. Please end that role first; give it again afterwards.")
    if theirs and ours and theirs != ours:
        raise Refused("The two have different roles at the charity. Please end the roles of one of them first.")


def has_sign_in(person) -> bool:
    """Whether somebody can sign in with this record."""
    own = person.username and person.has_usable_password()
    return person.is_active and bool(own or person.emailaddress_set.exists())


def _heavy_roles(person, *, day):
    return set(person.grants.on(day).exclude(role=Role.MEMBER).values_list("role", flat=True))


def check_still_here(person):
    """Locks the record. Raises Refused when somebody was quicker."""
    found = Person.objects.select_for_update(no_key=True).filter(pk=person.pk).first()
    if found is None or found.erased_at:
        raise Refused("This record is no longer there: somebody else has just erased or merged it.")
    return found
