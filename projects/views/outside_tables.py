"""A member at an outside table: one page for staff and for the member who goes, and a sheet to print."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.permissions import Permission, can, require
from members.web import Refused, form_page, needs, page, post_only, refusals_answered, refusals_into
from projects.actions import outside_tables as actions
from projects.actions import table_talk as talk
from projects.forms import outside_tables as forms
from projects.models import OutsideMeeting, Project, TableQuestion
from projects.queries.outside_tables import words_for

PLAN = Permission.PLAN_PROJECT
STEPS = {  # what is added to a meeting: its form, what is done, and what is said then
    "brief": (forms.BriefForm, talk.brief, "Saved. It stands on their sheet."),
    "topic": (forms.TopicForm, talk.speak_on, "Saved."),
    "word": (forms.WordForm, talk.explain, "Saved. The next meeting has it as well."),
    "question": (forms.OwedQuestionForm, talk.ask, "It is written down."),
    "held": (forms.HeldForm, actions.held, "It stands in the log. Whoever went along asks how it was."),
}
DROPS = {"topic": talk.drop_topic, "word": talk.drop_word}


def _find(request, pk):
    found = OutsideMeeting.objects.visible_to(request.actor).select_related(
        "project__team", "project__lead", "person", "buddy", "activity"
    )
    return get_object_or_404(found, pk=pk)


@needs(PLAN)
def table_new(request, pk):
    """A member goes to an outside meeting for this project."""
    found = get_object_or_404(Project.objects.visible_to(request.actor).select_related("team"), pk=pk)
    require(request.actor, PLAN, within=found)
    form = forms.TableMeetingForm(
        request.POST or None, project=found, day=timezone.localdate(), initial={"buddy": request.actor.person_id}
    )
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = actions.plan(project=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "It stands on the first page of whoever goes.")
            return redirect("projects:table", made.pk)
    return form_page(request, "projects/table_new.html", form, {"project": found})


@require_safe
def table(request, pk):
    return _shown(request, _find(request, pk))


def _shown(request, found, tried=None, status=200):
    """The page; `tried` is the short form that could not be saved, by its step, with what was typed still in it."""
    today, may = timezone.localdate(), can(request.actor, PLAN, within=found)
    begin = {
        "brief": {"brief": found.brief, "brief_on": found.brief_on},
        "question": {"due_on": talk.due_of(found)},
    }
    context = {
        "meeting": found,
        "may": may,
        "is_past": found.on_day <= today,
        "topics": list(found.topics.order_by("pk")),
        "words": words_for(found),
        "questions": list(found.questions.select_related("owner").order_by("pk")),
    }
    for step, (form, _, _) in STEPS.items() if may else []:
        context[f"{step}_form"] = form(auto_id=f"{step}_%s", initial=begin.get(step), meeting=found, day=today)
    if not may and can(request.actor, Permission.ASK_AT_TABLE, within=found):
        context["question_form"] = forms.QuestionForm(auto_id="question_%s", meeting=found, day=today)
    for step, form in (tried or {}).items():
        context[f"{step}_form"] = form
    return page(request, "projects/table.html", context, status=status)


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


def _added(request, found, step, form, action, words):
    """Saved; or the page once more, with the form open and what was typed in it."""
    tried = form(request.POST, auto_id=f"{step}_%s", meeting=found, day=timezone.localdate())
    if tried.is_valid():
        with refusals_into(tried):
            action(meeting=found, actor=request.actor, now=timezone.now(), **tried.cleaned_data)
            messages.success(request, words)
            return redirect("projects:table", found.pk)
    return _shown(request, found, {step: tried}, status=422)


@post_only
@needs(PLAN)
@refusals_answered
def table_add(request, pk, step):
    """One thing more about it, or that it was held."""
    found = _find(request, pk)
    if step not in STEPS or not can(request.actor, PLAN, within=found):
        raise Http404
    if step == "held" and found.called_off_at:
        raise Refused("It was called off, so it cannot be held.")
    return _added(request, found, step, *STEPS[step])


@post_only
@needs(PLAN)
@refusals_answered
def table_drop(request, pk, what, number):
    """A line about who speaks, or a word, that should not stand there."""
    found = _find(request, pk)
    if what not in DROPS or not can(request.actor, PLAN, within=found):
        raise Http404
    DROPS[what](meeting=found, number=number, actor=request.actor)
    messages.success(request, "It is gone from this page and from their sheet.")
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
def table_ask(request, pk):
    """A question of the member, by them; staff write it down among the steps, and say who owes the answer."""
    found = _find(request, pk)
    if not (can(request.actor, PLAN, within=found) or can(request.actor, Permission.ASK_AT_TABLE, within=found)):
        raise Http404
    said = "It is written down, and somebody looks after the answer."
    return _added(request, found, "question", forms.QuestionForm, talk.ask, said)


@needs(PLAN)
def table_answer(request, pk):
    """The answer to one question."""
    rows = TableQuestion.objects.select_related("meeting__project__team", "meeting__person")
    found, now = get_object_or_404(rows, pk=pk), timezone.now()
    if not can(request.actor, PLAN, within=found):
        raise Http404
    goes_along = can(request.actor, PLAN, within=found.meeting)
    begin = {"answer": found.answer, "answered_by": found.answered_by}
    begin["answered_on"] = found.answered_on or timezone.localdate(now)
    form = forms.AnswerForm(request.POST or None, initial=begin, stamp=found.answer_stamp)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            talk.answered(question=found, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, f"Saved, and {found.meeting.person} is told.")
            return redirect("projects:table", found.meeting_id) if goes_along else redirect("home")
    return form_page(request, "projects/table_answer.html", form, {"question": found, "goes_along": goes_along})
