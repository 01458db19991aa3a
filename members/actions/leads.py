"""A new safeguarding lead waits until somebody who watches says yes: the sealed room opens for nobody on one person's word."""

from django.db import transaction
from django.utils import timezone

from members import emails
from members.models import RoleGrant
from members.permissions import Permission, Role, require
from members.queries import leads as queries
from members.rules import Refused


def name(*, person, actor, now, starts, ends=None) -> RoleGrant:
    """The grant, written by `roles.give` and by cover: it waits if anybody can confirm it, and is announced in any case."""
    if person == actor.person:
        raise Refused("Nobody makes themselves a safeguarding lead. Please ask another coordinator.", field="role")
    confirming = queries.may_confirm(lead=person, giver=actor.person, day=timezone.localdate(now))
    waits = bool(confirming)
    grant = RoleGrant.objects.create(
        person=person, role=Role.SAFEGUARDING, starts=starts, ends=ends, granted_by=actor.person, waits=waits
    )
    told = confirming or queries.to_be_told(lead=person, giver=actor.person, day=timezone.localdate(now))
    emails.lead_named(grant=grant, people=told, now=now)
    return grant


@transaction.atomic
def confirm(*, grant, actor, now):
    """From now on they are a safeguarding lead; they are told, and history keeps who said yes."""
    grant = _locked(grant, actor=actor)
    grant.waits, grant.vouched_by = False, actor.person
    grant.save(update_fields=["waits", "vouched_by"])
    emails.lead_confirmed(grant=grant, now=now)
    return grant


@transaction.atomic
def turn_down(*, grant, actor, now):
    """They do not become one; who named them is told, so that nobody wonders."""
    grant = _locked(grant, actor=actor)
    emails.lead_turned_down(grant=grant, now=now)
    grant.delete()


def _locked(grant, *, actor):
    require(actor, Permission.CONFIRM_LEAD)
    grant = RoleGrant.objects.select_for_update(of=("self",), no_key=True).filter(pk=grant.pk, waits=True).first()
    if grant is None:
        raise Refused("Somebody has answered this already.")
    if actor.person_id in (grant.person_id, grant.granted_by_id):
        raise Refused("This needs somebody else’s yes: not the new lead’s own, and not of whoever named them.")
    return grant
