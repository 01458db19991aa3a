"""My support plan and whom I open it to; the plans opened to me."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import support_plans
from members.forms.support import SupporterForm, SupportPlanForm
from members.models import SensitiveRead, Supporter, SupportPlan
from members.models.consent import Consent
from members.queries import consent as consent_queries
from members.queries import support as queries
from members.web import form_page, once, page, post_only, refusals_answered, refusals_into

FEW = 10


def my_support_plan(request):
    """Mine: what it says, who may open it, who did."""
    person = request.actor.person
    plan = queries.plan_of(person)
    context = {
        "plan": plan,
        "holds": consent_queries.holds(person, Consent.LIVED_EXPERIENCE),
        "supporters": list(queries.supporters_of(plan)) if plan else [],
        "reads": SensitiveRead.objects.filter(person=person, what=support_plans.READ_AS).select_related("reader")[:FEW],
        "form": SupporterForm(person=person, day=timezone.localdate()),
    }
    return page(request, "members/my_support_plan.html", context)


def my_support_plan_edit(request):
    """Writing it. No box must be filled, and none is read by anybody she has not named."""
    person = request.actor.person
    plan, holds = queries.plan_of(person), consent_queries.holds(person, Consent.LIVED_EXPERIENCE)
    form = SupportPlanForm(request.POST or None, instance=plan, consent_holds=holds)
    if form.is_valid():
        with refusals_into(form):
            support_plans.write(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved. Nobody but you can open it until you name somebody.")
            return redirect("members:my_support_plan")
    return form_page(request, "members/my_support_plan_edit.html", form, {"plan": plan})


@post_only
@once
def supporter_new(request):
    """She names somebody."""
    person = request.actor.person
    form = SupporterForm(request.POST, person=person, day=timezone.localdate())
    if form.is_valid():
        with refusals_into(form):
            support_plans.open_to(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{form.cleaned_data['supporter']} may open your plan now.")
            return redirect("members:my_support_plan")
    return form_page(request, "members/supporter.html", form)


@post_only
@refusals_answered
def supporter_end(request, pk):
    """She takes the name back."""
    mine = Supporter.objects.filter(plan__person=request.actor.person).select_related("plan", "supporter")
    supporter = get_object_or_404(mine, pk=pk)
    name = supporter.supporter.name
    support_plans.close_to(supporter=supporter, actor=request.actor, now=timezone.now())
    messages.success(request, f"{name} can no longer open your plan.")
    return redirect("members:my_support_plan")


def my_support_plan_delete(request):
    """Asks first, then all of it is gone."""
    if request.method == "POST":
        support_plans.throw_away(person=request.actor.person, actor=request.actor, now=timezone.now())
        messages.success(request, "Your support plan is deleted.")
        return redirect("members:my_support_plan")
    return page(request, "members/my_support_plan_delete.html")


@refusals_answered
def support_plan(request, pk):
    """Somebody's plan, for a person she named. Each opening is noted, and she can see it."""
    found = SupportPlan.objects.visible_to(request.actor).select_related("person")
    plan = get_object_or_404(found, person=pk)
    if plan.person_id == request.actor.person_id:
        return redirect("members:my_support_plan")
    support_plans.opened(plan=plan, actor=request.actor, now=timezone.now())
    return page(request, "members/support_plan.html", {"plan": plan, "person": plan.person})
