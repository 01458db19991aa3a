"""What happened since the last meeting, before each one; and the actions of all meetings."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings import events, minutes, next_time
from meetings.actions import lines
from meetings.keeping_notes import are_still_coming, knows_who
from meetings.models import Action, Decision, Meeting, Pulse, Question, Verdict
from meetings.views.finding import meeting_for
from meetings.views.rsvp import with_link
from members.models import Membership, Seat
from members.permissions import Permission, Role, can
from members.web import next_page, page, paginate, post_only, refusals_answered


def what_happened(meeting, *, now, inside, reads) -> dict:
    """What page and link show alike; nothing in it says who said what. `inside`: of the group, or working for it;
    `reads`: of questions between bodies those that this reader may read."""
    last = next_time.last_before(meeting)
    answered = list(next_time.answered_since(meeting, last).filter(pk__in=reads.order_by().values("pk")))
    if last is None:
        return {"last": None, "answered": answered}
    notes = minutes.notes_of(last)
    shared = notes if notes and notes.sent_at else None
    carried, closed = list(next_time.carried_to(meeting)), list(next_time.closed_since(meeting, last))
    owners = minutes.owner_words([*carried, *closed])
    today = timezone.localdate(now)
    for action in (*carried, *closed):
        action.owner_shown, action.is_late = owners[action.pk], bool(action.due_on and action.due_on < today)
    return {
        "last": last,
        "answered": answered,
        "notes": notes,
        "shared": shared,
        "may_come": are_still_coming(last, now=now),
        "decisions": list(Decision.objects.filter(meeting=last).select_related("decided_by").in_order())
        if shared
        else [],
        "became": [
            each
            for _, said in events.what_became.send(Meeting, meeting=last, inside=inside, today=today)
            for each in said
        ],
        "carried": carried,
        "open_tone": "waits" if carried or not shared else "done",
        "closed": closed,
        "put_right": notes.corrections.filter(verdict=Verdict.ACCEPTED).count() if shared else 0,
        "pulse": Pulse.objects.filter(meeting=last, closed_at__isnull=False).first(),
        "to_approve": bool(shared and notes.agreed_at and not notes.approved_at),
    }


@refusals_answered
def since(request, pk):
    """Decisions, actions with their status, corrections, what we will change; projects answer for themselves."""
    now = timezone.now()
    meeting = meeting_for(request, pk)
    inside = request.actor.role in (Role.MEMBER, Role.STAFF, Role.COORDINATOR)
    reads = Question.objects.visible_to(request.actor)
    context = {"meeting": meeting, "now": now, **what_happened(meeting, now=now, inside=inside, reads=reads)}
    context["keeps"] = knows_who(request.actor, meeting)
    context["may_approve"] = context["keeps"] and timezone.localdate(meeting.starts_at) <= timezone.localdate(now)
    return page(request, "meetings/since.html", context)


@with_link
@require_safe
def link_since(request, rsvp, token, *, now):
    """The same behind the link of an invitation, for who does not sign in: a trustee or a partner has links, too."""
    inside = Membership.objects.active().filter(person=rsvp.person_id).exists()
    sits_in = Seat.objects.filter(person=rsvp.person_id).on(timezone.localdate(now)).values("body")
    context = {
        "meeting": rsvp.meeting, "first_name": rsvp.person.first_name, "for_link": True, "now": now,
        "back": reverse("rsvp", args=[token]),
        **what_happened(rsvp.meeting, now=now, inside=inside, reads=Question.objects.filter(from_body__in=sits_in)),
    }  # fmt: skip
    return render(request, "meetings/rsvp_since.html", context)


def actions_of(actor):
    """Coordinator: all. Staff: their teams' meetings, their own and their teams'. Everybody: what is theirs to do."""
    if actor.role == Role.COORDINATOR:
        return Action.objects.all()
    mine = Q(owner__in=lines.doers(actor))
    if actor.role == Role.STAFF:
        mine |= (
            Q(team__in=actor.team_ids) | Q(meeting__team__in=actor.team_ids) | Q(meeting__lead__in=actor.looks_after)
        )
    if actor.organisation_ids:
        mine |= Q(organisation__in=actor.organisation_ids)
    return Action.objects.filter(mine)


def actions(request):
    """What somebody said they would do, the first due first."""
    now = timezone.now()
    show = request.GET.get("show") if request.GET.get("show") == "closed" else "open"
    found = actions_of(request.actor).select_related("owner", "organisation", "team", "meeting")
    found = found.open().by_due() if show == "open" else found.exclude(state="open").order_by("-closed_on", "-pk")
    rows = paginate(request, found)
    rows.object_list = list(rows.object_list)
    owners, today = minutes.owner_words(rows.object_list), timezone.localdate(now)
    seen = Meeting.objects.visible_to(request.actor).filter(pk__in={each.meeting_id for each in rows.object_list})
    seen = set(seen.order_by().values_list("pk", flat=True))
    for action in rows.object_list:
        action.owner_shown = _named(request.actor, action) or owners[action.pk]
        action.is_late = bool(action.due_on and action.due_on < today)
        action.sees_meeting = action.meeting_id in seen
        action.may_end = lines.owns(request.actor, action) or can(
            request.actor, Permission.KEEP_NOTES, within=action.meeting
        )
    tabs = [("Open", "?", show == "open"), ("Done or dropped", "?show=closed", show == "closed")]
    return page(request, "meetings/actions.html", {"rows": rows, "show": show, "tabs": tabs})


def _named(actor, action):
    """Those who run the meeting read names; to oneself it says so."""
    if action.owner_id is None:
        return ""
    if action.owner_id == actor.person_id:
        return "you"
    if action.owner_id in lines.doers(actor):
        return f"you, for {action.owner.name}"
    return action.owner.name if knows_who(actor, action.meeting) else ""


@post_only
@refusals_answered
def action_end(request, pk):
    """Done; dropped, because; or open again."""
    action = get_object_or_404(actions_of(request.actor).select_related("meeting"), pk=pk)
    because = request.POST.get("because", "").replace("\x00", "")
    lines.end(
        action=action, state=request.POST.get("state", ""), because=because, actor=request.actor, now=timezone.now()
    )
    messages.success(request, "Saved. Thank you.")
    return redirect(next_page(request, default="/meetings/actions/"))
