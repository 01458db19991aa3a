"""What was said at a meeting, on its way to an answer: one press each; the meeting's own pages ask for it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings.models import Meeting, Said
from members.permissions import Permission, can
from members.rules import Refused
from members.web import needs, page, post_only, refusals_answered
from projects import queries
from projects.actions import loop
from projects.models import Project
from projects.queries import loop as asks

ANSWER = Permission.ANSWER_SAID


def _meeting(request, pk):
    """A meeting whose notes this actor keeps: what was said there, and who said it, is for them."""
    found = get_object_or_404(Meeting.objects.visible_to(request.actor), pk=pk)
    if not can(request.actor, Permission.KEEP_NOTES, within=found):
        raise Http404
    return found


def projects_for(actor, meeting_id):
    """What it may be about: the projects worked on at the meeting; if none is linked, those running that they may answer for."""
    of_meeting = queries.projects_of_meeting(meeting_id) if meeting_id is not None else []
    linked = [p for p in of_meeting if can(actor, ANSWER, within=p)]
    if linked:
        return linked
    running = Project.objects.visible_to(actor).running().order_by("title", "pk")
    return [p for p in running if can(actor, ANSWER, within=p)]


@needs(ANSWER)
def said_at(request, meeting_id):
    """Each thing that was said: passed on already, or one press away from it."""
    meeting = _meeting(request, meeting_id)
    context = {
        "meeting": meeting,
        "said": asks.said_at(meeting, request.actor),
        "projects": projects_for(request.actor, meeting.pk),
    }
    return page(request, "projects/said_at.html", context, partial="projects/_said_at.html")


@post_only
@needs(ANSWER)
@refusals_answered
def said_take(request, pk):
    """The press."""
    said = get_object_or_404(Said.objects.select_related("meeting"), pk=pk)
    meeting = _meeting(request, said.meeting_id)
    wanted = request.POST.get("project", "")
    if not wanted:
        raise Refused("Please choose for which project it is.")
    project = next((p for p in projects_for(request.actor, meeting.pk) if str(p.pk) == wanted), None)
    if project is None:
        raise Http404
    made = loop.take_up_said(said=said, project=project, actor=request.actor, now=timezone.now())
    messages.success(request, "It has an owner now, and a day to be answered by.")
    return redirect("projects:said", made.pk)
