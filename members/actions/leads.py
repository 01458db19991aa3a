"""A new safeguarding lead waits until somebody who watches says yes: the sealed room opens for nobody on one person's word."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from members import charity, emails
from members.models import RoleGrant
from members.permissions import Permission, Role, require
from members.queries import leads as queries
from members.rules import Refused
from members.words import day as day_words

A_DAY_BETWEEN = timedelta(days=2)  # where nobody can say yes: a whole day in which everybody told can say no


def name(*, person, actor, now, starts, ends=None) -> RoleGrant:
    """The grant, written by `roles.give` and by cover: it waits if anybody can confirm it, and is announced in any case.

    On a site where nobody can, it begins only when a whole day has passed; until then a coordinator takes it back.
    """
    if person == actor.person:
        raise Refused("Nobody makes themselves a safeguarding lead. Please ask another coordinator.", field="role")
    today = timezone.localdate(now)
    confirming = queries.may_confirm(lead=person, giver=actor.person, day=today)
    waits = bool(confirming)
    if not waits:
        starts = max(starts, today + A_DAY_BETWEEN)
        if ends and ends < starts:
            raise Refused(
                f"Nobody here can confirm it, so it begins on {day_words(starts)} at the earliest.", field="ends"
            )
    grant = RoleGrant.objects.create(
        person=person, role=Role.SAFEGUARDING, starts=starts, ends=ends, granted_by=actor.person, waits=waits
    )
    told = confirming or queries.to_be_told(lead=person, giver=actor.person, day=today)
    if told:
        emails.lead_named(grant=grant, people=told, now=now)
    elif charity.current().email:
        emails.lead_named_office(grant=grant, now=now)
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
