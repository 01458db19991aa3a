"""A team's page: what it began, who was in it and when, and what it owes; each as far as the reader may see."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from members import charity
from members.models.charity import Module
from members.permissions import Permission, Role, can
from members.queries.training import staff_of
from projects.models import Activity, Claim, Contribution, Opportunity, Participation, PlanGoal, Project, QuarterStart
from projects.queries.lists import shown, with_involvement

FEW = 8


def knows(team, actor) -> bool:
    """Whether this reader sees who was in the team's work: whoever runs the group, and the team itself."""
    return actor.role == Role.COORDINATOR or (actor.role == Role.STAFF and team.pk in actor.team_ids)


def began(team, actor):
    """Its projects, those begun last first, with from when people were in them; and how many there are."""
    found = Project.objects.visible_to(actor).filter(team=team)
    return shown(
        with_involvement(found).select_related("team").order_by("-started_on", "title", "pk")[:FEW]
    ), found.count()


@dataclass(frozen=True)
class Done:
    """A piece of work with people in it; `people` is empty for whoever may not see them."""

    it: Activity
    people: list
    others: int


def done(team, actor):
    """The last pieces of work with people with lived experience that this reader may open; and how many there are in all."""
    held = Activity.objects.held().with_lived_experience().filter(team=team)
    parts = Participation.objects.filter(is_lived_experience=True).select_related("person")
    parts = parts.order_by("person__sort_name", "pk")
    seen = held.filter(pk__in=Activity.objects.visible_to(actor).values("pk")).newest()
    rows = seen.prefetch_related(Prefetch("participations", parts, to_attr="with_them"))[:FEW]
    named = knows(team, actor)
    lines = [Done(row, [part.person for part in row.with_them] if named else [], row.others_le) for row in rows]
    return lines, held.count()


@dataclass(frozen=True)
class Owed:
    """How many of one sort are late, and the first few that this reader may open, as (words, what is beside it, it)."""

    words: str
    count: int
    page: str = ""
    few: list = field(default_factory=list)


def owes(team, actor, *, today) -> list[Owed]:
    """What waits at this team; what is nought is left out. Counts are of things, never of people."""
    said = Contribution.objects.filter(project__team=team).overdue(today=today)
    work = Opportunity.objects.filter(project__team=team).owed(today=today).order_by("hear_by", "pk")
    rough = Activity.objects.held().filter(team=team, needs_detail=True)
    goals = PlanGoal.objects.open().filter(due_on__lt=today, staff_owner__in=staff_of(team, day=today))
    goals = goals.order_by("due_on", "pk")
    mine = knows(team, actor)
    opens_said = said.visible_to(actor).soonest_first() if mine else said.none()
    opens_rough = rough.order_by("ended_on", "pk") if mine else rough.none()
    found = [
        _owed("answer to what people said is late,answers to what people said are late", said, "said", opens_said),
        _owed(
            "piece of work: people wait to hear what happened,pieces of work: people wait to hear what happened",
            work,
            "opportunity",
            work if mine else work.none(),
        ),
        _owed("log entry lacks detail,log entries lack detail", rough, "activity_edit", opens_rough),
        _owed("goal of the plan is past its day,goals of the plan are past their day", goals, "goal", goals),
    ]
    if mine:
        found.append(_said_and_not_logged(team))
    if can(actor, Permission.APPROVE_CLAIM) and charity.has(Module.PAYMENTS):
        of_team = Q(offer__opportunity__project__team=team) | Q(offer__activity__team=team)
        claims = Claim.objects.open().filter(of_team).count()
        found.append(Owed("claim waits,claims wait", claims))
    return [owed for owed in found if owed.count]


def _owed(words, late, page, opens):
    return Owed(words, late.count(), f"projects:{page}", list(opens[:FEW]))


def _said_and_not_logged(team):
    """Projects of which the team said that people were in them, with nothing in the log."""
    said = QuarterStart.objects.filter(with_people=True, answer__team=team).values("project")
    logged = Activity.objects.held().with_lived_experience().filter(project__isnull=False).values("project")
    bare = Project.objects.filter(pk__in=said).exclude(pk__in=logged).order_by("started_on", "pk")
    words = "project had people in it by your word and is not logged yet,projects had people in them by your word and are not logged yet"
    return Owed(words, bare.count(), "projects:project", list(bare[:FEW]))
