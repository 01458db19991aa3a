"""The register of decisions: the list, what was decided elsewhere, and what was looked at again."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from meetings.models import Decision as Line
from meetings.models import Meeting
from members.permissions import can
from members.web import form_page, needs, once, page, paginate, post_only, refusals_answered, refusals_into
from projects.actions import deciding
from projects.forms.deciding import NoteForm, ReviewForm
from projects.models import Decision, LivedExperience
from projects.models.decision import WITH_INPUT
from projects.views.deciding import one_decision
from projects.views.texts import KEEP, SEE

LINES_SHOWN = 20
RECENT = timedelta(days=120)


@needs(SEE)
def decisions(request):
    """The register: what, when, which body, with or without lived experience and from which stage, outcome, review."""
    which = request.GET.get("show", "")
    found = Decision.objects.visible_to(request.actor).select_related("body", "agreement")
    if which == "without":
        found = found.filter(lived_experience__in=[LivedExperience.NONE, LivedExperience.TOLD])
    elif which == "with":
        found = found.filter(lived_experience__in=WITH_INPUT)
    elif which == "open":
        found = found.filter(outcome="")
    else:
        which = ""
    context = {"page": paginate(request, found.register(), per_page=30), "which": which, "today": timezone.localdate()}
    if can(request.actor, KEEP):
        context["lines"] = _lines_of_meetings(request.actor, now=timezone.now())
    return page(request, "projects/decisions.html", context)


def _lines_of_meetings(actor, *, now):
    """What meetings decided lately and does not stand in the register yet."""
    there = Decision.objects.exclude(meeting=None).values("question")
    seen = Meeting.objects.visible_to(actor).filter(starts_at__gte=now - RECENT)
    rows = Line.objects.filter(meeting__in=seen).exclude(text__in=there).select_related("meeting", "decided_by")
    return list(rows.order_by("-noted_at", "-pk")[:LINES_SHOWN])


@needs(KEEP)
@once
@refusals_answered
def decision_note(request, pk=None):
    """What was decided at a meeting or elsewhere, for the register."""
    now, actor = timezone.now(), request.actor
    found = one_decision(request, pk, keep=True) if pk else None
    line = _line(request)
    form = NoteForm(request.POST or None, initial=_begin(found, line, now), actor=actor)
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        if line is not None and found is None:
            said["meeting"] = line.meeting
        with refusals_into(form):
            made = deciding.note(decision=found, actor=actor, now=now, **said)
            messages.success(request, "It stands in the register.")
            return redirect("projects:decision", made.pk)
    return form_page(request, "projects/decision_note.html", form, {"decision": found, "line": line})


def _line(request):
    number = request.GET.get("line", "")
    seen = Line.objects.filter(meeting__in=Meeting.objects.visible_to(request.actor)).select_related("meeting")
    return seen.filter(pk=number).first() if number.isdecimal() and len(number) < 15 else None


def _begin(found, line, now):
    if found is not None:
        names = ("question", "decided_on", "outcome", "outcome_words", "lived_experience", "stage", "review_on")
        return {name: getattr(found, name) for name in names} | {"body": found.body_id, "project": found.project_id}
    begin = {"decided_on": timezone.localdate(now), "outcome": "agreed"}
    if line is not None:
        begin |= {
            "question": line.text[:300],
            "outcome_words": line.text,
            "body": line.decided_by_id or line.meeting.body_id,
        }
        begin["decided_on"] = timezone.localdate(line.meeting.starts_at)
    return begin


@post_only
@needs(KEEP)
@refusals_answered
def decision_review(request, pk):
    """It was looked at again."""
    found = one_decision(request, pk, keep=True)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["review_on"]))
        return redirect("projects:decision", pk)
    deciding.looked_again(decision=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
    messages.success(request, "Saved.")
    return redirect("projects:decision", pk)
