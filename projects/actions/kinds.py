"""Which kind of work a project is, and who looks after what it needs."""

from django.db import transaction
from django.utils import timezone

from members.permissions import Permission, can, require
from members.rules import Refused
from projects import rules
from projects.models import Project, ProjectKind, ProjectPoint
from projects.queries.kinds import kind_named, kind_of, kinds


@transaction.atomic
def choose(*, project, kind, actor, now) -> ProjectKind | None:
    """It is this kind of work, or none of them. What was written down about points stays, also of another kind. Raises Refused."""
    require(actor, Permission.PLAN_PROJECT, within=project)
    if kind and kind_named(kind) is None:
        raise Refused("Please choose a kind of work from the list.", field="kind")
    if not kind:
        ProjectKind.objects.filter(project=project).delete()
        return None
    words = {"kind": kind, "version": kinds()[0], "chosen_at": now}
    return ProjectKind.objects.update_or_create(project=project, defaults=words)[0]


@transaction.atomic
def look_after(*, project, point, looked_after_by, due_on, note, done, actor, now) -> ProjectPoint:
    """Who looks after one point, by when, what was agreed, and whether it is done. Raises Refused."""
    found = ProjectPoint.objects.filter(project=project, point=point).select_related("project").first()
    require(actor, Permission.PLAN_PROJECT, within=found or project)
    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)
    kind = kind_of(project)
    needed = next((each for each in kind.points if each.slug == point), None) if kind else None
    if needed is None:
        raise Refused("That is not on the list of this kind of work.")
    rules.check_has_a_day(looked_after_by, due_on)
    found = ProjectPoint.objects.filter(project=project, point=point).first()
    found = found or ProjectPoint(project=project, point=point)
    handed_on = (looked_after_by and looked_after_by.pk, due_on) != (found.looked_after_by_id, found.due_on)
    if handed_on and not can(actor, Permission.PLAN_PROJECT, within=project):
        raise Refused("Who looks after it, and by when, is said by whoever runs the project.", field="note")
    if due_on and due_on != found.due_on and not done and due_on < timezone.localdate(now):
        raise Refused("That day is past. Please choose today or later.", field="due_on")
    found.name, found.looked_after_by, found.due_on, found.note = needed.name, looked_after_by, due_on, note.strip()
    if done != bool(found.done_at):
        found.done_at, found.done_by = (now, actor.person) if done else (None, None)
    found.save()
    return found
