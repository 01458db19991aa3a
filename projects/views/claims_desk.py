"""Claims for those who agree and pay: what waits the longest, one decision at a time, and finance's file."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import exports
from members.models.charity import Module
from members.permissions import Permission
from members.web import form_page, needs, of_module, page, paginate, post_only, refusals_answered, refusals_into
from projects import finance_file
from projects.actions import claims as actions
from projects.forms.claims import DeclineForm, PaidForm, QueryForm, TakeOutForm
from projects.models import Claim, RecognitionRules
from projects.queries import claims as asks
from projects.views.claims import claim_page

FORMS = {"query": QueryForm, "decline": DeclineForm, "paid": PaidForm}
DONE = {
    "query": (actions.ask_about, "Asked. They hear of it in their own way."),
    "decline": (actions.decline, "Written down. They hear the reason in their own way."),
    "paid": (actions.paid, "Paid. They hear of it in their own way."),
}


@of_module(Module.PAYMENTS)
@needs(Permission.APPROVE_CLAIM)
def claims(request):
    """The ageing list: what is not paid yet, the oldest first."""
    today, rules = timezone.localdate(), RecognitionRules.current()
    shown = paginate(request, asks.waiting(request.actor), per_page=30)
    context = {
        "page": shown,
        "lines": asks.lines(shown.object_list, within=rules.pay_within, today=today),
        "counts": asks.counts(request.actor),
        "days_to_pay": asks.days_to_pay(today=today),
        "rules": rules,
    }
    return page(request, "projects/claims.html", context)


@of_module(Module.PAYMENTS)
@post_only
@needs(Permission.APPROVE_CLAIM)
@refusals_answered
def claim_decide(request, pk):
    """Agree, ask, decline, or say that it is paid."""
    now, what = timezone.now(), request.POST.get("do", "agree")
    found = get_object_or_404(Claim.objects.visible_to(request.actor), pk=pk)
    if what not in FORMS:
        agreed = actions.approve(claim=found, actor=request.actor, now=now)
        is_settled = agreed.state == Claim.State.PAID
        next_step = (
            "It was paid already, so it is settled." if is_settled else "Finance takes it out with the next file."
        )
        messages.success(request, f"Agreed. {next_step}")
        return redirect("projects:claim", pk)
    form = FORMS[what](request.POST)
    if form.is_valid():
        with refusals_into(form):
            do, sentence = DONE[what]
            do(claim=found, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, sentence)
            return redirect("projects:claim", pk)
    return claim_page(request, asks.with_names(Claim.objects.filter(pk=pk)).get(), forms={what: form}, status=422)


@of_module(Module.PAYMENTS)
@needs(Permission.PAY_CLAIM)
@refusals_answered
def claims_take_out(request):
    """Agreed claims as a file; those in it are with finance from now on, unless the file could not be made. The last one can
    be taken again. Who took it, and why, is kept."""
    now = timezone.now()
    waiting = list(asks.to_take_out(request.actor)[:500])
    last = list(asks.last_taken_out(request.actor)[:500])
    form = TakeOutForm(request.POST or None, waiting=waiting, last=last)
    if (waiting or last) and form.is_valid():
        kind, reason = form.cleaned_data["file"], form.cleaned_data["reason"]
        day, ids = timezone.localdate(now), [each.pk for each in (last if reason == form.AGAIN else waiting)]
        with refusals_into(form), transaction.atomic():
            if reason == "pay":
                ids = actions.take_out(claims=ids, actor=request.actor, now=now)
            made, rows = finance_file.written(ids, kind=kind, person=request.actor.person, now=now, day=day)
            kept = "pay" if reason == form.AGAIN else reason
            exports.log_taken(listing=finance_file.CLAIMS, rows=rows, reason=kept, actor=request.actor, now=now)
            response = HttpResponse(made, content_type=finance_file.KINDS[kind])
            response["Content-Disposition"] = f'attachment; filename="claims-{day.isoformat()}.{kind}"'
            response["Cache-Control"] = "no-store"
            return response
    return form_page(request, "projects/claims_take_out.html", form, {"waiting": waiting, "last": last})
