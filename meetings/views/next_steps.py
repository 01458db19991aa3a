"""What was promised after a gathering: the list of those who plan it, and the page of one for whoever sees to it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings.actions import next_steps as acts
from meetings.forms.day_after import CouldNotForm, StepForm
from meetings.models import NextStep
from meetings.views.day_finding import chosen, gathering_for
from members.permissions import Permission, can
from members.web import form_page, needs, refusals_answered, refusals_into

PLAN = Permission.PLAN_MEETING


@needs(PLAN)
@refusals_answered
def next_steps(request, pk):
    """What will happen after the day, and whether it did."""
    gathering = gathering_for(request, pk, PLAN)
    now, step = timezone.now(), request.POST.get("step", "")
    form = StepForm(request.POST if step == "add" else None)
    if step in ("done", "open", "drop"):
        found = chosen(gathering.next_steps, request.POST.get("which", ""))
        if step == "drop":
            acts.drop(step=found, actor=request.actor, now=now)
        else:
            acts.done(step=found, happened=step == "done", actor=request.actor, now=now)
        return redirect("meetings:next_steps", pk)
    if form.is_valid():
        with refusals_into(form):
            acts.add(gathering=gathering, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "It stands there.")
            return redirect("meetings:next_steps", pk)
    today = timezone.localdate(now)
    rows = gathering.next_steps.select_related("owner").soonest_first()
    context = {"gathering": gathering, "rows": [(row, *row.word(today=today)) for row in rows]}
    return form_page(request, "meetings/day/next_steps.html", form, context)


@needs(PLAN)
@refusals_answered
def next_step(request, pk):
    """One promise, for whoever sees to it or stands in for them, also when the day is another team's."""
    found = get_object_or_404(NextStep.objects.select_related("gathering", "owner"), pk=pk)
    plans = can(request.actor, PLAN, within=found.gathering)
    if not plans and (found.owner_id is None or found.owner_id not in request.actor.looks_after):
        raise Http404
    now, step = timezone.now(), request.POST.get("step", "")
    form = CouldNotForm(request.POST if step == "could_not" else None)
    if step in ("done", "open"):
        acts.done(step=found, happened=step == "done", actor=request.actor, now=now)
        return redirect("meetings:next_step", pk)
    if form.is_valid():
        with refusals_into(form):
            acts.could_not(step=found, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "It stands there, for everybody to read.")
            return redirect("meetings:next_step", pk)
    word, tone = found.word(today=timezone.localdate(now))
    context = {"each": found, "plans": plans, "word": word, "tone": tone}
    return form_page(request, "meetings/day/next_step.html", form, context)
