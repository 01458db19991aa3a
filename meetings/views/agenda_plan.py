"""Making an agenda: topics in order, breaks, what was proposed, what waits, and sending it out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from meetings import agenda_rules, agendas, between
from meetings.actions import agenda as agenda_actions
from meetings.actions import agenda_order as orders
from meetings.actions import proposals
from meetings.forms.agenda import ItemForm
from meetings.models import AgendaItem, MeetingState
from meetings.views.finding import meeting_for
from members.permissions import Permission, can
from members.rules import Refused
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into, row_ids

PLAN = Permission.PLAN_MEETING


@needs(PLAN)
@once
def agenda_plan(request, pk):
    """The page of whoever makes the agenda; posting adds a topic."""
    now = timezone.now()
    meeting = meeting_for(request, pk, PLAN)
    form = ItemForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            item = agenda_actions.add(meeting=meeting, actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, f"On the agenda: {item.title}.")
            return redirect("meetings:agenda_plan", pk)
    seen = agendas.shown(meeting, knows_names=True)
    waiting = agendas.proposals(meeting)
    context = {
        "meeting": meeting, "seen": seen, "waiting": waiting, "backlog": agendas.backlog(meeting.body_id),
        "lasts": agenda_rules.lasts(meeting), "is_over": meeting.ends_at <= now,
        "changes": meeting.state != MeetingState.CANCELLED and meeting.ends_at > now,
        "questions": between.offered_for(meeting),
        "refused": _why_not_yet(meeting, seen, waiting, now=now),
    }  # fmt: skip
    return form_page(request, "meetings/agenda_plan.html", form, context)


def _why_not_yet(meeting, seen, waiting, *, now) -> str:
    """Why it cannot go out now, in words; empty when it can."""
    try:
        agenda_rules.check_can_go_out(
            meeting, seen.items, waiting=len(waiting), goes_without_a_break=seen.agenda.goes_without_a_break, now=now
        )
    except Refused as no:
        return str(no)
    return ""


def topic_of(request, pk):
    """A topic of a meeting this actor plans; a stranger's is a 404."""
    item = get_object_or_404(AgendaItem.objects.visible_to(request.actor).select_related("meeting__body"), pk=pk)
    if item.meeting is None or not can(request.actor, PLAN, within=item.meeting):
        raise Http404
    return item


@post_only
@needs(PLAN)
@refusals_answered
def agenda_step(request, pk):
    """Up, down, off, or kept for next time: the twin of dragging."""
    item, now, actor = topic_of(request, pk), timezone.now(), request.actor
    meeting, what = item.meeting, request.POST.get("do")
    if what in ("up", "down"):
        orders.move(item=item, up=what == "up", actor=actor, now=now)
    elif what == "off":
        orders.remove(item=item, actor=actor, now=now)
        messages.success(request, f"Off the agenda: {item.title}.")
    elif what == "carry":
        agenda_actions.carry_over(item=item, actor=actor, now=now)
        messages.success(request, f"Kept for next time: {item.title}.")
    else:
        raise Refused("Please press one of the buttons.")
    where = f"#item-{item.pk}" if what in ("up", "down") else ""
    return redirect(reverse("meetings:agenda_plan", args=[meeting.pk]) + where)


@post_only
@needs(PLAN)
@refusals_answered
def agenda_order(request, pk):
    """The order as it was dragged; static/js/order.js sends it."""
    meeting = meeting_for(request, pk, PLAN)
    ids = row_ids(request, "item")[:200]
    orders.order(meeting=meeting, ids=ids, actor=request.actor, now=timezone.now())
    if getattr(request, "htmx", False):
        context = {"meeting": meeting, "seen": agendas.shown(meeting, knows_names=True), "changes": True}
        return page(request, "meetings/_agenda_order.html", context)
    return redirect("meetings:agenda_plan", pk)


@post_only
@needs(PLAN)
@refusals_answered
def agenda_do(request, pk):
    """What concerns the whole agenda: a break, going without one, members first, sending it out, the backlog."""
    meeting, now, actor = meeting_for(request, pk, PLAN), timezone.now(), request.actor
    what, facts = request.POST.get("do"), {"meeting": meeting, "actor": actor, "now": now}
    said = "Saved."
    if what == "break":
        agenda_actions.add(is_break=True, title="Break", minutes=agenda_rules.BREAK, may_be_skipped=False, **facts)
        said = "A break is at the end of the agenda now. Move it to where people need it."
    elif what in ("without_break", "with_break"):
        agenda_actions.go_without_a_break(yes=what == "without_break", **facts)
    elif what == "members_first":
        orders.members_first(**facts)
        said = "Members' topics come first now."
    elif what == "send":
        agenda_actions.send_out(**facts)
        said = "The agenda is on its way to everybody asked, each by their own channel."
    elif what in ("take", "drop"):
        item = _waiting(meeting, request.POST.get("item", ""))
        because = request.POST.get("because", "").replace("\x00", "")
        if what == "take":
            proposals.take_from_backlog(item=item, **facts)
            said = f"On the agenda: {item.title}."
        else:
            proposals.drop_from_backlog(item=item, because=because, **facts)
            said = f"It does not wait any more: {item.title}."
    else:
        raise Refused("Please press one of the buttons.")
    messages.success(request, said)
    return redirect("meetings:agenda_plan", pk)


def _waiting(meeting, number):
    if not (number.isdecimal() and len(number) < 15) or meeting.body_id is None:
        raise Http404
    return get_object_or_404(AgendaItem.objects.carried(), pk=number, body=meeting.body_id)
