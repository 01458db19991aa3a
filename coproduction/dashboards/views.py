"""The trustees' dashboard, its file and its picture."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import charts, file_views, filters, named, periods, questions_waiting
from coproduction.dashboards.boards import board_for
from coproduction.dashboards.models import ChartPicture
from meetings.models import Level
from members.permissions import Permission, require
from members.rules import Refused
from members.web import needs
from members.web import page as in_page

ASK_AGAIN = 20  # times that a page asks for its picture, three seconds apart


@require_safe
def dashboard(request):
    """Eight figures, one picture, and what else may be asked."""
    try:
        page = _asked(request)
    except Refused as refusal:
        return refused(request, refusal)
    return render(
        request,
        "dashboards/dashboard.html",
        {
            "board": page,
            **_periods(page),
            "choices": _choices(page),
            "files": [
                (kind, _address(f"dashboard_{kind}", page.period.slug, page.filter.by, page.filter.slug))
                for kind in file_views.TYPES
            ],
        },
    )


@require_safe
@needs(Permission.SEE_DASHBOARD)
def questions(request):
    """How many questions wait for the Board; the dashboard fetches it apart, within its twelve questions to the database."""
    asked = questions_waiting.shown(request.actor, day=timezone.localdate())
    return in_page(request, "dashboards/questions.html", {"asked": asked}, partial="dashboards/_questions.html")


@require_safe
def export(request, kind):
    """The same figures as CSV, as a spreadsheet or as JSON."""
    try:
        page = _asked(request)
    except Refused as refusal:
        return refused(request, refusal)
    name = "-".join(filter(None, ("involvement", page.period.slug, page.filter.slug, str(page.period.today))))
    return file_views.taken(file_views.FIGURES[kind](page), kind, name=name)


@require_safe
def picture(request, digest):
    """The moving part of the page: the picture, or its table while the worker still draws."""
    require(request.actor, Permission.SEE_DASHBOARD)
    kept = get_object_or_404(ChartPicture, digest=digest)
    asked = request.GET.get("asked", "")
    times = int(asked) + 1 if asked.isascii() and asked.isdigit() and len(asked) < 3 else 1
    shown = charts.Picture(kept.digest, kept.facts, kept.svg)
    return render(
        request, "dashboards/_picture.html", {"picture": shown, "pictured": times if times < ASK_AGAIN else 0}
    )


def _asked(request):
    """The board for this address; Refused for a period or two filters that it cannot have."""
    require(request.actor, Permission.SEE_DASHBOARD)
    now = timezone.now()
    period = periods.period(request.GET.get("period") or periods.USUAL, today=timezone.localdate(now))
    return board_for(actor=request.actor, period=period, filter=filters.chosen(request.GET), now=now, in_full=True)


def refused(request, refusal):
    """The page of an address that asks for what cannot be had."""
    return render(request, "dashboards/refused.html", {"words": str(refusal)}, status=400)


def _address(name, period, by="", slug=""):
    asked = {"period": period} | ({by: slug} if by else {})
    return f"{reverse(name)}?{urlencode(asked)}"


def _periods(page):
    by, slug = page.filter.by, page.filter.slug
    return named.pills(page.period, lambda name: _address("dashboard", name, by, slug))


def _choices(page):
    """Pills for team, level and body: (name, options) with the way back to the whole charity first in each."""
    every = {"team": [], "level": [(level.value, level.label) for level in Level], "body": []}
    for by, slug, name in page.choices:
        every[by].append((slug, name))
    names = {"team": ("Team", "All teams"), "level": ("Level", "All levels"), "body": ("Group", "All groups")}
    return [
        (
            names[by][0],
            [
                (names[by][1], _address("dashboard", page.period.slug), page.filter.by != by),
                *(
                    (
                        name,
                        _address("dashboard", page.period.slug, by, slug),
                        (page.filter.by, page.filter.slug) == (by, slug),
                    )
                    for slug, name in options
                ),
            ],
        )
        for by, options in every.items()
    ]
