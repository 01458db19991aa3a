"""Where the steps of the walk about reports to the Board, and about who else reads figures, begin."""

from django.urls import reverse

from coproduction.dashboards.models import BoardReport, Kind
from coproduction.story.signin import GUISES, person_of
from members.models import RoleGrant
from members.permissions import Role


def _approved(now):
    """The newest report that was approved; the list while there is none."""
    found = BoardReport.objects.approved().newest().first()
    return reverse("report", args=[found.pk]) if found else reverse("reports")


def _part(now):
    """The group's part of the newest draft; the list while there is none."""
    found = BoardReport.objects.drafts().filter(kind=Kind.BOARD).newest().first()
    return reverse("report_part", args=[found.pk]) if found else reverse("reports")


def _year(now):
    """The newest report of a year; the list while there is none."""
    found = BoardReport.objects.filter(kind=Kind.ANNUAL).newest().first()
    return reverse("report", args=[found.pk]) if found else reverse("reports")


def _team(now):
    """The figures of the team that the walk's staff are in; the projects while they are in none."""
    grant = RoleGrant.objects.filter(person=person_of(GUISES["staff"]), role=Role.STAFF, team__isnull=False)
    slug = grant.order_by("pk").values_list("team__slug", flat=True).first()
    return reverse("team_figures", args=[slug]) if slug else reverse("projects:projects")


PLACES = {
    "the report": _approved,
    "the year": _year,
    "the group's part": _part,
    "charts": lambda now: reverse("dashboard_charts"),
    "decided": lambda now: reverse("dashboard_decisions"),
    "my team in figures": _team,
    "beside the figures": lambda now: reverse("board_stories"),
    "keys": lambda now: reverse("keys"),
}
