"""What stands on homes about the next conference, fetched apart: homes ask enough already."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.home.conference import open_for
from meetings.day_queries import plans_with
from meetings.models import Registration, RegistrationState
from members.permissions import Permission, can
from members.web import page


@require_safe
def conferences(request):
    """What can be registered for, and how one's own registration stands."""
    actor, now = request.actor, timezone.now()
    plans = plans_with(actor, now=now) if can(actor, Permission.BRING_PEOPLE) else []
    context = {
        "plans": [each for each in plans if each.gathering.ends_at > now],
        "planned": [each for each in plans if each.gathering.ends_at <= now],
        "conferences": open_for(actor.person_id, now=now),
        "brings": can(actor, Permission.BRING_PEOPLE) and bool(actor.organisation_ids),
    }
    return page(request, "home/conferences.html", context, partial="home/_conference.html")


@require_safe
def my_registration(request, pk):
    """To the private page of one's own registration, the same that the link in the letter opens."""
    own = Registration.objects.filter(gathering=pk, person=request.actor.person_id).exclude(name="")
    found = own.exclude(state=RegistrationState.CANCELLED).order_by("pk").first()
    if found is None or not found.token:
        raise Http404
    return redirect("registration", found.token)
