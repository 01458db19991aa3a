"""Giving a role and ending it. What a person may do follows from these grants alone."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members import rules
from members.actions import leads
from members.models import Person, RoleGrant
from members.permissions import Permission, Role, require
from members.rules import Refused
from members.words import day as day_words


@transaction.atomic
def give(*, person, role, actor, now, team=None, organisation=None, ends=None):
    """A role from today on; staff in a team, a partner for an organisation, others for the whole site.

    A safeguarding lead may have to wait (`leads.name`): then the grant has `waits`.
    """
    require(actor, Permission.GRANT_ROLES, within=person)
    rules.check_role_has_its_place(role, team=team, organisation=organisation)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    today = timezone.localdate(now)
    if ends and ends < today:
        raise Refused("That day is over. Please choose today or later, or leave it empty.", field="ends")
    same = person.grants.filter(role=role, team=team, organisation=organisation)
    if same.on(today).exists():
        raise Refused("They have that role already.", field="role")
    if same.filter(waits=True).exists():
        raise Refused("They are named already, and wait for somebody to confirm it.", field="role")
    if soon := same.filter(waits=False, starts__gt=today).order_by("starts").first():
        raise Refused(f"They are named already, and begin on {day_words(soon.starts)}.", field="role")
    if role == Role.TECHNICAL:
        Person.objects.filter(pk=person.pk).update(is_technical=True)
    if role == Role.SAFEGUARDING:
        return leads.name(person=person, actor=actor, now=now, starts=today, ends=ends)
    return RoleGrant.objects.create(
        person=person, role=role, team=team, organisation=organisation, starts=today, ends=ends, granted_by=actor.person
    )


@transaction.atomic
def end(*, grant, actor, now):
    """The role ends now: the next page this person opens no longer has it."""
    require(actor, Permission.GRANT_ROLES, within=grant)
    today = timezone.localdate(now)
    grant = RoleGrant.objects.select_for_update(no_key=True).get(pk=grant.pk)
    if grant.ends is not None and grant.ends < today:
        return
    if grant.role == Role.COORDINATOR:
        rules.check_a_coordinator_stays(besides=grant.person, now=now)
    if grant.starts >= today or grant.waits:
        grant.delete()  # begun today: the last whole day of it would lie before its first
    else:
        RoleGrant.objects.filter(pk=grant.pk).update(ends=today - timedelta(days=1))
    if grant.role == Role.TECHNICAL:
        Person.objects.filter(pk=grant.person_id).update(is_technical=False)
