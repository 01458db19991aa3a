"""Asking how the day was: which questions, the code for online, sheets typed in. Answers are shown by the roof alone."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from meetings import day_sheets
from meetings.actions import day_codes
from meetings.actions import evaluation as acts
from meetings.day_rules import sheets_are_taken
from meetings.forms.day_after import QuestionForm
from meetings.models import DayPurpose, EvaluationSheet
from meetings.views.day import pdf
from meetings.views.day_finding import chosen, gathering_for, uid_of
from meetings.views.day_open import answers_in, asked
from members.permissions import Permission
from members.web import Refused, form_page, needs, page, refusals_answered, refusals_into

PLAN, KEEP = Permission.PLAN_MEETING, Permission.KEEP_REGISTER


@needs(PLAN)
@refusals_answered
def evaluation(request, pk):
    """The questions, the short address, how many sheets came back by which way."""
    gathering = gathering_for(request, pk, PLAN)
    now, step = timezone.now(), request.POST.get("step", "")
    who = {"actor": request.actor, "now": now}
    form = QuestionForm(request.POST if step == "question" else None)
    if step in ("usual", "drop", "open", "close"):
        if step == "usual":
            acts.add_the_usual(gathering=gathering, **who)
        elif step == "drop":
            acts.drop_question(question=chosen(gathering.evaluation_questions, request.POST.get("question", "")), **who)
        else:
            code = day_codes.code_for(gathering=gathering, purpose=DayPurpose.EVALUATION, **who)
            day_codes.close(code=code, **who) if step == "close" else day_codes.open_again(code=code, **who)
        return redirect("meetings:day_evaluation", pk)
    if form.is_valid():
        with refusals_into(form):
            acts.add_question(gathering=gathering, **form.cleaned_data, **who)
            return redirect("meetings:day_evaluation", pk)
    code = gathering.day_codes.filter(purpose=DayPurpose.EVALUATION).first()
    context = {
        "gathering": gathering, "questions": gathering.evaluation_questions.all(), "code": code,
        "address": day_codes.address(code) if code else "", "open": code is not None and code.ends_at > now,
        "begun": gathering.starts_at <= now,
        "taken": sheets_are_taken(gathering, now=now),
        "paper": gathering.evaluation_sheets.filter(way=EvaluationSheet.Way.PAPER).count(),
        "online": gathering.evaluation_sheets.filter(way=EvaluationSheet.Way.ONLINE).count(),
    }  # fmt: skip
    return form_page(request, "meetings/day/evaluation.html", form, context)


@needs(KEEP)
def evaluation_sheet(request, pk):
    """The questions to print."""
    gathering = gathering_for(request, pk, KEEP)
    code = gathering.day_codes.filter(purpose=DayPurpose.EVALUATION).first()
    made = day_sheets.evaluation_sheet(gathering, gathering.evaluation_questions.all(), code=code, now=timezone.now())
    return pdf(made, "how-was-the-day")


@needs(KEEP)
@refusals_answered
def evaluation_paper(request, pk):
    """One sheet after the other, typed in."""
    gathering = gathering_for(request, pk, KEEP)
    questions, told, no = list(gathering.evaluation_questions.all()), "", ""
    if request.method == "POST":
        try:
            acts.type_in(
                gathering=gathering, uid=uid_of(request), answers=answers_in(request, questions), actor=request.actor,
                now=timezone.now(),
            )  # fmt: skip
            messages.success(request, "The sheet is in. Here is the next one.")
            return redirect("meetings:day_evaluation_paper", pk)
        except Refused as refused:
            told, no = request.POST, str(refused)
    context = {
        "gathering": gathering, "questions": asked(questions, told), "uid": uid_of(request), "refused": no,
        "taken": sheets_are_taken(gathering, now=timezone.now()),
        "paper": gathering.evaluation_sheets.filter(way=EvaluationSheet.Way.PAPER).count(),
    }  # fmt: skip
    return page(request, "meetings/day/evaluation_paper.html", context, status=422 if no else 200)
