"""Projects: the list, one project, its words, its stages, the meetings it is worked on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings.models import Meeting
from members import lists
from members.permissions import Permission, can, require
from members.web import Refused, form_page, needs, once, page, paginate, post_only, refusals_answered, refusals_into
from members.words import day
from projects import queries
from projects.actions import lifecycle
from projects.forms.project import FirstStageForm, MeetingForm, ProjectForm, StageForm
from projects.history import changes_of
from projects.listing import PROJECTS
from projects.models import Activity, Agreement, Decision, Project, Stage
from projects.queries import evidence as evidence_asks
from projects.queries.co_leading import together
from projects.queries.good_examples import from_the_start
from projects.queries.outside_tables import outside_meetings_of
from projects.views.kinds import needed_by


def projects(request):
    """Running projects, or finished ones; everybody in the charity may look."""
    require(request.actor, Permission.SEE_PROJECTS)
    today, which = timezone.localdate(), request.GET.get("show", "")
    found = Project.objects.visible_to(request.actor)
    if which == "finished":
        found = found.exclude(ended_on=None)
    elif which == "mine" and request.actor.team_ids:
        found = queries.my_projects(request.actor)
    else:
        which, found = "", found.running()
    if answer := lists.answered(request, PROJECTS, found, day=today, keep={"show": which}):
        return answer
    listed = lists.shown(request, PROJECTS, found, day=today, keep={"show": which})
    context = {"which": which, "empty": "projects/_projects_empty.html"}
    return lists.page(request, "projects/projects.html", listed, context)


@needs(Permission.SEE_PROJECTS)
def project(request, pk):
    """One project. Who took part is shown only to those who may see it; a trustee meets no name here."""
    actor = request.actor
    found = get_object_or_404(
        Project.objects.visible_to(actor).select_related("team", "lead", "body", "kind_of_work", "example"), pk=pk
    )
    may = can(actor, Permission.PLAN_PROJECT, within=found)
    sees = can(actor, Permission.EDIT_LOG)  # those who keep the log see its lines
    earliest = queries.earliest_involvement(found)
    activities = Activity.objects.held().filter(project=found)
    counts = queries.with_involvement(Project.objects.filter(pk=found.pk)).values_list(
        "activity_count", "involved_count"
    )[0]
    lines = activities.visible_to(actor).select_related("kind", "team").newest() if sees else None
    context = {
        "project": found,
        "project_key": str(pk),
        "may": may,
        "sees": sees,
        "evidence": evidence_asks.of_project(found, actor, today=timezone.localdate()),
        "first_stage": queries.stage_from(found, earliest),
        "earliest": earliest,
        "counts": counts,
        "other_teams": counts[0] - (lines.count() if sees else 0),
        "stages": [
            _stage_entry(c, names=sees)
            for c in found.stage_changes.select_related("changed_by").order_by("-changed_on", "-pk")
        ],
        "page": paginate(request, lines, per_page=20) if sees else None,
        "links": list(queries.meetings_of_project(found, actor)),
        "texts": list(Agreement.objects.visible_to(actor).filter(project=found).newest()),
        "decisions": list(Decision.objects.visible_to(actor).filter(project=found).register()),
        "opportunities": list(queries.opportunities_of(found, actor)) if may else [],
        "changes": [change.entry for change in changes_of(found)] if may else [],
        "stage_form": StageForm(initial={"stage": found.stage, "on": timezone.localdate()}) if may else None,
        "meeting_form": MeetingForm(actor=actor, project=found) if may else None,
        **needed_by(found, may=may),
        "together": together(found, actor),
        "example": getattr(found, "example", None),
        "outside": outside_meetings_of(found, actor),
        "may_correct": can(actor, Permission.CORRECT_FIRST_STAGE, within=found),
        "first_form": FirstStageForm(
            initial={"stage": found.first_stage, "reason": found.first_stage_reason}, auto_id="id_first_%s"
        ),
    }
    return page(request, "projects/project.html", context)


def _stage_entry(change, *, names):
    label = Stage(change.stage).label if change.stage else "Not known"
    who = f"Said by {change.changed_by.name}" if names and change.changed_by else ""
    return {"when": day(change.changed_on), "title": label, "text": who}


@once
def project_new(request):
    """A project begins."""
    require(request.actor, Permission.PLAN_PROJECT)
    now = timezone.now()
    form = ProjectForm(request.POST or None, actor=request.actor, now=now)
    if form.is_valid():
        with refusals_into(form):
            made = lifecycle.create(actor=request.actor, now=now, **form.cleaned_data)
            messages.success(request, f"{made.title} is on the list.")
            return redirect("projects:project", pk=made.pk)
    return form_page(request, "projects/project_form.html", form, {"examples": from_the_start(request.actor)})


@once
def project_edit(request, pk):
    """Change its words."""
    now = timezone.now()
    found = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    require(request.actor, Permission.PLAN_PROJECT, within=found)
    form = ProjectForm(request.POST or None, instance=found, actor=request.actor, now=now)
    if form.is_valid():
        with refusals_into(form):
            lifecycle.edit(project=found, actor=request.actor, now=now, **form.changed())
            messages.success(request, "Saved. The change is kept in its history.")
            return redirect("projects:project", pk=pk)
    return form_page(request, "projects/project_form.html", form, {"project": found})


@post_only
@refusals_answered
def project_stage(request, pk):
    """It moved on."""
    now = timezone.now()
    found = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    require(request.actor, Permission.PLAN_PROJECT, within=found)
    form = StageForm(request.POST)
    _asked(form)
    said = form.cleaned_data
    change = lifecycle.move_to_stage(project=found, stage=said["stage"], on=said["on"], actor=request.actor, now=now)
    messages.success(request, "The stage is saved." if change else "It was at that stage already.")
    return redirect("projects:project", pk=pk)


@post_only
@refusals_answered
def project_first_stage(request, pk):
    """A coordinator corrects from when people were involved."""
    found = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    require(request.actor, Permission.CORRECT_FIRST_STAGE, within=found)
    form = FirstStageForm(request.POST)
    _asked(form)
    lifecycle.correct_first_stage(project=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
    messages.success(request, "The correction is saved, with its reason.")
    return redirect("projects:project", pk=pk)


@post_only
@refusals_answered
def project_meeting(request, pk):
    """Say, or unsay, that it is worked on at a meeting."""
    found = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    require(request.actor, Permission.PLAN_PROJECT, within=found)
    wanted = request.POST.get("off") or request.POST.get("meeting") or "0"
    wanted = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else 0
    meeting = get_object_or_404(Meeting.objects.visible_to(request.actor), pk=wanted)
    action = lifecycle.unlink_meeting if "off" in request.POST else lifecycle.link_meeting
    action(project=found, meeting=meeting, actor=request.actor, now=timezone.now())
    return redirect("projects:project", pk=pk)


def _asked(form):
    """A form of two fields on a larger page: its first error is the sentence of the refusal page."""
    if not form.is_valid():
        raise Refused(next(iter(form.errors.values()))[0])


@needs(Permission.SEE_PROJECTS)
def at_meeting(request, meeting_id):
    """What projects work on at one meeting; the meeting page asks for it."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.actor), pk=meeting_id)
    context = {"meeting": meeting, "projects": list(queries.projects_of_meeting(meeting.pk))}
    return page(request, "projects/at_meeting.html", context, partial="projects/_at_meeting.html")
