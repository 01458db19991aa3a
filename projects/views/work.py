"""The brief of a piece of work: begun, written, checked, opened."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.permissions import Permission, require
from members.web import form_page, needs, once, post_only, refusals_answered, refusals_into
from projects.actions import briefs
from projects.forms.work import BeginForm, WorkForm
from projects.models import Opportunity, Project

INVITE = Permission.INVITE_TO_WORK


def find_work(request, pk):
    """One piece of work this actor may invite people to; anything else is not there."""
    found = Opportunity.objects.visible_to(request.actor).select_related("project__team", "asked_by", "staff_lead")
    opportunity = get_object_or_404(found, pk=pk)
    require(request.actor, INVITE, within=opportunity)
    return opportunity


@needs(INVITE)
@once
@refusals_answered
def work_new(request, pk):
    """A draft for a project."""
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    require(request.actor, INVITE, within=project)
    form = BeginForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            made = briefs.begin(project=project, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("projects:work_edit", made.pk)
    return form_page(request, "projects/work_new.html", form, {"project": project})


@needs(INVITE)
@refusals_answered
def work_edit(request, pk):
    """What it says, while nobody has been asked."""
    found = find_work(request, pk)
    form = WorkForm(request.POST or None, instance=found, day=timezone.localdate())
    if form.is_valid():
        with refusals_into(form):
            briefs.write(opportunity=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("projects:opportunity", pk)
    return form_page(request, "projects/work_edit.html", form, {"opportunity": found})


@post_only
@needs(Permission.CHECK_WORK)
@refusals_answered
def work_check(request, pk):
    """The coordinator has read it."""
    briefs.check(opportunity=find_work(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "Checked. People can be asked as soon as it is opened.")
    return redirect("projects:opportunity", pk)


@post_only
@needs(INVITE)
@refusals_answered
def work_open(request, pk):
    """From now on people can be asked."""
    briefs.open_it(opportunity=find_work(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "It is open. Nobody has been asked yet: see who it could be for.")
    return redirect("projects:opportunity", pk)
