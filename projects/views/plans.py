"""The plan: as a page, as a timeline and on paper; made in one press, or written."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings.models import Gathering
from members.permissions import Permission, can
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into
from members.words import plural
from projects import plan_sheet, quarters
from projects.actions import planning
from projects.forms.plan import PlanForm
from projects.queries import plan as asks
from projects.queries.plan_timeline import timeline

SEE, KEEP, SAY = Permission.SEE_PROJECTS, Permission.KEEP_PLAN, Permission.SAY_FOR_GOAL


@needs(SEE)
def plans(request):
    """The latest plan; while there is none, what one is made of."""
    latest = asks.plans(request.actor).first()
    keeps = can(request.actor, KEEP)
    ready = asks.to_be_made() if keeps else []
    if latest is None:
        return page(request, "projects/plans.html", {"ready": ready, "keeps": keeps})
    return _shown(request, latest, {"ready": ready})


def _find(request, pk):
    return get_object_or_404(asks.plans(request.actor), pk=pk)


@needs(SEE)
def plan(request, pk):
    return _shown(request, _find(request, pk))


def _shown(request, found, more=None):
    today = timezone.localdate()
    rows = asks.lines(found.goals.all(), actor=request.actor, today=today)
    context = {
        "plan": found, "rows": rows, "counts": asks.counts(found.goals.all(), today=today), "quarter": _quarter(today),
        "keeps": can(request.actor, KEEP), "others": asks.plans(request.actor).exclude(pk=found.pk),
        "mine": [row for row in rows if row.mine and can(request.actor, SAY)], **(more or {}),
    }  # fmt: skip
    return page(request, "projects/plan.html", context)


def _quarter(today):
    return quarters.in_words(quarters.first_day(today))


@needs(SEE)
def plan_timeline(request, pk):
    """The same, quarter by quarter."""
    found, today = _find(request, pk), timezone.localdate()
    rows = asks.lines(found.goals.all(), actor=request.actor, today=today)
    return page(request, "projects/plan_timeline.html", {"plan": found, "quarters": timeline(found, rows, today=today)})


@needs(SEE)
def plan_print(request, pk):
    """The same on paper; `?print=large` in large print, which is what whoever reads large print gets anyway."""
    found, now = _find(request, pk), timezone.now()
    today = timezone.localdate(now)
    rows = asks.lines(found.goals.all(), actor=request.actor, today=today)
    wanted = request.GET.get("print") or request.actor.person.letter_format
    counts = asks.counts(found.goals.all(), today=today)
    paper = plan_sheet.sheet(found, rows, _in_words(counts), large=wanted == "large", now=now)
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="our-plan.pdf"'
    return response


def _in_words(counts):
    still = f"{counts.due} still due, {counts.overdue} late"
    return f"{plural(counts.all, 'goal')}: {counts.done} done, {still}, {counts.let_go} let go."


@post_only
@needs(KEEP)
@refusals_answered
def plan_make(request):
    """One press: the goals an away day handed over become a plan."""
    wanted = request.POST.get("gathering", "")
    day = get_object_or_404(Gathering, pk=wanted if wanted.isdecimal() and len(wanted) < 15 else 0)
    made = planning.make(gathering=day, actor=request.actor, now=timezone.now())
    messages.success(request, "The plan stands. Both owners of each goal are asked once a quarter how far it is.")
    return redirect("projects:plan", made.pk)


@needs(KEEP)
@once
def plan_new(request):
    form = PlanForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = planning.begin(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "The plan stands. Now its goals.")
            return redirect("projects:goal_new", made.pk)
    return form_page(request, "projects/plan_form.html", form)


@needs(KEEP)
@once
def plan_edit(request, pk):
    found = _find(request, pk)
    days = {"title": found.title, "starts_on": found.starts_on, "ends_on": found.ends_on}
    form = PlanForm(request.POST or None, initial=days)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            planning.edit(plan=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("projects:plan", pk)
    return form_page(request, "projects/plan_form.html", form, {"plan": found})
