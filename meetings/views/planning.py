"""The page of the planning group: for those who plan the gathering, and for whoever of a partner plans it along."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings.actions import planning_group as acts
from meetings.day_queries import money
from meetings.forms.day import STAFF
from meetings.forms.day_planning import (
    BudgetLineForm,
    CopyFromForm,
    OrganisationsForm,
    PlanningMemberForm,
    PlanningTaskForm,
)
from meetings.models import BudgetLine, Gathering, PlanningTask
from meetings.views.day_finding import chosen, of_the_day, seen_to
from members.models import Consent, RoleGrant
from members.permissions import Permission, Role, can
from members.queries import names
from members.web import form_page, needs, page, refusals_answered, refusals_into

PLAN, TOGETHER = Permission.PLAN_MEETING, Permission.PLAN_TOGETHER


def planned(request, pk):
    """(gathering, may change it). A partner needs a place in its planning group; for everybody else there is no page."""
    gathering = get_object_or_404(Gathering.objects.select_related("lead"), pk=pk)
    actor = request.actor
    if can(actor, PLAN, within=gathering):
        return gathering, True
    own = gathering.planning_members.filter(person_id=actor.person_id, until=None).first()
    if own is None or not can(actor, TOGETHER, within=own):
        raise Http404
    return gathering, False


@needs(TOGETHER)
@refusals_answered
def planning(request, pk):
    """Who plans, what is to do, what it costs; last year's as a beginning."""
    gathering, may_change = planned(request, pk)
    now, step = timezone.now(), request.POST.get("step", "")
    if step in ("done", "undone"):
        acts.tick(
            task=chosen(gathering.planning_tasks, request.POST.get("task", "")), done=step == "done",
            actor=request.actor, now=now,
        )  # fmt: skip
        return redirect("meetings:planning", pk)
    if request.method == "POST" and not may_change:
        raise Http404
    if step == "out":
        acts.step_out(
            member=chosen(gathering.planning_members, request.POST.get("member", "")), actor=request.actor, now=now
        )
        return redirect("meetings:planning", pk)
    earlier = _planned_by(request.actor).filter(starts_at__lt=gathering.starts_at).newest()
    forms = _forms(request, gathering, step, earlier) if may_change else {}
    if (form := forms.get(step)) is not None and form.is_valid():
        with refusals_into(form):
            _act(request, gathering, step, form.cleaned_data, now=now)
            return redirect("meetings:planning", pk)
    lines = list(gathering.budget.select_related("paid_by"))
    tasks = list(gathering.planning_tasks.select_related("owner", "owner_organisation").soonest_first())
    members = list(gathering.planning_members.filter(until=None).select_related("person", "organisation"))
    people = [each.person for each in members] + [task.owner for task in tasks if task.owner]
    known = _named(people, request.actor, may_change)
    context = {
        "gathering": gathering, "may_change": may_change, "lines": lines, "money": money(lines),
        "tasks": [_row(task, request.actor, may_change, known) for task in tasks], "today": timezone.localdate(now),
        "members": [(each, known[each.person_id]) for each in members],
        "organisations": gathering.planning_organisations.select_related("organisation"),
        "led_by": gathering.led_by.select_related("organisation"), "forms": forms, "earlier": earlier.exists(),
    }  # fmt: skip
    wrong = any(form.errors for form in forms.values())
    return page(request, "meetings/day/planning.html", context, status=422 if wrong else 200)


def _planned_by(actor):
    """The gatherings whose tasks and money this actor may take over: those they could plan themselves."""
    if actor.knows_everybody:
        return Gathering.objects.all()
    return Gathering.objects.filter(Q(team_id__in=actor.team_ids) | Q(lead_id__in=actor.looks_after))


def _named(people, actor, may_change) -> dict[int, str]:
    """Who plans the day reads every name. A partner reads those of staff and partners, and of the members who agreed
    that partner organisations may know of them (CON-09)."""
    if may_change:
        return {person.pk: person.name for person in people}
    grants = RoleGrant.objects.not_ended().filter(person__in=people, role__in=[*STAFF, Role.PARTNER])
    besides = {actor.person_id, *grants.values_list("person", flat=True)}
    return names.shown(people, to=Consent.NETWORK, besides=besides)


