"""Answers by somebody who is signed in: their own, or one they note for somebody on the telephone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from meetings import calendars
from meetings.actions import rsvps
from meetings.flags import flags_at, ways_of_all
from meetings.forms import AnswerForm
from meetings.forms.details import ONE_PARAGRAPH
from meetings.models import MeetingState, Rsvp
from meetings.queries import panel, standing
from meetings.rules import Busy
from meetings.views.finding import meeting_for, own_rsvp
from meetings.views.rsvp import calendar_response
from members.permissions import Permission, require
from members.web import Refused, needs, next_page, page, post_only, wants_part
from members.words import when

TOO_LONG = "What is different this time has {} letters, and we can keep at most {}. Please make it shorter. Nothing is saved yet."


def own_panel(meeting, rsvp, *, now, sentence="") -> dict:
    """What `meetings/_answer.html` needs for somebody who is signed in."""
    return {
        "panel": panel(rsvp, now=now),
        "meeting": meeting,
        "hint": "",
        "sentence": sentence,
        "answer_url": reverse("meetings:answer", args=[meeting.pk]),
        "details_url": reverse("meetings:details", args=[meeting.pk]),
        "calendar_url": reverse("meetings:calendar_file", args=[meeting.pk]),
        "views_url": reverse("meetings:views", args=[meeting.pk]),
    }


@post_only
def answer(request, pk):
    """One press on the home or the meeting page."""
    now = timezone.now()
    meeting = meeting_for(request, pk)
    rsvp = own_rsvp(request, meeting)
    if rsvp is None:
        raise Http404
    rsvp, sentence, status = _save(request, rsvp, actor=request.actor, now=now)
    if wants_part(request):
        context = own_panel(rsvp.meeting, rsvp, now=now, sentence=sentence)
        return page(request, "meetings/_answer.html", context, partial="meetings/_answer.html", status=status)
    if sentence:
        context = own_panel(rsvp.meeting, rsvp, now=now, sentence=sentence)
        return page(request, "meetings/answered.html", context, status=status)
    at = rsvp.meeting
    messages.success(request, f"Saved for {at.title}, {when(at.starts_at)}. {standing(rsvp).sentence}")
    return redirect(next_page(request, default=reverse("meetings:meeting", args=[pk])))


def _save(request, rsvp, *, actor, now):
    """The answer as it now stands, what is wrong in words, and the status to say it with."""
    pressed = request.POST.copy()
    if "choice" in pressed:  # one button that says both, so that a box for words may stand in the same form
        pressed["answer"], _, pressed["mode"] = pressed["choice"].partition(" ")
    form = AnswerForm(pressed)
    if not form.is_valid():
        return rsvp, form.sentence, 422
    try:
        return rsvps.answer(rsvp=rsvp, **form.cleaned_data, actor=actor, now=now), "", 200
    except Busy as busy:
        return rsvp, str(busy), 503
    except Refused as no:
        return Rsvp.objects.select_related("meeting").get(pk=rsvp.pk), str(no), 409


@needs(Permission.ANSWER_FOR)
def answer_for(request, pk):
    """Somebody answered on the telephone; it is noted "by X for Y"."""
    now = timezone.now()
    seen = Rsvp.objects.visible_to(request.actor).standing().select_related("meeting", "person", "recorded_by")
    rsvp = get_object_or_404(seen, pk=pk)
    require(request.actor, Permission.ANSWER_FOR, within=rsvp.meeting)
    if rsvp.meeting.state == MeetingState.DRAFT:
        raise Http404
    person, sentence, status = rsvp.person, "", 200
    if request.method == "POST":
        words = request.POST.get("words", "").replace("\x00", "")
        actor = request.actor.at_the_desk_for(person)
        if len(words) > ONE_PARAGRAPH:
            sentence, status = TOO_LONG.format(len(words), ONE_PARAGRAPH), 422
        else:
            rsvp, sentence, status = _save(request, rsvp, actor=actor, now=now)
        if not sentence:
            if words.strip():
                rsvps.details(rsvp=rsvp, words=words, actor=actor, now=now)
            messages.success(request, f"Noted for {person.name}: {standing(rsvp).word}.")
            return redirect(next_page(request, default=reverse("meetings:meeting", args=[rsvp.meeting_id])))
    flags = flags_at(rsvp.meeting, ways_of_all(rsvp.meeting, [rsvp]), actor=request.actor, in_touch=True)
    context = {
        "panel": panel(rsvp, now=now), "person": person, "meeting": rsvp.meeting,
        "flags": flags.get(person.pk, []),
        "sentence": sentence,
        "words": request.POST.get("words", "") or rsvp.different or "", "answer_url": reverse("meetings:answer_for", args=[rsvp.pk]),
    }  # fmt: skip
    return page(request, "meetings/answer_for.html", context, status=status)


def calendar_file(request, pk):
    """The calendar file of a meeting that somebody is asked to or runs."""
    meeting = meeting_for(request, pk)
    if meeting.state == MeetingState.DRAFT:
        raise Http404
    cancelled = meeting.state == MeetingState.CANCELLED
    return calendar_response(meeting, method=calendars.CANCEL if cancelled else calendars.PUBLISH)
