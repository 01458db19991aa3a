"""What a venue fills in, for the form of a meeting."""

from django.shortcuts import get_object_or_404

from meetings.forms import WhatForm
from meetings.forms.venue import filled_in
from meetings.models import Venue
from members.permissions import Permission
from members.web import needs, page, row_id, typed


@needs(Permission.PLAN_MEETING)
def venue_facts(request):
    """The two boxes as they stand once this venue is chosen; htmx puts each in its place."""
    wanted = typed(request, "venue")
    place, access = typed(request, "place", longest=200), typed(request, "access", longest=1000)
    if wanted:
        venue = get_object_or_404(Venue.objects.in_use(), pk=row_id(wanted))
        place, access = filled_in(venue, place=place, access=access)
    form = WhatForm(actor=request.actor, initial={"place": place, "access": access})
    boxes = [form[name].as_widget(attrs={"hx-swap-oob": "true"}) for name in ("place", "access")]
    return page(request, "meetings/_venue_facts.html", {"boxes": boxes})
