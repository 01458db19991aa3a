"""Going away and coming back: who looks after somebody's things meanwhile. No reason is asked or kept."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members import emails
from members.actions import leads
from members.models import Absence, Person, RoleGrant
from members.permissions import Permission, Role, require
from members.queries import cover as queries
from members.rules import Refused


@transaction.atomic
def go_away(*, person, starts, ends, cover, actor, now, lend_roles=False):
    """From the first to the last day `cover` may do what this person may do with their own meetings and projects.

    Refuses when nobody would be coordinator meanwhile; `lend_roles` lends the roles this person holds alone.
    """
    require(actor, Permission.KEEP_COVER, within=person)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    today = timezone.localdate(now)
    if ends < max(starts, today):
        raise Refused("The last day comes before the first one, or is over already.", field="ends")
    _check_cover(person, cover, starts=starts, ends=ends)
    if person.absences.filter(starts__lte=ends, ends__gte=starts).exists():
        raise Refused("They are away on some of these days already. Please end that one first.", field="starts")
    alone = queries.roles_held_alone(person, day=max(starts, today))
    absence = Absence.objects.create(person=person, starts=starts, ends=ends, cover=cover, written_by=actor.person)
    _lend(absence, alone, wanted=lend_roles, actor=actor, now=now)
    emails.cover_asked(absence=absence, now=now)
    _tell_this_process()
    return absence


def _check_cover(person, cover, *, starts, ends):
    if cover.pk == person.pk:
        raise Refused("Please choose somebody else to look after it.", field="cover")
    if not cover.is_active or cover.died_on:
        raise Refused(f"{cover} cannot sign in, so they could not look after anything.", field="cover")
    if cover.absences.filter(starts__lte=starts, ends__gte=ends).exists():
        raise Refused(f"{cover} is away then as well. Please choose somebody who is there.", field="cover")


def _lend(absence, alone, *, wanted, actor, now):
    """The roles nobody else holds go to the one who stands in, for exactly these days."""
    today = timezone.localdate(now)
    alone = [r for r in alone if r != Role.TECHNICAL]  # that one opens Django's admin: given by hand, never lent
    missing = [r for r in alone if not absence.cover.grants.filter(role=r).on(max(absence.starts, today)).exists()]
    if not wanted and Role.COORDINATOR in missing:
        raise Refused(
            f"{absence.person} is the only coordinator. Lend the role to {absence.cover} for these days, "
            "or give it to somebody first: otherwise nobody could let anybody in.",
            field="lend_roles",
        )
    if not wanted:
        return
    require(actor, Permission.GRANT_ROLES, within=absence.cover)
    for role in missing:
        if role == Role.SAFEGUARDING:
            leads.name(person=absence.cover, actor=actor, now=now, starts=max(absence.starts, today), ends=absence.ends)
            continue
        RoleGrant.objects.create(
            person=absence.cover,
            role=role,
            starts=max(absence.starts, today),
            ends=absence.ends,
            granted_by=actor.person,
        )


@transaction.atomic
def come_back(*, absence, actor, now):
    """They are there again: from this moment their things are theirs alone, and a role that was lent ends."""
    require(actor, Permission.KEEP_COVER, within=absence)
    today = timezone.localdate(now)
    absence = Absence.objects.select_for_update(of=("self",), no_key=True).get(pk=absence.pk)
    lent = RoleGrant.objects.filter(person=absence.cover_id, ends=absence.ends, granted_by=absence.written_by_id)
    for grant in lent.filter(starts__gte=absence.starts, team=None, organisation=None).exclude(ends=None):
        if grant.starts >= today:
            grant.delete()
        else:
            RoleGrant.objects.filter(pk=grant.pk).update(ends=today - timedelta(days=1))
    if absence.starts >= today:
        absence.delete()
    elif absence.ends >= today:
        absence.ends = today - timedelta(days=1)
        absence.save(update_fields=["ends"])
    _tell_this_process()


def _tell_this_process():
    queries.kept.forget()
    transaction.on_commit(queries.kept.forget)
