"""The equality questions: one's own answers, and why the charity asks."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import charity
from members.actions import equality as actions
from members.forms.equality import CompareForm, EqualityForm, WhyWeAskForm
from members.models import EqualityQuestion
from members.models.consent import Consent
from members.permissions import Permission
from members.queries import consent as consent_queries
from members.queries import equality as queries
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into


def my_equality(request):
    """My answers, which nobody else can open; or a sentence, when nobody is asked."""
    person = request.actor.person
    if not queries.is_asked() or not queries.may_answer(person):
        return page(request, "members/my_equality_off.html", {"is_asked": queries.is_asked()})
    holds = consent_queries.holds(person, Consent.EQUALITY)
    given = queries.answers_of(person) if holds else {}
    form = EqualityForm(request.POST or None, questions=queries.questions(), given=given, consent_holds=holds)
    if form.is_valid():
        with refusals_into(form):
            agreed = form.cleaned_data.get("agreed", False)
            actions.answer(person=person, answers=form.answers, agreed=agreed, actor=request.actor, now=timezone.now())
            messages.success(request, "Saved. Only you can see your answers.")
            return redirect("members:my_equality")
    return form_page(request, "members/my_equality.html", form, {"purpose": queries.purpose(), "given": given})


@post_only
@refusals_answered
def my_equality_take_back(request):
    """One press: the answers are gone and the consent has ended."""
    actions.take_back(person=request.actor.person, actor=request.actor, now=timezone.now())
    messages.success(request, "Your answers are deleted. You stay a member, as before.")
    return redirect("members:my_equality")


@needs(Permission.CHANGE_SETTINGS)
@once
def equality_settings(request):
    """Why we ask, and which questions."""
    actions.usual_questions()
    questions, purpose = queries.all_questions(), queries.purpose()
    asked = [str(q.pk) for q in questions if q.is_asked]
    initial = {"why": purpose.why if purpose else "", "asked": asked}
    form = WhyWeAskForm(request.POST or None, questions=questions, initial=initial)
    if form.is_valid():
        with refusals_into(form):
            asked = {int(pk) for pk in form.cleaned_data["asked"]}
            why = form.cleaned_data["why"]
            actions.say_why(why=why, asked=asked, actor=request.actor, now=timezone.now())
            messages.success(request, "Saved.")
            return redirect("members:equality_settings")
    context = {"questions": questions, "module_is_on": charity.has(queries.MODULE), "purpose": purpose}
    return form_page(request, "members/equality_settings.html", form, context)


@needs(Permission.CHANGE_SETTINGS)
def equality_compare(request, pk):
    """The figures we compare our own with, and which answers are counted together."""
    question = get_object_or_404(EqualityQuestion.objects.prefetch_related("choices"), pk=pk)
    form = CompareForm(request.POST or None, question=question)
    if form.is_valid():
        with refusals_into(form):
            source = form.cleaned_data["source"]
            actions.compare(
                question=question, source=source, percents=form.percents, bands=form.bands, actor=request.actor,
                now=timezone.now(),
            )  # fmt: skip
            messages.success(request, "Saved.")
            return redirect("members:equality_settings")
    return form_page(request, "members/equality_compare.html", form, {"question": question})
