"""The planning group of a gathering: who is in it, what is to do, what it costs; and last year's as a beginning."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from meetings.actions.day_lock import lock, london_day
from meetings.day_rules import check_copied_from
from meetings.models import BudgetLine, LeadOrganisation, PlanningMember, PlanningOrganisation, PlanningTask
from members.permissions import Permission, can, require
from members.rules import Refused


@transaction.atomic
def ask_in(*, gathering, person, organisation=None, actor, now) -> PlanningMember:
    """This person plans along from today; asking twice changes nothing."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    there = gathering.planning_members.filter(person=person, until=None).first()
    if there:
        return there
    if organisation is not None:
        PlanningOrganisation.objects.get_or_create(gathering=gathering, organisation=organisation)
    return PlanningMember.objects.create(
        gathering=gathering, person=person, organisation=organisation, since=london_day(now)
    )


@transaction.atomic
def step_out(*, member, actor, now) -> None:
    """They plan no longer, and no longer see the page; their tasks wait for somebody else."""
    require(actor, Permission.PLAN_MEETING, within=member.gathering)
    member.until = london_day(now)
    member.save(update_fields=["until"])
    member.gathering.planning_tasks.open().filter(owner=member.person).update(owner=None)


@transaction.atomic
def set_organisations(*, gathering, organisations, coordinating, actor, now) -> None:
    """Who plans along this year, and which of them coordinate."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    gathering, organisations = lock(gathering.pk), list(organisations)
    wanted = {each.pk for each in organisations} | {each.pk for each in coordinating}
    gathering.planning_organisations.exclude(organisation__in=wanted).delete()
    PlanningOrganisation.objects.bulk_create(
        [PlanningOrganisation(gathering=gathering, organisation_id=pk) for pk in sorted(wanted)], ignore_conflicts=True
    )
    gathering.led_by.exclude(organisation__in=coordinating).delete()
    LeadOrganisation.objects.bulk_create(
        [
            LeadOrganisation(gathering=gathering, organisation=each, position=place)
            for place, each in enumerate(coordinating)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def add_task(*, gathering, title, owner=None, owner_organisation=None, due_on=None, actor, now) -> PlanningTask:
    """Something to do; its owner is a person or an organisation."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    _check_one_owner(owner, owner_organisation)
    return PlanningTask.objects.create(
        gathering=gathering, title=title.strip(), owner=owner, owner_organisation=owner_organisation, due_on=due_on
    )


@transaction.atomic
def edit_task(*, task, title, owner=None, owner_organisation=None, due_on=None, actor, now) -> PlanningTask:
    require(actor, Permission.PLAN_MEETING, within=task.gathering)
    _check_one_owner(owner, owner_organisation)
    task.title, task.owner, task.owner_organisation, task.due_on = title.strip(), owner, owner_organisation, due_on
    task.save()
    return task


@transaction.atomic
def drop_task(*, task, actor, now) -> None:
    require(actor, Permission.PLAN_MEETING, within=task.gathering)
    task.delete()


@transaction.atomic
def tick(*, task, done=True, actor, now) -> PlanningTask:
    """Done, or after all not: by staff who plan the day or do this one task, or by whoever of the group it belongs to."""
    _require_to_tick(task, actor)
    task.done_on = london_day(now) if done else None
    task.save(update_fields=["done_on"])
    return task


def _require_to_tick(task, actor):
    if can(actor, Permission.PLAN_MEETING, within=task):
        return
    own = task.gathering.planning_members.filter(person_id=actor.person_id, until=None).first()
    if own is None:
        raise PermissionDenied("Only the planning group of this gathering.")
    require(actor, Permission.PLAN_TOGETHER, within=own)
    if task.owner_id != actor.person_id and task.owner_organisation_id not in actor.organisation_ids:
        raise Refused("This task belongs to somebody else. Please ask them, or the coordinator.")


@transaction.atomic
def add_line(*, gathering, title, money, planned, real=None, paid_by=None, actor, now) -> BudgetLine:
    """One line of the budget, in pounds and pence."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    return BudgetLine.objects.create(
        gathering=gathering, title=title.strip(), money=money, planned=planned, real=real, paid_by=paid_by
    )


@transaction.atomic
def edit_line(*, line, title, money, planned, real=None, paid_by=None, actor, now) -> BudgetLine:
    require(actor, Permission.PLAN_MEETING, within=line.gathering)
    line.title, line.money, line.planned, line.real, line.paid_by = title.strip(), money, planned, real, paid_by
    line.save()
    return line


@transaction.atomic
def drop_line(*, line, actor, now) -> None:
    require(actor, Permission.PLAN_MEETING, within=line.gathering)
    line.delete()


@transaction.atomic
def copy_from(*, gathering, before, actor, now) -> tuple[int, int]:
    """Tasks and budget of an earlier one, each once: days keep their distance to the day itself, money begins at what it
    really was. Owners who are persons come along only if they plan this one too; organisations only if they do."""
    require(actor, Permission.PLAN_MEETING, within=gathering)
    require(actor, Permission.PLAN_MEETING, within=before)
    gathering = lock(gathering.pk)
    tasks, budget = list(before.planning_tasks.all()), list(before.budget.all())
    check_copied_from(before, gathering=gathering, tasks=tasks, budget=budget)
    later = london_day(gathering.starts_at) - london_day(before.starts_at)
    people = set(gathering.planning_members.filter(until=None).values_list("person_id", flat=True))
    organisations = set(gathering.planning_organisations.values_list("organisation_id", flat=True))
    had = gathering.planning_tasks.count(), gathering.budget.count()
    PlanningTask.objects.bulk_create(
        [
            PlanningTask(
                gathering=gathering, title=task.title, due_on=task.due_on and task.due_on + later, came_from=task,
                owner_id=task.owner_id if task.owner_id in people else None,
                owner_organisation_id=task.owner_organisation_id if task.owner_organisation_id in organisations else None,
            )
            for task in tasks
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    BudgetLine.objects.bulk_create(
        [
            BudgetLine(
                gathering=gathering, title=line.title, money=line.money, came_from=line,
                planned=line.planned if line.real is None else line.real,
                paid_by_id=line.paid_by_id if line.paid_by_id in organisations else None,
            )
            for line in budget
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    return gathering.planning_tasks.count() - had[0], gathering.budget.count() - had[1]


def _check_one_owner(owner, organisation):
    if owner is not None and organisation is not None:
        raise Refused("A task has one owner. Please choose the person or the organisation.", field="owner")
