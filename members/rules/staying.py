"""That somebody stays who may let others in."""

from django.utils import timezone

from members.models import RoleGrant
from members.permissions import Role
from members.rules.people import Refused

NOBODY_LEFT = (
    "This is the only coordinator, and without one nobody could let anybody in again. Give the role to somebody else "
    "first, under Settings, Who has access. If nobody can sign in any more, whoever looks after the server runs "
    "“invite_coordinator” with an email address."
)


def check_a_coordinator_stays(*, besides, now):
    """Refuses when, but for this person, no coordinator could sign in today."""
    today = timezone.localdate(now)
    held = RoleGrant.objects.filter(role=Role.COORDINATOR).on(today).order_by("pk")
    # locked, so that two coordinators cannot shut each other out at the same moment
    grants = list(held.select_for_update(of=("self",), no_key=True).select_related("person"))
    others = [g for g in grants if g.person_id != besides.pk and g.person.is_active and not g.person.died_on]
    if any(g.person_id == besides.pk for g in grants) and not others:
        raise Refused(NOBODY_LEFT)
