"""Two pages after a gathering: what people said of it, and what happened next."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from coproduction.dashboards import gatherings
from meetings.day_queries import themes_of_tables
from meetings.day_rules import sheets_are_taken
from meetings.models import Gathering
from members.permissions import Permission, can
from members.web import of_module, page


@of_module("conference")
def gathering_evaluation(request, pk):
    """Answers as they may be shown: the same tables for all who may see them; words for those who run the day."""
    gathering = get_object_or_404(Gathering.objects.visible_to(request.actor), pk=pk)
    runs = can(request.actor, Permission.PLAN_MEETING, within=gathering)
    if not runs and not can(request.actor, Permission.SEE_DASHBOARD):
        raise Http404
    still_open = sheets_are_taken(gathering, now=timezone.now())
    context = {
        "gathering": gathering, "runs": runs, "returned": gatherings.returned(gathering),
        "answers": [] if still_open else gatherings.answers(gathering, with_words=runs),
        "is_to_come": gathering.starts_at > timezone.now(),
        "too_few": gatherings.STILL_OPEN if still_open else gatherings.TOO_FEW,
    }  # fmt: skip
    return page(request, "dashboards/gathering_evaluation.html", context)


@of_module("conference")
@login_not_required
def what_happened(request, slug):
    """Open to all once it is told; before that to those who run the day, to look at."""
    gathering = get_object_or_404(Gathering.objects.visible_to(request.actor), slug=slug)
    is_told = gathering.told_what_happened_at is not None
    runs = can(request.actor, Permission.PLAN_MEETING, within=gathering)
    if not is_told and not runs:
        raise Http404
    today = timezone.localdate()
    context = {
        "gathering": gathering, "is_told": is_told, "runs": runs, "numbers": gatherings.numbers(gathering),
        "returned": gatherings.returned(gathering), "themes": themes_of_tables(gathering),
        "steps": [(step, *step.word(today=today)) for step in gathering.next_steps.soonest_first()],
    }  # fmt: skip
    return page(request, "dashboards/what_happened.html", context)
