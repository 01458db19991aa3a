"""One goal of the plan: its word of this quarter, how it ended, and its own words."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.models import Person
from members.permissions import Permission, can, require
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into
from projects import quarters
from projects.actions import planning
from projects.forms.plan import EndForm, GoalForm, WordForm, initial_of
from projects.models import PlanGoal
from projects.queries import plan as asks

SEE, KEEP, SAY = Permission.SEE_PROJECTS, Permission.KEEP_PLAN, Permission.SAY_FOR_GOAL


def _goal(request, pk):
    return get_object_or_404(PlanGoal.objects.visible_to(request.actor).select_related("plan"), pk=pk)


@needs(SEE)
@refusals_answered
def goal(request, pk):
    """One goal, what was said about it, and for its owners and the desk the box for this quarter's word."""
    now, found = timezone.now(), _goal(request, pk)
    today = timezone.localdate(now)
    [line] = asks.lines(PlanGoal.objects.filter(pk=pk), actor=request.actor, today=today)
    may = can(request.actor, SAY, within=found.part_of(request.actor))
    form = _word_form(request, found, line) if may else None
    if request.method == "POST":
        require(request.actor, SAY, within=found.part_of(request.actor))
        if form.is_valid():
            with refusals_into(form):
                planning.say(goal=found, actor=request.actor, now=now, **form.said)
                messages.success(request, "Thank you. It stands on the plan.")
                return redirect("projects:goal", pk)
        form = _read_again(form, found, today)
    context = {
        "line": line, "goal": found, "form": form, "quarter": quarters.in_words(quarters.first_day(today)),
        "keeps": can(request.actor, KEEP),
        "words": [{"when": quarters.in_words(word.quarter), "it": word} for word in line.words], "open": found.state == "open",
    }  # fmt: skip
    status = 422 if form is not None and form.errors else 200
    return page(request, "projects/goal.html", context, status=status)


def _word_form(request, found, line):
    mine = bool(found.owner_ids & set(request.actor.looks_after))
    owners = None if mine else Person.objects.filter(pk__in=found.owner_ids).by_name()
    said = line.now
    initial = {"progress": str(int(said.progress)), "text": said.text, "seen": said.said_at.isoformat()} if said else {}
    return WordForm(request.POST or None, initial=initial, owners=owners)


def _read_again(form, found, today):
    """After a refusal the page shows what stands there now, so the next press is one with open eyes."""
    word = found.words.filter(quarter=quarters.first_day(today)).first()
    form.data = form.data.copy()
    form.data["seen"] = word.said_at.isoformat() if word else ""
    return form


@needs(SAY)
@refusals_answered
def goal_end(request, pk):
    found = _goal(request, pk)
    require(request.actor, SAY, within=found.part_of(request.actor))
    form = EndForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            planning.end(goal=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Written down.")
            return redirect("projects:goal", pk)
    return form_page(request, "projects/goal_end.html", form, {"goal": found})


@post_only
@needs(KEEP)
@refusals_answered
def goal_again(request, pk):
    planning.take_up_again(goal=_goal(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "It is open again.")
    return redirect("projects:goal", pk)


@needs(KEEP)
@once
def goal_edit(request, pk):
    found = _goal(request, pk)
    form = GoalForm(request.POST or None, initial=initial_of(found))
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            planning.edit_goal(goal=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("projects:goal", pk)
    return form_page(request, "projects/goal_form.html", form, {"plan": found.plan, "goal": found})


@needs(KEEP)
@once
def goal_new(request, pk):
    found = get_object_or_404(asks.plans(request.actor), pk=pk)
    form = GoalForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            planning.add_goal(plan=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "The goal stands.")
            return redirect("projects:plan", pk)
    return form_page(request, "projects/goal_form.html", form, {"plan": found})
