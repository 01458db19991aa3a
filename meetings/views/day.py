"""The day of a gathering for those who run it: where everything is, and the programme."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from meetings import day_sheets
from meetings.actions import programme
from meetings.day_queries import programme as parts_of
from meetings.day_queries import talks_to_hold
from meetings.day_rules import door_closes
from meetings.forms.day import SessionForm
from meetings.models import Session
from meetings.views.day_finding import gathering_for, of_the_day
from members.permissions import Permission
from members.web import form_page, needs, page, post_only, refusals_answered, refusals_into

PLAN, DOOR = Permission.PLAN_MEETING, Permission.KEEP_REGISTER


def pdf(content, name) -> HttpResponse:
    """A file to print, never kept by a cache."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


@needs(PLAN)
def day(request, pk):
    """One page with everything there is to do for the day, and how far each is."""
    gathering = gathering_for(request, pk, PLAN)
    people = gathering.registrations
    context = {
        "gathering": gathering,
        "parts": gathering.sessions.count(),
        "speakers": gathering.speakers.count(),
        "talks": talks_to_hold(request.actor).filter(speaker__gathering=gathering).count(),
        "tables": gathering.tables.count(),
        "cards": gathering.idea_cards.standing().count(),
        "goals": gathering.goals.count(),
        "people": people.coming().count(),
        "came": people.came().count() + gathering.others,
        "sheets": gathering.evaluation_sheets.count(),
        "tasks": gathering.planning_tasks.open().count(),
        "steps": gathering.next_steps.count(),
        "over": gathering.ends_at <= timezone.now(),
        "door_closed": door_closes(gathering) <= timezone.now(),
    }
    return page(request, "meetings/day/day.html", context)


@needs(PLAN)
@refusals_answered
def programme_edit(request, pk):
    """The parts of the day in order, and a form for one more."""
    gathering = gathering_for(request, pk, PLAN)
    form = SessionForm(request.POST or None, gathering=gathering)
    if form.is_valid():
        with refusals_into(form):
            programme.add(gathering=gathering, actor=request.actor, now=timezone.now(), **form.words)
            messages.success(request, "It stands in the programme.")
            return redirect("meetings:day_programme", pk)
    return form_page(
        request, "meetings/day/programme.html", form, {"gathering": gathering, "parts": parts_of(gathering)}
    )


@needs(PLAN)
@refusals_answered
def session_edit(request, pk):
    """Change one part."""
    session = of_the_day(request, Session, pk, PLAN)
    form = SessionForm(request.POST or None, gathering=session.gathering, instance=session)
    if form.is_valid():
        with refusals_into(form):
            programme.edit(session=session, actor=request.actor, now=timezone.now(), **form.words)
            messages.success(request, "Saved.")
            return redirect(f"{reverse('meetings:day_programme', args=[session.gathering_id])}#part-{session.pk}")
    return form_page(request, "meetings/day/session.html", form, {"session": session, "gathering": session.gathering})


@post_only
@needs(PLAN)
@refusals_answered
def session_remove(request, pk):
    """One part goes."""
    session = of_the_day(request, Session, pk, PLAN)
    programme.remove(session=session, actor=request.actor, now=timezone.now())
    messages.success(request, "It is out of the programme.")
    return redirect("meetings:day_programme", session.gathering_id)


@needs(DOOR)
def badges(request, pk):
    """To print and cut."""
    gathering = gathering_for(request, pk, DOOR)
    return pdf(day_sheets.badges(gathering), "badges")


@needs(DOOR)
def door_list(request, pk):
    """To print and lay at the door."""
    gathering = gathering_for(request, pk, DOOR)
    return pdf(day_sheets.door_list(gathering, now=timezone.now()), "door-list")
