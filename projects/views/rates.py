"""One page for whoever keeps what may be paid: rates, kinds of costs, limits (PAY-01, 02, 09, 12)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.models.charity import Module
from members.permissions import Permission
from members.web import form_page, needs, of_module, once, page, post_only, refusals_answered, refusals_into
from projects.actions import rates as actions
from projects.forms.money import ExpenseTypeForm, RateForm, RulesForm
from projects.models import ExpenseType, Rate, RecognitionRules

KEEP = Permission.KEEP_RATES


@of_module(Module.PAYMENTS)
@needs(KEEP)
@once
def rates(request):
    """Everything that is kept, with a box for one more amount and one for what the charity decided."""
    now, what = timezone.now(), request.POST.get("do")
    form = RateForm(request.POST if what == "rate" else None, initial={"valid_from": timezone.localdate(now)})
    row = RecognitionRules.current()
    decided = RulesForm(request.POST if what == "rules" else None, instance=row, prefix="rules")
    if what == "rate" and form.is_valid():
        with refusals_into(form):
            actions.set_rate(actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "Kept. What was offered before stays as it was offered.")
            return redirect("projects:rates")
    elif what == "rules" and decided.is_valid():
        actions.keep_rules(actor=request.actor, now=now, **decided.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("projects:rates")
    today = timezone.localdate(now)
    context = {
        "form": form, "decided": decided, "rates": Rate.objects.in_order(), "today": today,
        "types": ExpenseType.objects.order_by("-is_active", "name", "pk"),
    }  # fmt: skip
    return page(request, "projects/rates.html", context, status=422 if form.errors or decided.errors else 200)


@of_module(Module.PAYMENTS)
@post_only
@needs(KEEP)
@refusals_answered
def rate_end(request, pk):
    """Today is the last day on which it is offered."""
    now = timezone.now()
    rate = get_object_or_404(Rate, pk=pk)
    actions.end_rate(rate=rate, on=timezone.localdate(now), actor=request.actor, now=now)
    messages.success(request, f"Ended: {rate}.")
    return redirect("projects:rates")


@of_module(Module.PAYMENTS)
@needs(KEEP)
@once
def expense_type_new(request):
    return _kept(request, None)


@of_module(Module.PAYMENTS)
@needs(KEEP)
@once
def expense_type(request, pk):
    return _kept(request, get_object_or_404(ExpenseType, pk=pk))


def _kept(request, kind):
    form = ExpenseTypeForm(request.POST or None, instance=kind)
    if form.is_valid():
        with refusals_into(form):
            kept = actions.keep_type(type=kind, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, f"Kept: {kept}.")
            return redirect("projects:rates")
    return form_page(request, "projects/expense_type.html", form, {"kind": kind})
