"""Figures of a part: one team for the team itself, one project, the Network, and what each team owes."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import named, of_network, owed, periods
from coproduction.dashboards.boards import board_of_team
from coproduction.dashboards.of_project import of_project
from members.models import Team
from members.permissions import Permission, can
from members.rules import Refused
from members.web import needs, of_module, page
from projects.models import Project


@require_safe
@needs(Permission.SEE_TEAM_FIGURES)
def team_figures(request, slug):
    """The eight figures of one team, as trustees see them; another team's staff read a sentence that says whose they may see."""
    team = get_object_or_404(Team, slug=slug)
    if not can(request.actor, Permission.SEE_TEAM_FIGURES, within=team):
        mine = Team.objects.filter(pk__in=request.actor.team_ids)
        return render(request, "dashboards/not_your_team.html", {"mine": mine}, status=404)
    now = timezone.now()
    try:
        period = _period(request, now)
    except Refused as refusal:
        return render(request, "dashboards/refused_part.html", {"words": str(refusal)}, status=400)
    shown = board_of_team(actor=request.actor, team=team, period=period, now=now)
    context = {"team": team, "board": shown, **_pills(period, reverse("team_figures", args=[slug]))}
    return page(request, "dashboards/team_figures.html", context)


@require_safe
@needs(Permission.SEE_PROJECTS)
def project_figures(request, pk):
    """Of one project, everything up to today."""
    project = get_object_or_404(Project.objects.visible_to(request.actor).select_related("team"), pk=pk)
    context = {"project": project, "shown": of_project(project, request.actor)}
    return page(request, "dashboards/project_figures.html", context)


@require_safe
@of_module("network")
def network_figures(request):
    """For partners, whoever runs the Network, and trustees."""
    actor = request.actor
    if not (can(actor, Permission.SEE_NETWORK) or can(actor, Permission.SEE_DASHBOARD)):
        raise PermissionDenied("The Network’s figures are for its organisations, and for the charity’s Board.")
    now = timezone.now()
    try:
        period = _period(request, now)
    except Refused as refusal:
        return render(request, "dashboards/refused_part.html", {"words": str(refusal)}, status=400)
    shown = of_network.of_network(period=period, now=now)
    context = {"shown": shown, "period": period, **_pills(period, reverse("network_figures"))}
    return page(request, "dashboards/network_figures.html", context)


@require_safe
@needs(Permission.SEE_DASHBOARD)
def by_team(request):
    """What each team owes today: for the Management Board and the coordinator, and for trustees who ask."""
    now = timezone.now()
    shown = owed.owed(today=timezone.localdate(now), now=now)
    return page(request, "dashboards/owed.html", {"shown": shown, "columns": owed.COLUMNS})


def _period(request, now):
    return periods.period(request.GET.get("period") or periods.USUAL, today=timezone.localdate(now))


def _pills(period, here):
    return named.pills(period, lambda slug: f"{here}?period={slug}")
