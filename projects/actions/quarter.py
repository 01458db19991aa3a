"""Who answers for a team, and its two minutes a quarter: what it began, what took place, how many it is."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from members.models import RoleGrant, Team
from members.permissions import Permission, require
from members.rules import Refused
from projects import quarter_rules as rules
from projects import quarters
from projects.models import Project, QuarterAnswer, QuarterStart, StageChange, TeamLead
from projects.models.quarter import STAFF
from projects.queries.quarter import known


@dataclass(frozen=True)
class Start:
    """One title as typed. `same`: the project on the register that it is; then nothing new is put there."""

    title: str
    started_on: date
    stage: int | None = None
    with_people: bool = False
    same: Project | None = None


@dataclass(frozen=True)
class LedBy:
    """What `permissions.can` reads: whose a team's answer is, as far as one actor is concerned."""

    person_id: int | None


def part_of(team, actor) -> LedBy:
    """Their own: whoever answers for the team, or looks after that person's things today."""
    lead = TeamLead.objects.filter(team=team).first()
    return LedBy(actor.person_id if lead and lead.person_id in actor.looks_after else None)


@transaction.atomic
def name_lead(*, team, person, actor, now) -> TeamLead | None:
    """Who answers for the team from now on; `person` None: nobody. Raises Refused."""
    require(actor, Permission.CHANGE_SETTINGS)
    rules.check_team(team)
    if person is None:
        TeamLead.objects.filter(team=team).delete()
        return None
    if not RoleGrant.objects.not_ended().filter(person=person, role__in=STAFF).exists():
        raise Refused("Only somebody who works here can answer for a team.", field="person")
    told = {"person": person, "named_by": actor.person, "named_at": now}
    return TeamLead.objects.update_or_create(team=team, defaults=told)[0]


@transaction.atomic
def answer(*, team, quarter, starts=(), said=(), actor, now, **numbers) -> QuarterAnswer:
    """The team's answer for the quarter that is asked about; again replaces it, until the next quarter is asked about.

    `numbers`: staff, trained, panels_held, panels_with, governance_held, governance_with, all in all.
    `starts`: what is not on the register yet; `said`: projects there in which people were, by the team's word.
    """
    require(actor, Permission.ANSWER_QUARTER, within=part_of(team, actor))
    team = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    rules.check_team(team)
    rules.check_asked(quarter, now=now)
    rules.check_numbers(**numbers)
    before = known(team, quarter, now=now)
    of_log = {name: value for name, value in numbers.items() if name not in ("staff", "trained")}
    rules.check_not_less_than_known(before.held, **of_log)
    rules.check_starts(starts, quarter)
    given = {**numbers, "answered_by": actor.person, "answered_at": now}
    made = QuarterAnswer.objects.update_or_create(team=team, quarter=quarter, defaults=given)[0]
    named = [(project, project in said) for project, _ in before.projects]
    _name(made, named + [(_project(start, team, quarter, actor), start.with_people) for start in starts])
    return made


def _name(answer, rows):
    """What is named now and nothing else: an answer given anew takes back what it does not say again."""
    for project, with_people in rows:
        QuarterStart.objects.update_or_create(answer=answer, project=project, defaults={"with_people": with_people})
    answer.starts.exclude(project__in=[project for project, _ in rows]).delete()


def _project(start, team, quarter, actor):
    """A new one on the register, of this team; or the one that stands there already, as it is: a colleague may have
    answered at the same moment."""
    begun = Project.objects.filter(team=team, started_on__range=(quarter, quarters.last_day(quarter)))
    if found := start.same or begun.filter(title__iexact=start.title.strip()).order_by("pk").first():
        return found
    made = Project.objects.create(title=start.title.strip(), team=team, stage=start.stage, started_on=start.started_on)
    StageChange.objects.create(project=made, stage=made.stage, changed_on=made.started_on, changed_by=actor.person)
    return made
