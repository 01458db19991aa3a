"""The page that says how people came to the group, without a name."""

from django.utils import timezone

from coproduction.dashboards import pathways
from members.permissions import Permission
from members.web import needs, page


@needs(Permission.SEE_DASHBOARD)
def came_by(request):
    """Protected, the same for everybody who may see it."""
    return page(request, "dashboards/pathways.html", {"tables": pathways.tables(today=timezone.localdate())})
