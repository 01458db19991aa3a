"""The page of charts."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import charted
from members.permissions import Permission
from members.rules import Refused
from members.web import needs, page, typed


@require_safe
@needs(Permission.SEE_DASHBOARD)
def charts(request):
    """Every chart; `?by=quarter` for figures over time by quarter instead of financial year, anything else is a 400."""
    now = timezone.now()
    by = typed(request, "by", longest=20) or "year"
    try:
        shown = charted.charts(actor=request.actor, by=by, today=timezone.localdate(now), now=now)
    except Refused as refusal:
        return render(request, "dashboards/refused.html", {"words": str(refusal)}, status=400)
    address = reverse("dashboard_charts")
    options = [(words, f"{address}?by={slug}", slug == by) for slug, words in charted.BY.items()]
    return page(request, "dashboards/charts.html", {"shown": shown, "options": options})
