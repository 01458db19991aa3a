"""Who may say yes to a new safeguarding lead, and who waits for it."""

from members.models import Person, RoleGrant
from members.permissions import Permission, Role, can

CONFIRMING = [Role.SAFEGUARDING, Role.BOARD]
TOLD_AT_FIRST = [Role.COORDINATOR, Role.TRUSTEE, Role.TECHNICAL]


def may_confirm(*, lead, giver, day) -> list[int]:
    """Ids of the leads and the Management Board of that day, but for the new lead and whoever names them."""
    return _holders(CONFIRMING, lead=lead, giver=giver, day=day)


def to_be_told(*, lead, giver, day) -> list[int]:
    """On a site without any of those: the other coordinators, the trustees and the administrators hear of the first lead."""
    return _holders(TOLD_AT_FIRST, lead=lead, giver=giver, day=day)


def _holders(roles, *, lead, giver, day):
    held = RoleGrant.objects.filter(role__in=roles).on(day).values("person")
    people = Person.objects.filter(pk__in=held, is_active=True, died_on=None).exclude(pk=lead.pk)
    if giver is not None:
        people = people.exclude(pk=giver.pk)
    return list(people.order_by("pk").values_list("pk", flat=True))


def waiting():
    """Grants that nobody has said yes to, the oldest first."""
    rows = RoleGrant.objects.filter(waits=True, person__is_active=True, person__died_on=None)
    return rows.select_related("person", "granted_by").order_by("starts", "pk")


def beginning(*, day):
    """Those who are leads from a later day on, since nobody could confirm them; the soonest first."""
    rows = RoleGrant.objects.filter(role=Role.SAFEGUARDING, waits=False, starts__gt=day, person__is_active=True)
    return rows.select_related("person", "granted_by").order_by("starts", "pk")


def waiting_for(actor):
    """Those this actor may say yes to."""
    if not can(actor, Permission.CONFIRM_LEAD):
        return []
    rows = waiting().exclude(person=actor.person_id)
    return [grant for grant in rows if grant.granted_by_id != actor.person_id]


def waits(person) -> bool:
    """Whether this person was named and waits."""
    return RoleGrant.objects.filter(person=person, waits=True).exists()
