"""The page of what teams said, quarter by quarter, and its file."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import file_views, stretches
from coproduction.dashboards.tiles_teams import teams_page
from members.permissions import Permission
from members.web import needs, page, typed


@require_safe
@needs(Permission.SEE_DASHBOARD)
def teams(request):
    """MET-02, 06, 07 and 27 of one quarter or financial year, all together and team by team."""
    now = timezone.now()
    stretch = stretches.stretch(typed(request, "period", longest=10), now=now)
    if stretch is None:
        raise Http404
    shown = teams_page(actor=request.actor, stretch=stretch, now=now)
    if kind := file_views.asked(request):
        return file_views.taken(file_views.FIGURES[kind](shown), kind, name=f"teams-{stretch.slug}")
    address = reverse("dashboard_teams")
    periods = [
        (each.name, f"{address}?period={each.slug}", each.slug == stretch.slug) for each in stretches.offered(now=now)
    ]
    files = file_views.offered(f"{address}?period={stretch.slug}")
    context = {"shown": shown, "periods": periods, "files": files}
    return page(request, "dashboards/teams.html", context)
