"""Looking: the list of meetings, and the page of one."""

from dataclasses import replace
from functools import partial

from django.urls import reverse
from django.utils import timezone

from meetings.actions import asking_again
from meetings.listing import MEETINGS
from meetings.models import Answer, Meeting, MeetingState, Rsvp
from meetings.queries import answers_of, answers_of_many, named_coming
from meetings.rules import LONDON
from meetings.standing import Standing, standing_word
from meetings.venue_pictures import pictures_of
from meetings.views import answers_list
from meetings.views.answering import own_panel
from meetings.views.finding import meeting_for, own_rsvp
from meetings.views.photos import own_photos
from members import lists
from members.permissions import Permission, Role, can, require
from members.web import history_page, needs, page

SHOWN = {
    "upcoming": "To come",
    "drafts": "Drafts",
    "past": "Past and cancelled",
}
OVER = {
    Answer.YES: "You said yes",
    Answer.MAYBE: "You were not sure",
    Answer.NO: "You said no",
    Answer.SILENT: "You did not answer",
}


def meetings(request):
    """Meetings this role may see, soonest first, each with one's own answer or with the numbers."""
    now, today, actor = timezone.now(), timezone.localdate(), request.actor
    plans = can(actor, Permission.PLAN_MEETING)
    show = request.GET.get("show")
    show = show if show in SHOWN and (plans or show != "drafts") else "upcoming"
    found, keep = _meetings(actor, show, now=now), {"show": "" if show == "upcoming" else show}
    listing = replace(MEETINGS, draw=partial(_rows, actor=actor, plans=plans, now=now))
    if answer := lists.answered(request, listing, found, day=today, keep=keep):
        return answer
    context = {
        "show": show,
        "plans": plans,
        "tabs": [(words, f"?show={name}", name == show) for name, words in SHOWN.items() if plans or name != "drafts"],
        "empty": "meetings/_meetings_empty.html",
    }
    return lists.page(
        request, "meetings/meetings.html", lists.shown(request, listing, found, day=today, keep=keep), context
    )


def _rows(ids, order, *, day, actor, plans, now):
    """The lines of one page of the list."""
    known = Meeting.objects.select_related("body").in_bulk(ids)
    rows = [known[pk] for pk in ids if pk in known]
    own = {}
    if actor.person_id:
        own = {
            r.meeting_id: r
            for r in Rsvp.objects.filter(meeting__in=rows, person=actor.person_id).standing().defer("different")
        }
    answers = answers_of_many(rows) if plans and rows else {}
    return [
        {
            "meeting": meeting,
            "own": _own_word(own[meeting.pk], meeting, now=now) if meeting.pk in own else None,
            "answers": answers.get(meeting.pk) if can(actor, Permission.SEE_ANSWERS, within=meeting) else None,
        }
        for meeting in rows
    ]


def _own_word(rsvp, meeting, *, now):
    """One's own answer in a word; nobody is asked for one, nor said to be coming, when the meeting is over."""
    return standing_word(rsvp) if meeting.ends_at > now else Standing(OVER[rsvp.answer], "plain", "")


def _meetings(actor, show, *, now):
    seen = Meeting.objects.visible_to(actor)
    if show == "drafts":
        return seen.filter(state=MeetingState.DRAFT).order_by("starts_at", "pk")
    if show == "upcoming":
        return seen.upcoming(now=now)
    return seen.over_or_off(now=now)


def meeting(request, pk):
    """One meeting: one's own answer first; how many come; single numbers and names only for whoever may see answers."""
    now = timezone.now()
    meeting = meeting_for(request, pk)
    own = own_rsvp(request, meeting) if meeting.state != MeetingState.DRAFT else None
    sees_answers = can(request.actor, Permission.SEE_ANSWERS, within=meeting)
    answers = answers_of(meeting)
    context = {"meeting": meeting, "own": own, "sees_answers": sees_answers, "now": now}
    if sees_answers:
        context["answers"] = answers
    else:
        reads_figures = can(request.actor, Permission.SEE_DASHBOARD)
        context |= {"coming": None if reads_figures else answers.told(), "is_over": meeting.ends_at <= now}
    context["register_open"] = meeting.starts_at.astimezone(LONDON).date() <= timezone.localdate(now, LONDON)
    is_ahead = meeting.state == MeetingState.PUBLISHED and meeting.ends_at > now
    if is_ahead and can(request.actor, Permission.PLAN_MEETING, within=meeting):
        context["not_asked"] = asking_again.not_asked(meeting).count()
    if meeting.room_offered and meeting.ends_at > now:
        context["pictures"] = pictures_of(meeting.venue_id)
    if own is not None:
        context |= own_panel(meeting, own, now=now)
        context |= own_photos(request, meeting) if own.answer == Answer.YES else {}
    if not sees_answers and request.actor.role == Role.MEMBER:
        context["named"] = named_coming(meeting, besides=request.actor.person_id)
    if sees_answers:
        context |= answers_list.shown(request, meeting, answers, now=now)
    return page(request, "meetings/meeting.html", context)


@needs(Permission.PLAN_MEETING)
def meeting_history(request, pk):
    """Every change of a meeting, its answers and its register, for those who plan it and may see its answers."""
    meeting = meeting_for(request, pk, Permission.PLAN_MEETING)
    require(request.actor, Permission.SEE_ANSWERS, within=meeting)
    return history_page(request, meeting, title=meeting.title, back=reverse("meetings:meeting", args=[pk]))
