"""Work somebody said yes to, with day, time and place; the list of meetings asks for it."""

from django.utils import timezone
from django.views.decorators.http import require_safe

from members.web import page
from projects.queries.to_come import work_to_come


@require_safe
def said_yes(request):
    """One's own alone, whatever the role."""
    found = work_to_come(request.actor.person, today=timezone.localdate())
    return page(request, "projects/said_yes.html", {"works": found}, partial="projects/_said_yes.html")
