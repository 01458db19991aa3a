"""The page of equality totals: protected, the same for everybody who may see it."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from coproduction.dashboards import equality
from coproduction.dashboards.disclosure import Mode
from members.models import Job
from members.models.job import JobState
from members.permissions import Permission
from members.queries.equality import is_asked
from members.web import needs, page, post_only, refusals_answered


@needs(Permission.SEE_EQUALITY_TOTALS)
def equality_totals(request):
    """The totals as they were published last; while the worker counts, that it does."""
    today = timezone.localdate()
    newest = equality.last()
    tables = [_shown(table) for table in newest.tables] if newest else []
    context = {
        "published": newest,
        "tables": tables,
        "is_asked": is_asked(),
        "is_rounded": newest and newest.way == Mode.ROUND,
        "next_day": equality.next_day(today=today),
        "today": today,
        "counting": Job.objects.filter(kind=equality.KIND, state__in=[JobState.WAITING, JobState.RUNNING]).first(),
    }
    return page(request, "dashboards/equality.html", context)


def _shown(table):
    """Without the column of percentages where the answers are too few for any (SUPP-08)."""
    percents = any(row["percent"] is not None for row in table["rows"])
    return {**table, "day": date.fromisoformat(table["day"]), "has_percents": percents}


@post_only
@needs(Permission.CHANGE_SETTINGS)
@refusals_answered
def equality_publish(request):
    """Asks the worker to count this year's totals."""
    asked = Mode.ROUND if request.POST.get("way") == Mode.ROUND else Mode.SUPPRESS
    equality.ask_to_publish(actor=request.actor, now=timezone.now(), asked=asked)
    messages.success(request, "They are being counted. Look again in a minute.")
    return redirect("equality_totals")
