"""Asking for involvement: the request and its answer at once, spotting, the coordinator's word, notice."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.permissions import Permission, can
from members.web import form_page, needs, once, page, paginate, post_only, refusals_answered, refusals_into
from projects.actions import requesting
from projects.asking_rules import check_read
from projects.forms.requests import DecideForm, NoticeForm, RequestForm, SpotForm
from projects.models import InvolvementRequest, Opportunity
from projects.queries import requests as asks

ASK, DECIDE = Permission.ASK_FOR_INVOLVEMENT, Permission.DECIDE_REQUESTS
A_YEAR = timedelta(days=365)


@needs(ASK)
def requests(request):
    """Who asked for what; for the coordinator also how often the notice was too short, by team."""
    today = timezone.localdate()
    decides = can(request.actor, DECIDE)
    short = list(asks.short_notice(since=today - A_YEAR, until=today)) if decides else []
    context = {"page": paginate(request, asks.listed(request.actor), per_page=25), "decides": decides, "short": short}
    return page(request, "projects/requests.html", context)


@needs(ASK)
@once
@refusals_answered
def request_new(request):
    """The request form; for a project when one is named."""
    begin = {"project": request.GET.get("project", "") if request.GET.get("project", "").isdecimal() else ""}
    form = RequestForm(request.POST or None, initial=begin, actor=request.actor, day=timezone.localdate())
    if form.is_valid():
        with refusals_into(form):
            made = requesting.ask_for(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("projects:request", made.pk)
    return form_page(request, "projects/request_form.html", form)


@needs(ASK)
@once
@refusals_answered
def spot(request):
    """One minute, from any page."""
    form = SpotForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        with refusals_into(form):
            made = requesting.spot(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Thank you for seeing it. The coordinator looks at it and tells you.")
            return redirect("projects:request", made.pk)
    return form_page(request, "projects/spot.html", form)


@needs(ASK)
@refusals_answered
def request_change(request, pk):
    """Whoever asked says it otherwise."""
    found = _own(request, pk)
    initial = {name: getattr(found, name) for name in requesting.WORDS} | {
        "project": found.project_id,
        "team": found.team_id,
    }
    form = RequestForm(request.POST or None, initial=initial, actor=request.actor, day=timezone.localdate())
    if form.is_valid():
        with refusals_into(form):
            requesting.change(request=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Changed. Here is the answer to it.")
            return redirect("projects:request", pk)
    return form_page(request, "projects/request_form.html", form, {"asked": found})


@post_only
@needs(ASK)
@refusals_answered
def request_take_back(request, pk):
    """Whoever asked does not want it any more."""
    requesting.take_back(request=_own(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "Taken back. Nobody was asked.")
    return redirect("projects:requests")


def _own(request, pk):
    found = _one(request, pk)
    if not requesting.is_theirs(found, request.actor):
        raise Http404
    return found


def _one(request, pk):
    found = InvolvementRequest.objects.visible_to(request.actor)
    return get_object_or_404(found.select_related("team", "project__team", "asked_by", "decided_by"), pk=pk)


def _shown(request, found, form):
    work = Opportunity.objects.filter(request=found).first()
    theirs = requesting.is_theirs(found, request.actor) and work is None
    context = {
        "asked": found,
        "may_change": theirs and not found.is_spotted and found.decided_at is None,
        "may_take_back": theirs and found.decided_at is None,
        "may_ring": theirs and found.decided_at is not None and found.state == found.State.ACCEPTED,
        "reply": asks.answer_to(found),
        "waits": found.state == found.State.WAITING,
        "decides": can(request.actor, DECIDE, within=found),
        "may_draft": can(request.actor, Permission.INVITE_TO_WORK, within=requesting.place_of(found)),
        "work": work,
    }
    return form_page(request, "projects/request.html", form, context)


@needs(ASK)
def request(request, pk):
    """One request and its answer."""
    return _shown(request, _one(request, pk), DecideForm())


@post_only
@needs(DECIDE)
@refusals_answered
def request_decide(request, pk):
    """Yes, or not this time, because."""
    found = _one(request, pk)
    form = DecideForm(request.POST)
    if form.is_valid():
        with refusals_into(form):
            accept = request.POST.get("accept") == "1"
            reason = form.cleaned_data["reason"]
            requesting.decide(
                request=found, accept=accept, reason=reason, known=request.POST.get("known"), actor=request.actor,
                now=timezone.now(),
            )  # fmt: skip
            messages.success(request, "Answered. Whoever asked is told.")
            return redirect("projects:request", pk)
    else:  # the page is drawn with the words of now, so it says that they are others
        with refusals_into(form):
            check_read(found, request.POST.get("known"))
    return _shown(request, _one(request, pk), form)


@post_only
@needs(ASK)
@refusals_answered
def request_draft(request, pk):
    """The draft of the piece of work."""
    found = _one(request, pk)
    work = requesting.draft_from(request=found, actor=request.actor, now=timezone.now())
    messages.success(request, "Here is the draft. Please say the rest, so that people know before they answer.")
    return redirect("projects:work_edit", work.pk)


@needs(DECIDE)
@refusals_answered
def notice(request):
    """How many days of notice people need."""
    form = NoticeForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            requesting.set_notice(days=form.cleaned_data, actor=request.actor, now=timezone.now())
            messages.success(request, "Saved. It holds for requests from now on.")
            return redirect("projects:requests")
    return form_page(request, "projects/notice.html", form)
