"""A claim on one screen: my own, or at the desk for somebody who rings; its page, its receipt, its answer (PAY-13)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from members import files
from members.models.charity import Module
from members.permissions import Permission, Role, can, require
from members.web import form_page, needs, of_module, once, page, post_only, refusals_answered, refusals_into
from projects import jobcentre_letter
from projects.actions import claims as actions
from projects.forms.claims import FOR, ClaimForm, DeclineForm, PaidForm, QueryForm, ReplyForm, claim_as_typed
from projects.models import Claim, ClaimState, PaidHow, RecognitionRules
from projects.queries import claims as asks
from projects.queries import recognition as asks_offers
from projects.recognition_rules import CAN_ASK, CAN_CHANGE, CAN_DECLINE
from projects.views.recognition import person_at_the_desk

NO_ROOM = 507


def _begins(what_for, offers, *, now):
    """The form of something new: what was offered brings the day it was on, where we know it and it has come."""
    of = next((each for each in offers if f"{FOR}{each.pk}" == what_for), None)
    day = asks_offers.day_of(of) if of is not None else None
    return {"kind": what_for, "on_day": day if day and day <= timezone.localdate(now) else None}


def _write(request, person, actor, *, before=None, by_desk=False):
    now = timezone.now()
    too_large = getattr(request, "too_large", False)
    profile = asks_offers.profile_of(person)
    offers = [
        each.offer for each in asks_offers.offered_to(person, profile, most=40)
        if each.can_claim(today=timezone.localdate(now)) or (before is not None and before.offer_id == each.offer.pk and each.offer.is_paid)
    ]  # fmt: skip
    begin = claim_as_typed(before) if before is not None else _begins(request.GET.get("for", ""), offers, now=now)
    form = ClaimForm(
        request.POST or None, request.FILES or None, initial=begin, offers=offers, before=before, by_desk=by_desk,
        too_large=too_large,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        token = request.POST.get("once", "").replace("\x00", "")[:60] or None
        with refusals_into(form):
            made = actions.claim(
                person=person, before=before, send=request.POST.get("do") != "keep", token=token, actor=actor, now=now,
                **form.said,
            )  # fmt: skip
            sent = made.state != ClaimState.DRAFT
            messages.success(request, "Sent. You see here how far it is." if sent else "Kept. It is not sent yet.")
            return redirect("projects:claim", made.pk)
    rules = RecognitionRules.current()
    context = {
        "person": person, "claim": before, "by_desk": by_desk, "rules": rules, "profile": profile,
        "days_to_pay": asks.days_to_pay(today=timezone.localdate(now)), "had_file": bool(request.FILES) and form.errors,
    }  # fmt: skip
    response = form_page(request, "projects/claim_form.html", form, context)
    if files.NO_ROOM in form.non_field_errors():
        response.status_code = NO_ROOM
    return response


@of_module(Module.PAYMENTS)
@once
def claim_new(request):
    """My own claim."""
    require(request.actor, Permission.CLAIM)
    return _write(request, request.actor.person, request.actor)


@of_module(Module.PAYMENTS)
@needs(Permission.CLAIM_FOR)
@once
def claim_for(request, pk):
    """For somebody who rings: "by X for Y"."""
    person = person_at_the_desk(request, pk)
    actor = request.actor.at_the_desk_for(person) if request.method == "POST" else request.actor
    return _write(request, person, actor, by_desk=True)


def _find(request, pk):
    found = asks.with_names(Claim.objects.visible_to(request.actor)).select_related(
        "person", "type", "offer__opportunity", "offer__activity", "entered_by", "approved_by", "receipt"
    )
    return get_object_or_404(found, pk=pk)


def _for(request, found):
    """Whoever writes: the person, or the desk in their name."""
    if found.person_id == request.actor.person_id:
        return request.actor
    require(request.actor, Permission.CLAIM_FOR, within=found)
    return request.actor.at_the_desk_for(found.person)


@of_module(Module.PAYMENTS)
@once
def claim_edit(request, pk):
    """A draft, or one we had a question about, put right."""
    found = _find(request, pk)
    if found.state not in CAN_CHANGE:
        return redirect("projects:claim", pk)
    by_desk = found.person_id != request.actor.person_id
    actor = _for(request, found) if request.method == "POST" else request.actor
    return _write(request, found.person, actor, before=found, by_desk=by_desk)


@of_module(Module.PAYMENTS)
def claim(request, pk):
    """One claim: what it is, how far it is, and for those who decide, what can be done next."""
    return claim_page(request, _find(request, pk))


def claim_page(request, found, *, forms=None, status=200):
    today, rules = timezone.localdate(), RecognitionRules.current()
    mine = found.person_id == request.actor.person_id
    decides = can(request.actor, Permission.APPROVE_CLAIM) and not mine
    pays = can(request.actor, Permission.PAY_CLAIM) and not mine
    forms = forms or {}
    wrote_it = decides and found.entered_by_id == request.actor.person_id and found.state == ClaimState.SUBMITTED
    context = {
        "claim": found, "line": asks.line(found, within=rules.pay_within, today=today), "mine": mine, "decides": decides,
        "may_agree": decides and found.state == ClaimState.SUBMITTED and found.entered_by_id != request.actor.person_id,
        "wrote_it": wrote_it, "others": list(asks.who_may_agree(found, today=today)) if wrote_it else [],
        "may_ask": decides and found.state in CAN_ASK, "may_decline": decides and found.state in CAN_DECLINE,
        "may_pay": pays and found.state in (ClaimState.APPROVED, ClaimState.SENT),
        "may_change": found.state in CAN_CHANGE, "reply": forms.get("reply") or ReplyForm(mine=mine),
        "query": forms.get("query") or QueryForm(), "decline": forms.get("decline") or DeclineForm(),
        "paid": forms.get("paid") or PaidForm(initial={"paid_on": today}), "open_form": next(iter(forms), ""),
        "is_cash": found.how == PaidHow.CASH, "rules": rules, "is_member": request.actor.role == Role.MEMBER,
    }  # fmt: skip
    return page(request, "projects/claim.html", context, status=status)


@of_module(Module.PAYMENTS)
@post_only
@refusals_answered
def claim_reply(request, pk):
    """They say what we asked."""
    found = _find(request, pk)
    form = ReplyForm(request.POST, mine=found.person_id == request.actor.person_id)
    if form.is_valid():
        with refusals_into(form):
            actions.answer_query(claim=found, actor=_for(request, found), now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Thank you. We look at it again.")
            return redirect("projects:claim", pk)
    return claim_page(request, found, forms={"reply": form}, status=422)


@of_module(Module.PAYMENTS)
@post_only
@refusals_answered
def claim_throw_away(request, pk):
    """A draft goes."""
    found = _find(request, pk)
    actions.throw_away(claim=found, actor=_for(request, found), now=timezone.now())
    messages.success(request, "It is gone. Nobody has seen it.")
    if found.person_id == request.actor.person_id:
        return redirect("projects:my_recognition")
    return redirect("projects:recognition_of", found.person_id)


@of_module(Module.PAYMENTS)
@require_safe
def claim_receipt(request, pk):
    """The photo, for whoever may see the claim."""
    found = _find(request, pk)
    if found.receipt is None:
        raise Http404
    return files.response(found.receipt, now=timezone.now())


@of_module(Module.PAYMENTS)
@needs(Permission.CLAIM_FOR)
@require_safe
def claim_cash(request, pk):
    """A receipt to sign, for cash given on the day."""
    found = _find(request, pk)
    if found.how != PaidHow.CASH:
        raise Http404
    response = HttpResponse(jobcentre_letter.cash_receipt(found, now=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="receipt-for-cash.pdf"'
    return response
