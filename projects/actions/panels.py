"""The ten points of an interview panel: what was done, by whom (domain 4.3)."""

from django.db import transaction

from members.permissions import Permission, require
from members.rules import Refused
from projects.actions.briefs import locked
from projects.models import PanelPoint, Point


@transaction.atomic
def tick(*, opportunity, point, done, note="", actor, now) -> PanelPoint:
    """One of the ten is done, or is not after all. Raises Refused."""
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    opportunity = locked(opportunity)
    if not opportunity.is_panel:
        raise Refused("This is no interview panel.")
    if point not in Point.values:
        raise Refused("That is not one of the ten points.")
    found = PanelPoint.objects.filter(opportunity=opportunity, point=point).first()
    found = found or PanelPoint(opportunity=opportunity, point=point)
    found.note = note.strip()[:300]
    found.done_at, found.done_by = (now, actor.person) if done else (None, None)
    found.save()
    return found
