"""A member at an outside table: one page for staff and for the member who goes, and a sheet to print."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.permissions import Permission, can, require
from members.web import Refused, form_page, needs, page, post_only, refusals_answered, refusals_into
from projects.actions import outside_tables as actions
from projects.forms import outside_tables as forms
from projects.models import OutsideMeeting, Project, TableQuestion
from projects.queries.outside_tables import words_for

PLAN = Permission.PLAN_PROJECT
STEPS = {  # what is added to a meeting: its form, what is done, and what is said then
    "brief": (forms.BriefForm, actions.brief, "Saved. It stands on their sheet."),
    "topic": (forms.TopicForm, actions.speak_on, "Saved."),
    "word": (forms.WordForm, actions.explain, "Saved. The next meeting has it as well."),
    "held": (forms.HeldForm, actions.held, "It stands in the log. Whoever went along asks how it was."),
}


def _find(request, pk):
    found = OutsideMeeting.objects.visible_to(request.actor).select_related(
        "project__team", "project__lead", "person", "buddy"
    )
    return get_object_or_404(found, pk=pk)


@needs(PLAN)
def table_new(request, pk):
    """A member goes to an outside meeting for this project."""
    found = get_object_or_404(Project.objects.visible_to(request.actor).select_related("team"), pk=pk)
    require(request.actor, PLAN, within=found)
    form = forms.TableMeetingForm(request.POST or None, initial={"buddy": request.actor.person_id})
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = actions.plan(project=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "It stands on the first page of whoever goes.")
            return redirect("projects:table", made.pk)
    return form_page(request, "projects/table_new.html", form, {"project": found})


@require_safe
def table(request, pk):
    found, today = _find(request, pk), timezone.localdate()
    may = can(request.actor, PLAN, within=found)
    begin = {"brief": found.brief, "brief_on": found.brief_on}
    context = {
        "meeting": found,
        "may": may,
        "is_past": found.on_day <= today,
        "topics": list(found.topics.order_by("pk")),
        "words": words_for(found),
        "questions": list(found.questions.select_related("owner").order_by("pk")),
        "brief_form": forms.BriefForm(initial=begin, auto_id="brief_%s") if may else None,
        "topic_form": forms.TopicForm(auto_id="topic_%s") if may else None,
        "word_form": forms.WordForm(auto_id="word_%s") if may else None,
        "held_form": forms.HeldForm(auto_id="held_%s") if may else None,
        "question_form": forms.QuestionForm(auto_id="ask_%s"),
    }
    return page(request, "projects/table.html", context)


@require_safe
def table_sheet(request, pk):
    """What the member takes along, on one sheet."""
    found = _find(request, pk)
    context = {
        "meeting": found,
        "topics": list(found.topics.order_by("pk")),
        "words": words_for(found),
        "questions": list(found.questions.order_by("pk")),
    }
    return page(request, "projects/table_sheet.html", context)


def _said(form):
    """A short form on a larger page: its first error is the sentence of the refusal page, which keeps what was typed."""
    if not form.is_valid():
        raise Refused(next(iter(form.errors.values()))[0])
    return form.cleaned_data


@post_only
@needs(PLAN)
@refusals_answered
def table_add(request, pk, step):
    """One thing more about it, or that it was held."""
    found = _find(request, pk)
    if step not in STEPS or not can(request.actor, PLAN, within=found):
        raise Http404
    form, action, words = STEPS[step]
    action(meeting=found, actor=request.actor, now=timezone.now(), **_said(form(request.POST)))
    messages.success(request, words)
    return redirect("projects:table", pk)


@post_only
@needs(PLAN)
@refusals_answered
def table_off(request, pk):
    found = _find(request, pk)
    if not can(request.actor, PLAN, within=found):
        raise Http404
    actions.call_off(meeting=found, actor=request.actor, now=timezone.now())
    messages.success(request, "It is called off, and whoever was to go is told.")
    return redirect("projects:table", pk)


@post_only
@refusals_answered
def table_ask(request, pk):
    """A question of the member, by them or by staff."""
    found = _find(request, pk)
    said = _said(forms.QuestionForm(request.POST))
    actions.ask(meeting=found, actor=request.actor, now=timezone.now(), **said)
    messages.success(request, "It is written down, and somebody looks after the answer.")
    return redirect("projects:table", pk)


@needs(PLAN)
def table_answer(request, pk):
    """The answer to one question."""
    seen = OutsideMeeting.objects.visible_to(request.actor).values("pk")
    rows = TableQuestion.objects.filter(meeting__in=seen).select_related("meeting__project__team", "meeting__person")
    found, now = get_object_or_404(rows, pk=pk), timezone.now()
    if not can(request.actor, PLAN, within=found.meeting):
        raise Http404
    begin = {"answer": found.answer, "answered_by": found.answered_by}
    begin["answered_on"] = found.answered_on or timezone.localdate(now)
    form = forms.AnswerForm(request.POST or None, initial=begin)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            actions.answered(question=found, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, f"Saved, and {found.meeting.person} is told.")
            return redirect("projects:table", found.meeting_id)
    return form_page(request, "projects/table_answer.html", form, {"question": found})
