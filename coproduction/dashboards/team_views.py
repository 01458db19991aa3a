"""The page of what teams said, quarter by quarter, and its file."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import exports, stretches
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
    if request.GET.get("as") == "csv":
        return HttpResponse(
            exports.as_csv(shown),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="teams-{stretch.slug}.csv"'},
        )
    address = reverse("dashboard_teams")
    periods = [
        (each.name, f"{address}?period={each.slug}", each.slug == stretch.slug) for each in stretches.offered(now=now)
    ]
    context = {"shown": shown, "periods": periods, "csv_url": f"{address}?period={stretch.slug}&as=csv"}
    return page(request, "dashboards/teams.html", context)
