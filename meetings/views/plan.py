"""Planning: new, edit, publish, move, cancel. Each asks once and says what will happen before it does."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from meetings import previews
from meetings.actions import asking_again, planning, templates
from meetings.forms import CancelForm, NewForm, TimesForm, WhatForm, times_of
from meetings.models import MeetingState
from meetings.rules import check_can_change, check_can_publish
from meetings.views.finding import meeting_for
from meetings.views.templates import begun_from
from members import charity
from members.permissions import Permission
from members.web import Refused, form_page, needs, once, page, post_only, refusals_answered, refusals_into
from members.words import plural, when

PLAN = Permission.PLAN_MEETING


@needs(PLAN)
@once
def meeting_new(request):
    """A draft. Nobody hears of it until it is published."""
    now = timezone.now()
    form = NewForm(request.POST or None, actor=request.actor, now=now, initial=begun_from(request))
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            meeting = planning.create(actor=request.actor, now=now, **form.facts)
            messages.success(request, "Saved as a draft. Nobody has heard of it yet.")
            return redirect("meetings:meeting_publish", meeting.pk)
    context = {"templates": templates.in_order(), "here": request.path}
    return form_page(request, "meetings/meeting_new.html", form, context)


@needs(PLAN)
@refusals_answered
def meeting_edit(request, pk):
    """Anything but the time, which has a page of its own."""
    now = timezone.now()
    meeting = meeting_for(request, pk, PLAN)
    check_can_change(meeting, now=now)
    form = WhatForm(request.POST or None, instance=meeting, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            planning.edit(meeting=meeting, actor=request.actor, now=now, **form.facts)
            told = meeting.state == MeetingState.PUBLISHED
            messages.success(
                request,
                "Saved. If people need to know, one letter goes out in about ten minutes; more changes until then join it."
                if told
                else "Saved. Nobody has heard of it yet.",
            )
            return redirect("meetings:meeting", meeting.pk)
    return form_page(request, "meetings/meeting_edit.html", form, {"meeting": meeting})


@needs(PLAN)
@refusals_answered
def meeting_publish(request, pk):
    """Who will be asked and by which way, before anybody is."""
    now = timezone.now()
    meeting = meeting_for(request, pk, PLAN)
    if request.method == "POST":
        planning.publish(meeting=meeting, actor=request.actor, now=now)
        sent = charity.said_of_letters("The invitations are on their way, each by the person's own channel.")
        messages.success(request, f"Published. {sent}")
        return redirect("meetings:meeting", meeting.pk)
    refused = ""
    try:
        check_can_publish(meeting, now=now)
    except Refused as no:
        refused = str(no)
    context = {
        "meeting": meeting,
        "refused": refused,
        "preview": previews.before_publishing(meeting, actor=request.actor, now=now),
    }
    return page(request, "meetings/meeting_publish.html", context)


@post_only
@needs(PLAN)
@refusals_answered
def meeting_ask_now(request, pk):
    """The trial is over: whoever was not asked in it is asked."""
    meeting = meeting_for(request, pk, PLAN)
    count = asking_again.ask_now(meeting=meeting, actor=request.actor, now=timezone.now())
    words = f"{plural(count, 'invitation is,invitations are')} on {'its' if count == 1 else 'their'} way."
    messages.success(request, words if count else "Everybody was asked already.")
    return redirect("meetings:meeting", meeting.pk)


@needs(PLAN)
@refusals_answered
def meeting_move(request, pk):
    """Another time."""
    now = timezone.now()
    meeting = meeting_for(request, pk, PLAN)
    check_can_change(meeting, now=now)
    form = TimesForm(request.POST or None, now=now, initial=times_of(meeting))
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            meeting = planning.move(meeting=meeting, actor=request.actor, now=now, **form.times)
            told = " Everybody who was asked is told." if meeting.state == MeetingState.PUBLISHED else ""
            messages.success(request, f"It is now on {when(meeting.starts_at)}.{told}")
            return redirect("meetings:meeting", meeting.pk)
    context = {"meeting": meeting, "preview": previews.of_news(meeting, actor=request.actor, now=now)}
    return form_page(request, "meetings/meeting_move.html", form, context)


@needs(PLAN)
@refusals_answered
def meeting_cancel(request, pk):
    """Call it off."""
    now = timezone.now()
    meeting = meeting_for(request, pk, PLAN)
    check_can_change(meeting, now=now)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            was_draft = meeting.state == MeetingState.DRAFT
            planning.cancel(meeting=meeting, because=form.cleaned_data["because"], actor=request.actor, now=now)
            messages.success(request, "Cancelled." if was_draft else "Cancelled. Everybody who was asked is told.")
            return redirect("meetings:meeting", meeting.pk)
    context = {"meeting": meeting, "preview": previews.of_news(meeting, actor=request.actor, now=now)}
    return form_page(request, "meetings/meeting_cancel.html", form, context)
