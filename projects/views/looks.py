"""How are we doing? The look at ourselves: all of them, one, and what the coordinator does around it."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.models import Meeting
from members.permissions import Permission, can
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into
from projects.actions import assessing
from projects.forms.assessing import BeginForm, ChangeForm, RulesForm
from projects.models import Assessment, AssessmentRules, Side
from projects.queries import assessing as asks
from projects.queries.frameworks import framework

SEE, KEEP, SCORE = Permission.SEE_PROJECTS, Permission.KEEP_ASSESSMENT, Permission.SCORE_OURSELVES


def find(request, pk):
    return get_object_or_404(Assessment.objects.visible_to(request.actor).select_related("framework", "meeting"), pk=pk)


@require_safe
@needs(SEE)
def looks(request):
    """The latest; while there is none, what one is."""
    latest = Assessment.objects.visible_to(request.actor).select_related("framework", "meeting").newest().first()
    if latest is not None:
        return _shown(request, latest)
    return page(request, "projects/looks_none.html", {"keeps": can(request.actor, KEEP)})


@require_safe
@needs(SEE)
def look(request, pk):
    return _shown(request, find(request, pk))


def _shown(request, found):
    today, actor = timezone.localdate(), request.actor
    is_open, keeps = found.is_open(today=today), can(actor, KEEP)
    may_score = is_open and can(actor, SCORE)
    rows = asks.rows_of(found, today=today)
    context = {
        "look": found, "rows": rows, "is_open": is_open, "is_over": found.is_over(today=today), "keeps": keeps,
        "years": [year for year, _ in rows[0].earlier] if rows else [],
        "scored": may_score and bool(asks.own_of(found, actor.person)), "may_score": may_score,
        "said": asks.how_many(found), "sides": Side,
        "others": Assessment.objects.visible_to(actor).exclude(pk=found.pk).select_related("framework").newest(),
        "missing": [row.item.name for row in rows if row.shared is None],
    }  # fmt: skip
    return page(request, "projects/look.html", context)


def _meetings(actor, now):
    since = now - timedelta(days=60)
    return Meeting.objects.visible_to(actor).filter(starts_at__gte=since).order_by("starts_at", "pk")


@needs(KEEP)
@once
def look_new(request):
    """It begins."""
    now, rules = timezone.now(), AssessmentRules.current()
    today, usual = timezone.localdate(now), framework(AssessmentRules.current().framework)
    begin = {
        "framework": usual.pk if usual else None, "year": today.year, "opens_on": today,
        "closes_on": today + timedelta(weeks=rules.weeks),
    }  # fmt: skip
    form = BeginForm(request.POST or None, initial=begin, meetings=_meetings(request.actor, now))
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = assessing.begin(actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "It begins. Members and staff are asked, each by their own way.")
            return redirect("projects:look", made.pk)
    return form_page(request, "projects/look_form.html", form)


@needs(KEEP)
@once
def look_edit(request, pk):
    now, found = timezone.now(), find(request, pk)
    begin = {"closes_on": found.closes_on, "meeting": found.meeting_id}
    form = ChangeForm(request.POST or None, initial=begin, meetings=_meetings(request.actor, now))
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            assessing.change(assessment=found, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("projects:look", pk)
    return form_page(request, "projects/look_form.html", form, {"look": found})


@post_only
@needs(KEEP)
@refusals_answered
def look_finish(request, pk):
    assessing.finish(assessment=find(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "Finished. The next one comes round by itself.")
    return redirect("projects:look", pk)


@require_safe
@needs(KEEP)
def look_people(request, pk):
    """Who has scored and who has not, to ring them; never what."""
    found = find(request, pk)
    people = asks.with_scored(asks.asked(day=timezone.localdate()), found)
    return page(request, "projects/look_people.html", {"look": found, "people": people})


@needs(KEEP)
@once
def look_rules(request):
    rules = AssessmentRules.current()
    names = ("is_on", "framework", "every_months", "weeks", "next_on")
    form = RulesForm(request.POST or None, initial={name: getattr(rules, name) for name in names})
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            assessing.set_rules(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("projects:looks")
    return form_page(request, "projects/look_rules.html", form)
