"""What a kind of work needs: the list on the project's page, and one point of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.permissions import Permission, can, require
from members.web import form_page, needs, post_only, refusals_answered, refusals_into
from projects.actions import kinds
from projects.forms.kinds import KindForm, NeedForm
from projects.models import Project
from projects.queries.kinds import by_time, checklist, kind_of

PLAN = Permission.PLAN_PROJECT


def needed_by(project, *, may) -> dict:
    """For the project's page. Who only reads it sees what is looked after, without names and notes."""
    today, kind = timezone.localdate(), kind_of(project)
    lines = checklist(project)
    return {
        "kind": kind,
        "needs": by_time(lines),
        "needs_done": sum(line.is_done for line in lines),
        "due_points": [line.needed.slug for line in lines if may and line.is_due(today)],
        "kind_form": KindForm(initial={"kind": kind.slug if kind else ""}) if may else None,
    }


def _project(request, pk):
    found = Project.objects.visible_to(request.actor).select_related("team", "kind_of_work")
    return get_object_or_404(found, pk=pk)


@post_only
@needs(PLAN)
@refusals_answered
def kind_choose(request, pk):
    """It is this kind of work."""
    found = _project(request, pk)
    require(request.actor, PLAN, within=found)
    kinds.choose(project=found, kind=request.POST.get("kind", ""), actor=request.actor, now=timezone.now())
    messages.success(request, "Saved.")
    return redirect("projects:project", pk=pk)


@needs(PLAN)
def need(request, pk, point):
    """One point: who looks after it, by when, what was agreed, done."""
    found, now = _project(request, pk), timezone.now()
    line = next((each for each in checklist(found) if each.needed.slug == point), None)
    row = line and line.row
    require(request.actor, PLAN, within=row or found)
    if line is None:
        raise Http404
    initial = {"looked_after_by": request.actor.person_id}
    if row is not None:
        initial = {
            "looked_after_by": row.looked_after_by_id, "due_on": row.due_on, "note": row.note, "done": row.done_at is not None,
        }  # fmt: skip
    form = NeedForm(request.POST or None, initial=initial, project=found, day=timezone.localdate(now))
    kept = {}
    if not can(request.actor, PLAN, within=found):  # theirs to do, and not to hand on
        kept = {"looked_after_by": row.looked_after_by, "due_on": row.due_on}
        for name in kept:
            del form.fields[name]
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            kinds.look_after(project=found, point=point, actor=request.actor, now=now, **kept | form.cleaned_data)
            messages.success(request, f"{line.needed.name}: saved.")
            return redirect("projects:project", pk=pk)
    return form_page(request, "projects/need.html", form, {"project": found, "line": line})
