"""Inviting somebody who co-produced something to hear about the group."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.permissions import Permission, require
from members.web import page, refusals_answered, row_id
from projects.actions import joining_from
from projects.models import Project
from projects.queries.pathway import may_be_asked_from


def _find(request, pk):
    found = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    require(request.actor, Permission.INVITE_TO_WORK, within=found)
    return found


@refusals_answered
def invite_to_join(request, pk):
    """Those who took part as client or carer, each with two buttons: ask them, or write down that they would like to."""
    project = _find(request, pk)
    if request.method == "POST" and (person := row_id(request.POST.get("person"))):
        _one(request, project, get_object_or_404(may_be_asked_from(project), pk=person))
        return redirect("projects:invite_to_join", pk)
    return page(request, "projects/invite_to_join.html", {"project": project, "people": may_be_asked_from(project)})


def _one(request, project, person):
    now = timezone.now()
    if "yes" in request.POST:
        joining_from.said_yes(project=project, person=person, actor=request.actor, now=now)
        said = f"{person} would like to hear more. The involvement team is in touch within two working days."
    else:
        joining_from.ask(project=project, person=person, actor=request.actor, now=now)
        said = f"{person} is asked once, in the way they like. Nothing follows if they would rather not."
    messages.success(request, said)
