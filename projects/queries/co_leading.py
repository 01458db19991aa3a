"""What pages ask about leading together: of one project, and of one person."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from members.models import Membership
from members.permissions import Permission, Role, can
from members.queries import names
from projects.models import CoLead


@dataclass(frozen=True)
class Together:
    """What this reader may know of it: names, or first names of who agreed, or only that there is somebody."""

    rows: list
    first_names: list
    how_many: int


def together(project, actor) -> Together:
    """Whoever keeps this project's log reads names; members first names of those who agreed (CON-04); others that there is somebody."""
    rows = list(project.co_leads.standing().select_related("person").in_order())
    if can(actor, Permission.EDIT_LOG, within=project):
        return Together(rows, [], len(rows))
    agreed = names.first_names([row.person_id for row in rows]) if rows and actor.role == Role.MEMBER else []
    return Together([], agreed, len(rows))


def led_by(person):
    """What this person leads or led together with us, running ones first; whether they have ever been with the group."""
    known = Membership.objects.filter(person=OuterRef("person"))
    found = CoLead.objects.filter(person=person).select_related("project__lead", "project__team")
    return found.annotate(with_the_group=Exists(known)).order_by("-ended_on", "-began_on", "-pk")
