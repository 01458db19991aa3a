"""Pages of what people answered after meetings: of one meeting for whoever was asked to it, of a year for the trustees."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from coproduction.dashboards import pulse
from meetings.models import Meeting, Pulse
from members.permissions import Permission, can
from members.web import needs, page


def results(request, pk):
    """What people said as a whole; the words without a name for the coordinator alone (domain 5.2)."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.actor), pk=pk)
    box = Pulse.objects.filter(meeting=meeting).first()
    keeps = can(request.actor, Permission.KEEP_PULSE)
    context = {
        "meeting": meeting, "box": box, "keeps": keeps,
        "results": pulse.results_of(box, with_words=keeps) if box else None,
    }  # fmt: skip
    return page(request, "dashboards/pulse.html", context, partial="dashboards/_pulse.html")


@needs(Permission.SEE_DASHBOARD)
def over_the_year(request):
    """Twelve months of meetings together, and what the charity says it will change."""
    found, told = pulse.over_the_year(today=timezone.localdate())
    return page(request, "dashboards/pulse_year.html", {"results": found, "told": told})
