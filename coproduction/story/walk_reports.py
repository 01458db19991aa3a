"""Where the steps of the walk about reports to the Board, and about who else reads figures, begin."""

from django.urls import reverse

from coproduction.dashboards.models import BoardReport, Kind


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


PLACES = {
    "the report": _approved,
    "the year": _year,
    "the group's part": _part,
    "beside the figures": lambda now: reverse("board_stories"),
    "keys": lambda now: reverse("keys"),
}
