"""Who is on the list of a meeting: adding and taking off."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from meetings.actions import planning
from meetings.models import MeetingState, Rsvp
from meetings.rules import check_can_change
from meetings.views.finding import meeting_for
from members.models import Person
from members.models.person import sort_key
from members.permissions import Permission, require
from members.queries import access
from members.web import needs, page, refusals_answered, row_ids, typed
from members.words import plural, when

MOST_FOUND = 40
PLAN = Permission.PLAN_MEETING


@needs(PLAN)
@refusals_answered
def meeting_invite(request, pk):
    """Find people by name, tick them, add them. Whoever has a seat in the body is offered first."""
    now = timezone.now()
    meeting = meeting_for(request, pk, PLAN)
    check_can_change(meeting, now=now)
    known = Person.objects.visible_to(request.actor).filter(died_on=None)
    if request.method == "POST":
        ids = row_ids(request, "people")
        asked = planning.invite(meeting=meeting, people=list(known.filter(pk__in=ids)), actor=request.actor, now=now)
        messages.success(request, _said(asked, meeting))
        return redirect("meetings:meeting_invite", meeting.pk)
    words = typed(request, "q")
    free = known.exclude(pk__in=Rsvp.objects.filter(meeting=meeting).standing().values("person"))
    seated = planning.seat_holders(meeting, to_choose_from=True).values("pk")
    found = free.filter(sort_name__contains=sort_key(words)) if words else free.filter(pk__in=seated)
    people = list(found.by_name()[:MOST_FOUND])
    # staff see what somebody needs once that person is asked to their meeting, not by looking for names
    flags = access.flags_of(person.pk for person in people) if request.actor.knows_everybody else {}
    for person in people:
        person.flags = flags.get(person.pk, [])
    context = {
        "meeting": meeting,
        "q": words,
        "found": people,
        "is_draft": meeting.state == MeetingState.DRAFT,
    }
    return page(request, "meetings/meeting_invite.html", context, partial="meetings/_found.html")


@needs(PLAN)
@refusals_answered
def take_off(request, pk):
    """Off the list, after one more look: their link ends, and letters that wait are not sent."""
    rsvp = get_object_or_404(
        Rsvp.objects.visible_to(request.actor).standing().select_related("meeting", "person"), pk=pk
    )
    require(request.actor, PLAN, within=rsvp.meeting)
    meeting, person = rsvp.meeting, rsvp.person
    if request.method == "POST":
        planning.take_off(rsvp=rsvp, actor=request.actor, now=timezone.now())
        messages.success(request, f"{person.name} is off the list.")
        return redirect("meetings:meeting", meeting.pk)
    told = "Nobody has heard of this meeting yet, so nobody notices."
    if meeting.state != MeetingState.DRAFT:
        told = f"The link {person.first_name} has stops working. Nobody tells them for you: please do, if they expect to come."
    context = {
        "title": f"Take {person.name} off the list?",
        "sentence": f"{meeting.title}, {when(meeting.starts_at)}.",
        "consequences": [
            told,
            "Letters about this meeting that still wait are not sent to them.",
            "You can ask them again.",
        ],
        "action": request.path,
        "fields": {},
        "yes": "Take them off the list",
        "no_url": reverse("meetings:meeting", args=[meeting.pk]),
        "no": "Leave them on it",
    }
    return page(request, "components/confirm.html", context)


def _said(asked, meeting) -> str:
    if not asked:
        return "Nobody new was ticked, so nothing changed."
    people = plural(len(asked), "person is,people are")
    return f"{people} on the list now." + ("" if meeting.state == MeetingState.DRAFT else " They are being asked.")