def _row(task, actor, may_change, known):
    mine = task.owner_id in actor.looks_after or (
        task.owner_organisation_id is not None and task.owner_organisation_id in actor.organisation_ids
    )
    return {"task": task, "owner": known.get(task.owner_id, ""), "may_tick": may_change or mine, "mine": mine}


def _forms(request, gathering, step, earlier):
    def post(name):
        return request.POST if step == name else None

    organisations = {
        "organisations": gathering.planning_organisations.values_list("organisation", flat=True),
        "coordinating": gathering.led_by.values_list("organisation", flat=True),
    }
    return {
        "task": PlanningTaskForm(post("task"), gathering=gathering, auto_id="task_%s"),
        "line": BudgetLineForm(post("line"), auto_id="line_%s"),
        "member": PlanningMemberForm(post("member"), auto_id="member_%s"),
        "organisations": OrganisationsForm(post("organisations"), initial=organisations, auto_id="org_%s"),
        "copy": CopyFromForm(post("copy"), gathering=gathering, earlier=earlier, auto_id="copy_%s"),
    }


def _act(request, gathering, step, told, *, now):
    who = {"gathering": gathering, "actor": request.actor, "now": now}
    if step == "task":
        acts.add_task(**told, **who)
    elif step == "line":
        acts.add_line(**told, **who)
    elif step == "member":
        acts.ask_in(**told, **who)
    elif step == "organisations":
        acts.set_organisations(**{name: list(rows) for name, rows in told.items()}, **who)
    elif step == "copy":
        tasks, lines = acts.copy_from(**told, **who)
        messages.success(request, f"Copied: {tasks} tasks and {lines} lines of the budget. Their days moved along.")


@needs(PLAN)
@refusals_answered
def planning_task(request, pk):
    """One task: that it is done; for who plans the day also changed, or taken out."""
    task = seen_to(request, PlanningTask.objects.select_related("gathering", "owner"), pk, PLAN)
    who = {"task": task, "actor": request.actor, "now": timezone.now()}
    context = {"thing": task, "gathering": task.gathering, "what": "task"}
    if (step := request.POST.get("step")) in ("done", "undone"):
        acts.tick(done=step == "done", **who)
        messages.success(request, "Saved. Thank you." if step == "done" else "It waits again.")
        return redirect("meetings:planning_task", pk)
    if not can(request.actor, PLAN, within=task.gathering):
        if request.method == "POST":
            raise Http404
        return page(request, "meetings/day/planning_task.html", context)
    if step == "drop":
        acts.drop_task(**who)
        return redirect("meetings:planning", task.gathering_id)
    initial = {name: getattr(task, name) for name in ("title", "owner", "owner_organisation", "due_on")}
    form = PlanningTaskForm(request.POST or None, initial=initial, gathering=task.gathering)
    if form.is_valid():
        with refusals_into(form):
            acts.edit_task(**who, **form.cleaned_data)
            return redirect("meetings:planning", task.gathering_id)
    return form_page(request, "meetings/day/planning_thing.html", form, context)


@needs(PLAN)
@refusals_answered
def planning_line(request, pk):
    """Change one line of the budget, or take it out."""
    line = of_the_day(request, BudgetLine, pk, PLAN)
    who = {"line": line, "actor": request.actor, "now": timezone.now()}
    if request.POST.get("step") == "drop":
        acts.drop_line(**who)
        return redirect("meetings:planning", line.gathering_id)
    form = BudgetLineForm(request.POST or None, instance=line)
    if form.is_valid():
        with refusals_into(form):
            acts.edit_line(**who, **form.cleaned_data)
            return redirect("meetings:planning", line.gathering_id)
    context = {"thing": line, "gathering": line.gathering, "what": "line of the budget"}
    return form_page(request, "meetings/day/planning_thing.html", form, context)
