"""The month on one page: where each meeting stands, what is late, and the steps themselves."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from meetings import clocks, months
from meetings.actions import months as tasks
from meetings.actions import steps
from meetings.forms.steps import StepForm
from meetings.models import MonthTask, Series, SeriesStep
from meetings.views.finding import meeting_for
from meetings.views.series import series_for
from members.permissions import Permission, can, require
from members.web import form_page, needs, next_page, page, refusals_answered, refusals_into

PLAN = Permission.PLAN_MEETING


@needs(PLAN)
def month(request):
    """Every series this role runs: the meeting to come, and the last one while something of it is open."""
    now = timezone.now()
    found = clocks.clocks(Series.objects.visible_to(request.actor), now=now)
    late = sorted((line for each in found for line in each.late if line.is_persons), key=lambda line: line.task.due_at)
    by_pk = {each.meeting.pk: each.meeting for each in found}
    context = {"clocks": found, "late": [(line, by_pk[line.task.meeting_id]) for line in late], "back": request.path}
    return page(request, "meetings/month.html", context)


@needs(PLAN)
def meeting_month(request, pk):
    """All steps of one meeting, with what can be pressed."""
    now = timezone.now()
    meeting = meeting_for(request, pk, PLAN)
    [found] = clocks.clocks(None, now=now, only=meeting)
    return page(request, "meetings/meeting_month.html", {"clock": found, "meeting": meeting, "back": request.path})


def _task(request, pk):
    seen = MonthTask.objects.visible_to(request.actor).select_related(
        "meeting__lead", "step__owner", "done_by", "skipped_by"
    )
    task = get_object_or_404(seen, pk=pk)
    require(request.actor, PLAN, within=task)
    return task


@needs(PLAN)
@refusals_answered
def month_task(request, pk):
    """One step of one meeting: done, not this time because, or waiting again."""
    task, now, do = _task(request, pk), timezone.now(), request.POST.get("do")
    runs = can(request.actor, PLAN, within=task.meeting)
    if request.method != "POST":
        context = {"line": clocks.line(task, now=now), "meeting": task.meeting, "runs": runs, "back": request.path}
        return page(request, "meetings/month_task.html", context)
    if do == "done":
        tasks.done(task=task, actor=request.actor, now=now)
        messages.success(request, f"Done: {task.step.words}")
    elif do == "skip":
        because = request.POST.get("because", "").replace("\x00", "")
        tasks.skip(task=task, because=because, actor=request.actor, now=now)
        messages.success(request, f"Not this time: {task.step.words}")
    elif do == "undo":
        tasks.undo(task=task, actor=request.actor)
        messages.success(request, f"It waits again: {task.step.words}")
    after = ("meetings:meeting_month", task.meeting_id) if runs else ("meetings:month_task", pk)
    return redirect(next_page(request, default=reverse(after[0], args=[after[1]])))


@needs(PLAN)
def series_steps(request, pk):
    """The clock of a series: each step with its day, its time and who does it."""
    found = series_for(request, pk)
    rows = [(each, months.is_persons(each), months.when(each)) for each in found.steps.select_related("owner")]
    return page(request, "meetings/series_steps.html", {"series": found, "rows": rows})


@needs(PLAN)
@refusals_answered
def series_step(request, pk):
    """One step: another day, owner or wording; off, or on again."""
    visible = SeriesStep.objects.filter(series__in=Series.objects.visible_to(request.actor)).select_related("series")
    step, now = get_object_or_404(visible, pk=pk), timezone.now()
    require(request.actor, PLAN, within=step.series)
    form = StepForm(request.POST or None, instance=step, actor=request.actor)
    if request.method == "POST" and (switch := request.POST.get("switch")) in ("on", "off"):
        steps.change_step(step=step, actor=request.actor, now=now, is_on=switch == "on")
        is_on = switch == "on"
        messages.success(request, "Switched on again." if is_on else "Switched off.")
        return redirect("meetings:series_steps", step.series_id)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            steps.change_step(step=step, actor=request.actor, now=now, **form.facts)
            messages.success(request, "Saved. Steps that are still open follow.")
            return redirect("meetings:series_steps", step.series_id)
    return form_page(
        request, "meetings/series_step.html", form, {"series": step.series, "step": step, "when": months.when(step)}
    )


@needs(PLAN)
@refusals_answered
def series_step_new(request, pk):
    """A step of the group's own."""
    found = series_for(request, pk)
    form = StepForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            steps.add_step(series=found, actor=request.actor, now=timezone.now(), **form.facts)
            messages.success(request, "Added. It stands in the clock of every meeting to come.")
            return redirect("meetings:series_steps", pk)
    return form_page(request, "meetings/series_step.html", form, {"series": found, "step": None})
