"""The page of all figures, and its file."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import file_views, named, periods
from coproduction.dashboards.definitions import DEFINITIONS_VERSION
from coproduction.dashboards.measures_page import measures_page
from coproduction.dashboards.views import refused
from members.permissions import Permission
from members.rules import Refused
from members.web import needs


@require_safe
@needs(Permission.SEE_DASHBOARD)
def all_figures(request):
    """MET-01 to 27 of one period, in five groups; with `as=csv`, `xlsx` or `json` the same as a file."""
    now = timezone.now()
    try:
        period = periods.period(request.GET.get("period") or periods.USUAL, today=timezone.localdate(now))
    except Refused as refusal:
        return refused(request, refusal)
    shown = measures_page(actor=request.actor, period=period, now=now)
    if kind := file_views.asked(request):
        name = f"all-figures-{period.slug}-{period.today}"
        return file_views.taken(file_views.FIGURES[kind](shown), kind, name=name)
    address = reverse("dashboard_measures")
    context = {
        "shown": shown, **named.pills(period, lambda slug: f"{address}?period={slug}"),
        "version": DEFINITIONS_VERSION, "files": file_views.offered(f"{address}?period={period.slug}"),
    }  # fmt: skip
    return render(request, "dashboards/measures.html", context)
