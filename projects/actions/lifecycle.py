"""A project from its first idea to its end, with every stage it goes through (LOG-01 to 06)."""

import pghistory
from django.db import transaction
from django.utils import timezone

from members.permissions import Permission, require
from projects import rules
from projects.actions import registers
from projects.models import Activity, Project, ProjectMeeting, StageChange
from projects.queries import earliest_involvement, stage_on


@transaction.atomic
def create(*, actor, now, title, team, stage=1, started_on=None, **words) -> Project:
    """A new project, with its first stage as the beginning of its history."""
    project = Project(title=title, team=team, stage=stage, started_on=started_on or timezone.localdate(now), **words)
    require(actor, Permission.PLAN_PROJECT, within=project)
    project.save()
    StageChange.objects.create(
        project=project, stage=project.stage, changed_on=project.started_on, changed_by=actor.person
    )
    return project


@transaction.atomic
def edit(*, project, actor, now, why="", **changes) -> Project:
    """Change a project's words, team or dates; its stage moves by `move_to_stage`."""
    require(actor, Permission.PLAN_PROJECT, within=project)
    for name, value in changes.items():
        setattr(project, name, value)
    require(
        actor, Permission.PLAN_PROJECT, within=project
    )  # nobody gives a project away to a team they may not plan for
    if project.ended_on:
        rules.check_window(project.started_on, project.ended_on)
    with pghistory.context(why=why):
        project.save(update_fields=list(changes))
    return project


@transaction.atomic
def move_to_stage(*, project, stage, actor, now, on=None) -> StageChange | None:
    """The project moved on (or back) on that day, today unless said; the same stage again changes nothing."""
    require(actor, Permission.PLAN_PROJECT, within=project)
    on = on or timezone.localdate(now)
    rules.check_it_has_happened(on, now=now)
    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    if stage_on(project, on) == stage:
        return None
    change = StageChange.objects.create(project=project, stage=stage, changed_on=on, changed_by=actor.person)
    latest = project.stage_changes.order_by("-changed_on", "-pk").first()
    project.stage = latest.stage
    project.save(update_fields=["stage"])
    return change


@transaction.atomic
def correct_first_stage(*, project, stage, reason, actor, now) -> Project:
    """LOG-06: a coordinator says from when people were involved, with a reason; an empty stage takes it back."""
    require(actor, Permission.CORRECT_FIRST_STAGE, within=project)
    rules.check_first_stage(stage, reason, earliest=earliest_involvement(project))
    project.first_stage = stage
    project.first_stage_reason = reason.strip() if stage else ""
    with pghistory.context(why=reason):
        project.save(update_fields=["first_stage", "first_stage_reason"])
    return project


@transaction.atomic
def link_meeting(*, project, meeting, actor, now) -> ProjectMeeting:
    """Say that a project is worked on at a meeting; what the register logs then counts for it."""
    require(actor, Permission.PLAN_PROJECT, within=project)
    link, _ = ProjectMeeting.objects.get_or_create(project=project, meeting=meeting)
    logged = Activity.objects.filter(meeting=meeting, project=None).first()
    if logged:
        registers.give_to_project(activity=logged, project=project, now=now)
    return link


@transaction.atomic
def unlink_meeting(*, project, meeting, actor, now) -> None:
    """Take the link away; what is logged already stays where it is."""
    require(actor, Permission.PLAN_PROJECT, within=project)
    ProjectMeeting.objects.filter(project=project, meeting=meeting).delete()
