"""What is offered for a piece of work or an activity: a page of its own, and a block on the page that asks people."""

from decimal import Decimal

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from members import charity
from members.models.charity import Module
from members.permissions import Permission, can, require
from members.web import form_page, needs, of_module, once, refusals_into
from members.words import hours as hours_words
from projects.actions import recognition as actions
from projects.forms.recognition import OfferForm, offer_as_typed
from projects.models import PAID, Activity, Nature, Opportunity, RecognitionOffer
from projects.models.recognition import EVERYBODYS
from projects.queries import limits

PREFIX, NOTHING, PENCE = "offer", Decimal(0), Decimal("0.01")


def _may_go_over(actor):
    return can(actor, Permission.SEE_RECOGNITION, within=EVERYBODYS)


@of_module(Module.PAYMENTS)
@needs(Permission.INVITE_TO_WORK)
@once
def offer_work(request, pk):
    """For a piece of work people are asked to."""
    found = get_object_or_404(Opportunity.objects.visible_to(request.actor).select_related("project"), pk=pk)
    require(request.actor, Permission.INVITE_TO_WORK, within=found)
    return _page(request, found, reverse("projects:opportunity", args=[pk]))


@of_module(Module.PAYMENTS)
@needs(Permission.EDIT_LOG)
@once
def offer_activity(request, pk):
    """For something that is logged."""
    found = get_object_or_404(Activity.objects.visible_to(request.actor), pk=pk)
    require(request.actor, Permission.EDIT_LOG, within=found)
    return _page(request, found, reverse("projects:activity", args=[pk]))


def _as_requested(work):
    """The hours and pounds an hour that were asked for, as the form begins with them; nothing is kept before it is sent."""
    if not work.hours:
        return {}
    begin = {"hours": round(work.hours, 1), "duration": f"{hours_words(work.hours)} in all"}
    return begin | ({"nature": Nature.FEE, "amount": (work.hours * work.rate).quantize(PENCE)} if work.rate else {})


def _page(request, of, back):
    now = timezone.now()
    where = {"opportunity": of} if isinstance(of, Opportunity) else {"activity": of}
    offer = RecognitionOffer.objects.filter(**where).first()
    begin = offer_as_typed(offer)
    if offer is None:
        begin["on_day"] = of.ended_on if isinstance(of, Activity) else of.starts_on
        begin |= {} if isinstance(of, Activity) else _as_requested(of)
    form = OfferForm(
        request.POST or None, initial=begin, day=timezone.localdate(now), may_go_over=_may_go_over(request.actor)
    )
    if form.is_valid():
        with refusals_into(form):
            actions.offer(of=of, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, "Kept. Everybody who is asked reads it before they answer.")
            _warn_of_two_sums(request, of)
            return redirect(back)
    over = limits.over(limits.asked_to(of), offer) if offer is not None and _may_go_over(request.actor) else {}
    return form_page(request, "projects/offer.html", form, {"of": of, "offer": offer, "back": back, "over": over})


def _warn_of_two_sums(request, of):
    if isinstance(of, Opportunity):
        of.refresh_from_db()
        if of.offer_differs:
            messages.warning(request, f"Please look at it once more. {of.offer_differs}")


class Block:
    """The same on the page that asks people, before anything leaves; nothing at all while payments are switched off."""

    def __init__(self, request, *, now):
        self.actor, self.now = request.actor, now
        self.form, self.typed = None, []
        if not charity.has(Module.PAYMENTS):
            return
        self.typed = [
            (name, value) for name, values in request.POST.lists() if name.startswith(f"{PREFIX}-") for value in values
        ]
        self.form = self._form(request.POST or None)

    def _form(self, data, **words):
        today = timezone.localdate(self.now)
        return OfferForm(data, prefix=PREFIX, day=today, may_go_over=_may_go_over(self.actor), **words)

    def is_valid(self):
        return self.form is None or self.form.is_valid()

    def not_checked_yet(self):
        """What was typed is shown again without a word about what is missing (a step of choosing people)."""
        if self.form is not None and self.form.is_bound:
            self.form = self._form(None, initial={name: self.form[name].value() for name in self.form.fields})

    def _as_offer(self):
        """Not saved; for the look before sending."""
        said = self.form.cleaned_data
        rate, amount = said.get("rate"), said.get("amount")
        words = {name: said.get(name) for name in ("nature", "duration", "frequency", "hours", "on_day")}
        amount = amount if amount is not None else rate.amount if rate and said["nature"] in PAID else NOTHING
        costs = [kind.name for kind in said["expenses"]]
        return RecognitionOffer(amount=amount, prep_amount=said.get("prep_amount") or NOTHING, expenses=costs, **words)

    def looked_at(self, people):
        """What the look before sending shows: the offer in words, and who comes above a limit, by name for those who may
        know and as a number for everybody else."""
        if self.form is None:
            return {"offer": None, "over": {}, "over_count": 0}
        offer = self._as_offer()
        knows = _may_go_over(self.actor)
        over = limits.over(people, offer, knows_wishes=knows)
        return {"offer": offer, "over": over if knows else {}, "over_count": len(over)}

    def keep(self, opportunity):
        """In the transaction that asks. Raises Refused."""
        if self.form is not None:
            actions.offer(of=opportunity, actor=self.actor, now=self.now, **self.form.cleaned_data)
