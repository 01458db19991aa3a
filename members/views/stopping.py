"""Stopping a membership: proposed by one, decided by another, open to an appeal that a third decides."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import stopping
from members.forms.leaving import AppealDecisionForm, AppealForm, StopForm
from members.models import Stop
from members.permissions import Permission
from members.views.person import find
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into


def _find(request, pk):
    found = Stop.objects.visible_to(request.actor).select_related(
        "membership__person", "proposed_by", "confirmed_by", "appeal_decided_by"
    )
    return get_object_or_404(found, pk=pk)


@needs(Permission.EDIT_PEOPLE)
@once
def stop_new(request, pk):
    """The first of two: what happened, facts only. Nothing changes for the person yet."""
    person = find(request, pk)
    form = StopForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            made = stopping.propose(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Proposed. A second person has to look at it now.")
            return redirect("members:stop", made.pk)
    return form_page(request, "members/stop_new.html", form, {"person": person})


@needs(Permission.STOP_MEMBERSHIP)
def stop(request, pk):
    """The whole matter on one page, with what this reader may do about it."""
    found = _find(request, pk)
    today = timezone.localdate()
    context = {
        "stop": found,
        "person": found.membership.person,
        "waits": found.confirmed_at is None and found.dropped_at is None,
        "is_own": found.proposed_by_id == request.actor.person_id,
        "may_decide_appeal": request.actor.person_id not in (found.proposed_by_id, found.confirmed_by_id),
        "appeal_form": AppealForm(initial={"appealed_on": today}),
        "decision_form": AppealDecisionForm(initial={"decided_on": today}),
    }
    return page(request, "members/stopping.html", context)


@post_only
@needs(Permission.STOP_MEMBERSHIP)
@refusals_answered
def stop_decide(request, pk):
    """The second person: yes, it ends; or no, it does not."""
    found = _find(request, pk)
    now = timezone.now()
    if request.POST.get("decision") == "confirm":
        stopping.confirm(stop=found, actor=request.actor, now=now)
        messages.success(request, "It has ended. A letter says so, and how to appeal.")
    else:
        stopping.drop(stop=found, actor=request.actor, now=now)
        messages.success(request, "Not gone on with. Nothing has changed for them.")
    return redirect("members:stop", pk)


@post_only
@needs(Permission.STOP_MEMBERSHIP)
@refusals_answered
def stop_appeal(request, pk):
    """They appeal."""
    found = _find(request, pk)
    form = AppealForm(request.POST)
    if form.is_valid():
        stopping.note_appeal(stop=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "The appeal is written down. Somebody else decides on it.")
    return redirect("members:stop", pk)


@post_only
@needs(Permission.STOP_MEMBERSHIP)
@refusals_answered
def stop_appeal_decide(request, pk):
    """The decision on the appeal."""
    found = _find(request, pk)
    form = AppealDecisionForm(request.POST)
    if form.is_valid():
        stopping.decide_appeal(stop=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "The decision is written down. Please tell them in person.")
    return redirect("members:stop", pk)
