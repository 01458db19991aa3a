"""One activity: its page with what is kept of every change, and the form that completes it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.permissions import Permission, Role, can, require
from members.queries import names
from members.web import form_page, page, paginate, post_only, refusals_into
from projects import queries
from projects.actions import logging
from projects.forms.activity import ActivityForm, PartForm
from projects.forms.people import Picker
from projects.history import changes_of
from projects.models import Activity, QualityTask, Side
from projects.queries import ladder
from projects.queries.unfinished import unfinished, with_heads
from projects.rules import what_is_missing


def _find(request, pk):
    found = Activity.objects.visible_to(request.actor).select_related(
        "kind", "team", "project", "body", "lead", "meeting"
    )
    return get_object_or_404(found, pk=pk)


def activity(request, pk):
    """What is logged. A member sees the activity and their own part, nobody else's."""
    found = _find(request, pk)
    may = can(request.actor, Permission.EDIT_LOG, within=found)
    parts = found.participations.select_related("person").order_by("person__sort_name", "pk")
    if not can(request.actor, Permission.EDIT_LOG):
        parts = parts.filter(person_id=request.actor.person_id)
    named, beside = [], 0
    if request.actor.role == Role.MEMBER:  # others only by first name, and only who said yes to it (CON-04)
        others = found.participations.exclude(person_id=request.actor.person_id)
        named = names.first_names(others.values("person"))
        beside = others.count() - len(named) + found.others
    parts = list(parts)
    context = {
        "named": named,
        "beside": beside,
        "activity": found,
        "activity_key": str(pk),
        "may": may,
        "parts": parts,
        "missing": what_is_missing(found, named=len(parts)) if may and found.needs_detail else [],
        "tasks": list(found.quality_tasks.filter(closed_at=None)) if may else [],
        "sides": ladder.two_sides(found) if may else None,
        "took_part": (took_part := any(part.person_id == request.actor.person_id for part in parts)),
        "looked_back": took_part and not may and any(ladder.own_of(found, request.actor.person, side=Side.MEMBER)),
        "changes": [change.entry for change in changes_of(found)] if may else [],
    }
    return page(request, "projects/activity.html", context)


def activity_edit(request, pk):
    """Complete or correct it. People are added step by step; nothing typed is lost on the way."""
    now = timezone.now()
    found = _find(request, pk)
    require(request.actor, Permission.EDIT_LOG, within=found)
    before = {
        part.person_id: part
        for part in found.participations.select_related("person").order_by("person__sort_name", "pk")
    }
    known = [part.person for part in before.values()]
    picker = Picker(request.actor, day=found.started_on, post=request.POST or None, chosen=known, known=known)
    data = request.POST or None
    parts = _part_forms(picker, before, found, data)
    words = {"activity": found, "actor": request.actor, "now": now, "picker": picker}
    if picker.is_step:
        typed = {name: value for name, value in request.POST.items() if name in ActivityForm.base_fields}
        form = ActivityForm(None, typed=typed, **words)
    else:
        form = ActivityForm(data, **words)
        for wrong in [part.person.name for part in parts if part.is_bound and not part.is_valid()]:
            form.add_error("people", f"Please look again at what is written for {wrong}.")
        if form.is_valid():
            with refusals_into(form):
                given = [part.as_part() for part in parts]
                why = form.cleaned_data["why"]
                logging.edit(activity=found, parts=given, why=why, actor=request.actor, now=now, **form.changed())
                messages.success(request, "Saved. Who changed what is kept.")
                return redirect("projects:activity", pk=pk)
    return form_page(
        request, "projects/activity_form.html", form, {"activity": found, "picker": picker, "parts": parts}
    )


def _part_forms(picker, before, activity, data):
    """One form a person, those just added with their usual hat and the activity's minutes."""
    usual = queries.usual_hats([p for p in picker.people if p.pk not in before], day=activity.started_on)
    return [
        PartForm(
            data,
            person=person,
            part=before.get(person.pk),
            hats=picker.hats.get(person.pk) or [hat for hat in [usual.get(person.pk)] if hat],
            minutes=activity.minutes,
        )
        for person in picker.people
    ]


def to_complete(request):
    """What was logged in a hurry, oldest first."""
    require(request.actor, Permission.EDIT_LOG)
    shown = paginate(request, with_heads(queries.needs_detail(request.actor)), per_page=30)
    return page(request, "projects/to_complete.html", {"page": shown, "entries": unfinished(shown.object_list)})


def mine(request):
    """My involvement so far: everything I took part in, and the time I gave."""
    person = request.actor.person
    rows = paginate(request, queries.parts_of(person), per_page=50)
    return page(request, "projects/mine.html", {"given": queries.given_by(person), "page": rows})


@post_only
def quality_done(request, pk):
    """Somebody looked at a question about the log."""
    task = get_object_or_404(QualityTask.objects.filter(activity__in=Activity.objects.visible_to(request.actor)), pk=pk)
    logging.close_task(task=task, actor=request.actor, now=timezone.now())
    messages.success(request, "Done. It is off the list.")
    return redirect("projects:activity", pk=task.activity_id)
