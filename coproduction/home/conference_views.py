"""What stands on homes about the next conference, fetched apart: homes ask enough already."""

from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.home.conference import open_for
from meetings.day_queries import plans_with
from members.permissions import Permission, can
from members.web import page


@require_safe
def conferences(request):
    """What can be registered for, and how one's own registration stands."""
    actor, now = request.actor, timezone.now()
    context = {
        "plans": plans_with(actor, now=now) if can(actor, Permission.BRING_PEOPLE) else [],
        "conferences": open_for(actor.person_id, now=now),
        "brings": can(actor, Permission.BRING_PEOPLE) and bool(actor.organisation_ids),
    }
    return page(request, "home/conferences.html", context, partial="home/_conference.html")
