"""The agenda as those who are asked see it, signed in or behind their link: reading, proposing, asking quietly."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings import agendas, next_time
from meetings.actions import proposals
from meetings.agenda_rules import check_can_propose
from meetings.forms.agenda import ProposalForm
from meetings.models import AgendaItem, MeetingState, Paper, Rsvp
from meetings.papers import papers_of
from meetings.views.finding import meeting_for, own_rsvp
from meetings.views.rsvp import SeeOther, with_link
from members.permissions import Permission, by_link, can, require
from members.rules import Refused
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into

THANKS = "Thank you. We have your topic, and tell you whether it comes on the agenda."


@once
def agenda(request, pk):
    """What will be talked about, once it is out; what one proposed oneself, and a box to propose something."""
    now = timezone.now()
    meeting = meeting_for(request, pk)
    own = own_rsvp(request, meeting) if meeting.state != MeetingState.DRAFT else None
    form = ProposalForm(request.POST or None)
    if request.method == "POST":
        if own is None:
            raise Http404
        if form.is_valid():
            with refusals_into(form):
                proposals.propose(rsvp=own, **form.cleaned_data, actor=request.actor, now=now)
                messages.success(request, THANKS)
                return redirect("meetings:agenda", pk)
    runs = can(request.actor, Permission.PLAN_MEETING, within=meeting)
    opens = Paper.objects.filter(meeting=meeting).visible_to(request.actor).exists()
    to = agendas.NAMED_TO.get(request.actor.role)
    context = _seen(meeting, reader=request.actor.person_id, runs=runs, to=to, opens=opens)
    context |= {"form": form, "size": "large" if request.GET.get("size") == "large" else ""}
    context |= {"mine_url": reverse("meetings:agenda_mine", args=[pk]), "back": reverse("meetings:meeting", args=[pk])}
    context |= _own(meeting, own, now=now)
    if next_time.last_before(meeting) is not None:
        context["since_url"] = reverse("meetings:since", args=[pk])
    return form_page(request, "meetings/agenda.html", form, context)


def _seen(meeting, *, reader, runs, to, opens):
    """The agenda and the papers for one reader; until it is out only for those who plan it."""
    papers = papers_of(meeting)
    seen = agendas.shown(meeting, reader=reader, knows_names=runs, to=to, papers=papers)
    shows = seen.is_out and meeting.state == MeetingState.PUBLISHED
    return {"meeting": meeting, "seen": seen, "shows": shows, "runs": runs, "opens_papers": opens and shows}


def _own(meeting, own, *, now):
    """What the person themselves can do here."""
    if own is None:
        return {"own": None, "mine": [], "may_propose": False, "may_skip": False}
    try:
        check_can_propose(meeting, title="any", now=now)
    except Refused as no:
        return {"own": own, "mine": agendas.own_proposals(meeting, own.person_id), "closed_because": str(no)}
    mine = agendas.own_proposals(meeting, own.person_id)
    return {"own": own, "mine": mine, "may_propose": True, "may_skip": True}


@post_only
@refusals_answered
def agenda_mine(request, pk):
    """Ask to have a topic at the end, or no longer; take back what one proposed."""
    meeting = meeting_for(request, pk)
    own = own_rsvp(request, meeting)
    if own is None:
        raise Http404
    messages.success(request, _do_mine(request, own, actor=request.actor, now=timezone.now()))
    return redirect("meetings:agenda", pk)


def _do_mine(request, own, *, actor, now) -> str:
    """One press on one's own page; gives the sentence to say."""
    number = request.POST.get("item", "")
    items = AgendaItem.objects.select_related("meeting").filter(pk=number if number.isdecimal() and len(number) < 15 else 0)  # fmt: skip
    what = request.POST.get("do")
    if what == "take_back":
        item = get_object_or_404(items, proposed_by=own.person_id)
        proposals.take_back(item=item, rsvp=own, actor=actor, now=now)
        return "Taken back. Nobody talks about it."
    item = get_object_or_404(items, meeting=own.meeting_id, state=AgendaItem.State.ON, meeting__agenda__out_at__isnull=False)  # fmt: skip
    proposals.ask_to_skip(item=item, rsvp=own, yes=what == "skip", actor=actor, now=now)
    if what == "skip":
        return "It comes last now, so you can leave before it. Nobody learns that it was you."
    return "Noted: you would like to be there for it after all."


@needs(Permission.ANSWER_FOR)
@once
def topic_for(request, pk):
    """Somebody on the telephone would like something to be talked about."""
    seen = Rsvp.objects.visible_to(request.actor).standing().select_related("meeting", "person")
    rsvp = get_object_or_404(seen, pk=pk)
    require(request.actor, Permission.ANSWER_FOR, within=rsvp.meeting)
    if rsvp.meeting.state == MeetingState.DRAFT:
        raise Http404
    form = ProposalForm(request.POST or None)
    form.fields["title"].label = f"What would {rsvp.person.first_name} like to talk about?"
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            actor = request.actor.at_the_desk_for(rsvp.person)
            proposals.propose(rsvp=rsvp, **form.cleaned_data, actor=actor, now=timezone.now())
            messages.success(request, f"Noted for {rsvp.person.name}. They hear what becomes of it in their own way.")
            return redirect("meetings:meeting", rsvp.meeting_id)
    return form_page(request, "meetings/topic_for.html", form, {"rsvp": rsvp, "meeting": rsvp.meeting})


@with_link
@require_http_methods(["GET", "HEAD", "POST"])
def link_agenda(request, rsvp, token, *, now):
    """The same behind the link in a letter. Papers wait behind the sign-in."""
    rsvp = Rsvp.objects.select_related("meeting", "person").get(pk=rsvp.pk)
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            proposals.propose(rsvp=rsvp, **form.cleaned_data, actor=by_link(rsvp.person), now=now)
            return SeeOther(reverse("rsvp_agenda", args=[token]))
    context = _seen(rsvp.meeting, reader=rsvp.person_id, runs=False, to=agendas.named_to(rsvp.person_id), opens=False)
    context |= _own(rsvp.meeting, rsvp, now=now)
    context |= {
        "form": form, "first_name": rsvp.person.first_name, "by_link": True,
        "size": "large" if request.GET.get("size") == "large" else "",
        "mine_url": reverse("rsvp_agenda_mine", args=[token]), "back": reverse("rsvp", args=[token]),
        "papers_url": reverse("meetings:agenda", args=[rsvp.meeting_id]),
    }  # fmt: skip
    if next_time.last_before(rsvp.meeting) is not None:
        context["since_url"] = reverse("rsvp_since", args=[token])
    return form_page(request, "meetings/rsvp_agenda.html", form, context)


@with_link
@require_http_methods(["POST"])
def link_agenda_mine(request, rsvp, token, *, now):
    """Behind the link: ask quietly, or take a topic back."""
    rsvp = Rsvp.objects.select_related("meeting", "person").get(pk=rsvp.pk)
    try:
        _do_mine(request, rsvp, actor=by_link(rsvp.person), now=now)
    except Refused as no:
        context = {"sentence": str(no), "back": reverse("rsvp_agenda", args=[token]), "typed": []}
        return page(request, "members/refused.html", context, status=409)
    return SeeOther(reverse("rsvp_agenda", args=[token]))
