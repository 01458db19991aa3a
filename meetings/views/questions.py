"""Questions between bodies: the list, the page of one, and what may be done with it."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from meetings import between
from meetings.actions import questions as acting
from meetings.forms.questions import OwnerForm, QuestionAnswerForm, QuestionForm, may_ask, sides_of
from meetings.models import Meeting, Question
from members.models import Body, Seat
from members.permissions import Permission, Role, can, require
from members.web import (
    form_page,
    needs,
    next_page,
    once,
    page,
    paginate,
    post_only,
    refusals_answered,
    refusals_into,
    typed,
)

USUAL_TIME = timedelta(days=42)  # six weeks: most bodies meet once in it
NAMES_SEEN = (Role.COORDINATOR, Role.STAFF)
SHOWN = {"open": "Waiting for an answer", "answered": "Answered"}


@needs(Permission.SEE_QUESTIONS)
def questions(request):
    """Open ones, the most urgent first; answered ones, the latest first."""
    day, actor = timezone.localdate(), request.actor
    show = "answered" if request.GET.get("show") == "answered" else "open"
    found = Question.objects.visible_to(actor).with_places()
    found = found.open().soonest_first() if show == "open" else found.answered()
    rows = paginate(request, found, per_page=20)
    context = {
        "show": show,
        "tabs": [(words, f"?show={name}", name == show) for name, words in SHOWN.items()],
        "rows": rows,
        "lines": [between.line(question, actor=actor, day=day) for question in rows],
        "may_ask": may_ask(actor),
    }
    return page(request, "meetings/questions.html", context)


@needs(Permission.ASK_A_BODY)
@once
def question_new(request):
    """Anybody of the body may put one; who it was stays with the coordinator. `?about=` begins it: a figure, say."""
    now, day = timezone.now(), timezone.localdate()
    if not sides_of(request.actor):
        raise Http404
    begun = {"answer_by": day + USUAL_TIME, "words": typed(request, "about", longest=300)}
    form = QuestionForm(request.POST or None, actor=request.actor, initial=begun)
    if form.is_valid():
        with refusals_into(form):
            question = acting.put(**form.cleaned_data, actor=request.actor, now=now)
            messages.success(request, f"The question is put to {question.asked.the}.")
            return redirect("meetings:question", question.pk)
    return form_page(request, "meetings/question_new.html", form)


def _found(request, pk):
    return get_object_or_404(Question.objects.visible_to(request.actor).with_places().select_related("owner"), pk=pk)


@needs(Permission.SEE_QUESTIONS)
@once
def question(request, pk):
    """One question; whoever may answer it has the box right there."""
    now, day, actor = timezone.now(), timezone.localdate(), request.actor
    question = _found(request, pk)
    answers = question.is_open and _may_answer(actor, question)
    form = QuestionAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            acting.answer(
                question=question, words=form.cleaned_data["words"], actor=actor, now=now,
                could_not=form.cleaned_data["outcome"] == "could_not",
            )  # fmt: skip
            messages.success(request, f"Thank you. {question.asker} is being told.")
            return redirect("meetings:question", pk)
    names = actor.role in NAMES_SEEN
    corrects = bool(question.answered_at) and _may_answer(actor, question)
    context = {
        "question": question,
        "line": between.line(question, actor=actor, day=day),
        "answers": answers,
        "names": names,
        "writer": question.put_by if actor.knows_everybody else None,
        "own_words": question.put_by_id is not None and question.put_by_id == actor.person_id,
        "told": between.told_of(question) if question.answered_at else None,
        "may_correct": corrects,
        "earlier": between.earlier_answers(question) if corrects else [],  # what was put right is not told on
        "owner_form": _owner_form(question, day) if answers and names else None,
        "meetings": _meetings(question, answers, now),
        "sees_meeting": question.meeting_id
        and Meeting.objects.visible_to(actor).filter(pk=question.meeting_id).exists(),
        "may_take_back": question.is_open and (actor.knows_everybody or question.put_by_id == actor.person_id),
    }
    return form_page(request, "meetings/question.html", form, context)


def _may_answer(actor, question):
    return can(actor, Permission.ANSWER_QUESTION, within=question)


def _right_form(question, data=None):
    first = {"words": question.answer, "outcome": question.outcome}
    return QuestionAnswerForm(data, initial=first)


@needs(Permission.ANSWER_QUESTION)
@refusals_answered
def question_correct(request, pk):
    """An answer is put right; whoever was told is told once more."""
    question = _found(request, pk)
    require(request.actor, Permission.ANSWER_QUESTION, within=question)
    between.check_answered(question)
    form = _right_form(question, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            acting.correct(
                question=question, words=form.cleaned_data["words"], actor=request.actor, now=timezone.now(),
                could_not=form.cleaned_data["outcome"] == "could_not",
            )  # fmt: skip
            messages.success(request, "The answer is put right. Whoever had been told is told once more.")
            return redirect("meetings:question", pk)
    return form_page(request, "meetings/question_correct.html", form, {"question": question})


def _meetings(question, answers, now):
    return list(between.coming_meetings(question, now=now)[:3]) if answers else []


def _owner_form(question, day, data=None):
    first = {"owner": question.owner_id, "answer_by": question.answer_by}
    return OwnerForm(data, people=between.may_own(question, day=day), initial=first, prefix="who")


@post_only
@needs(Permission.ANSWER_QUESTION)
@refusals_answered
def question_owner(request, pk):
    """Somebody of the asked side says "I see to it"; coordinator and staff may name another."""
    now = timezone.now()
    question, owner, answer_by = _found(request, pk), request.actor.person, None
    if "who-owner" in request.POST and request.actor.role in NAMES_SEEN:
        form = _owner_form(question, timezone.localdate(now), request.POST)
        if not form.is_valid():
            raise acting.Refused("Please choose who sees to it, and a day.")
        owner, answer_by = form.cleaned_data["owner"], form.cleaned_data["answer_by"]
    acting.name_owner(question=question, owner=owner, answer_by=answer_by, actor=request.actor, now=now)
    messages.success(request, "Somebody sees to this question now.")
    return redirect("meetings:question", pk)


@post_only
@needs(Permission.ANSWER_QUESTION)
@refusals_answered
def question_agenda(request, pk):
    """One press puts it on the agenda of a coming meeting of the body that is asked."""
    question = _found(request, pk)
    number = request.POST.get("meeting", "")
    meeting = get_object_or_404(Meeting, pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
    acting.put_on_agenda(question=question, meeting=meeting, actor=request.actor, now=timezone.now())
    messages.success(request, "It stands on the agenda now.")
    return redirect(next_page(request, reverse("meetings:question", args=[pk])))


@post_only
@needs(Permission.ASK_A_BODY)
@refusals_answered
def question_take_back(request, pk):
    question = _found(request, pk)
    because = request.POST.get("because", "")
    acting.take_back(question=question, because=because, actor=request.actor, now=timezone.now())
    messages.success(request, "The question is taken back.")
    return redirect("meetings:questions")


@needs(Permission.SEE_QUESTIONS)
def between_us(request):
    """Trustees at the Advisory Group and members at the Board, month by month."""
    today, actor = timezone.localdate(), request.actor
    to_group = between.visits(body_sort=Body.Sort.ADVISORY, hat=Seat.Hat.TRUSTEE, actor=actor, today=today)
    to_board = between.visits(body_sort=Body.Sort.TRUSTEES, hat=Seat.Hat.ADVISORY, actor=actor, today=today)
    seen = Question.objects.visible_to(actor)
    context = {
        "ways": [
            _way("Trustees at the Advisory Group", "A trustee was at the table", to_group),
            _way("Members at the Board of Trustees", "A member was at the table", to_board),
        ],
        "agreed_only": actor.role == Role.MEMBER,
        "open": seen.open().count(),
        "late": seen.late(day=today).count(),
        "answered": seen.filter(answered_at__isnull=False).count(),
    }
    return page(request, "meetings/between_us.html", context)


def _way(title, words, months):
    held, visited = sum(month.meetings for month in months), sum(month.visited for month in months)
    return {"title": title, "words": words, "months": months, "held": held, "visited": visited}
