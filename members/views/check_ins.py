"""Asking people how they are after heavy work."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import check_ins as actions
from members.forms.support import CheckInForm, HandOverForm
from members.models import Channel, CheckIn
from members.models.support import CheckInOutcome
from members.permissions import Permission, Role
from members.queries import access
from members.queries import support as queries
from members.queries.cover import covering
from members.rules.access import before_reaching, only_by
from members.views.safeguarding import on_to_the_form
from members.web import form_page, needs, next_page, page, paginate, post_only, refusals_answered, refusals_into


@needs(Permission.CHECK_IN)
def check_ins(request):
    """Whom to ask, the first due first; those others do, without a word; plans opened to me."""
    also = covering(request.actor.person, day=timezone.localdate())
    context = {
        "now": timezone.now(),
        "mine": queries.check_ins_to_do(request.actor, also=also),
        "others": queries.check_ins_of_others(request.actor, also=also)
        if request.actor.role == Role.COORDINATOR
        else [],
        "page": paginate(request, queries.check_ins_done(request.actor), per_page=20),
        "plans": queries.plans_open_to(request.actor),
    }
    return page(request, "members/check_ins.html", context)


@needs(Permission.CHECK_IN)
@refusals_answered
def check_in(request, pk):
    """One person: how to reach them, and what came of it."""
    found = _find(request, pk)
    form = CheckInForm(request.POST or None)
    if found.closed_at is None and form.is_valid():
        with refusals_into(form):
            actions.close(check_in=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            if form.cleaned_data["outcome"] == CheckInOutcome.CONCERN:
                return on_to_the_form(request)
            messages.success(request, "Saved.")
            return redirect("members:check_ins")
    rows = access.needs_of_many([found.person_id]).get(found.person_id, ())
    known = {each.need: each.choice for each in rows}
    only, is_silent = only_by(known), bool(access.who_never_rings([found.person_id]))
    told = {"needs": known, "is_silent": is_silent and Channel.Way.PHONE not in only}
    context = {
        "check_in": found,
        "may_read": found.may_read(request.actor),
        "channels": queries.ways_to_ask(found.person, request.actor, **told) if found.closed_at is None else [],
        "only": only,
        "first_of_all": before_reaching(**told),
        "hand_over": HandOverForm(people=_colleagues(request)),
    }
    return form_page(request, "members/check_in.html", form, context)


@post_only
@needs(Permission.CHECK_IN)
def check_in_hand_over(request, pk):
    """Somebody else asks."""
    found = _find(request, pk)
    form = HandOverForm(request.POST, people=_colleagues(request))
    if form.is_valid():
        with refusals_into(form):
            actions.hand_over(check_in=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{form.cleaned_data['to']} asks now.")
            return redirect("members:check_ins")
    return form_page(request, "members/check_in_hand_over.html", form, {"check_in": found})


@post_only
@refusals_answered
def check_in_own(request, pk):
    """The person says it themselves: fine, or please ring me."""
    mine = CheckIn.objects.filter(person=request.actor.person, person__isnull=False).select_related("person")
    found = get_object_or_404(mine, pk=pk)
    outcome = request.POST.get("outcome", "")
    actions.answer_oneself(check_in=found, outcome=outcome, actor=request.actor, now=timezone.now())
    said = "Thank you. We will ring you." if outcome == CheckInOutcome.CALL else "Thank you for telling us."
    messages.success(request, said)
    return redirect(next_page(request))


def _find(request, pk):
    return get_object_or_404(CheckIn.objects.visible_to(request.actor).select_related("person", "assigned_to"), pk=pk)


def _colleagues(request):
    return queries.may_check_in(day=timezone.localdate()).exclude(pk=request.actor.person_id)
