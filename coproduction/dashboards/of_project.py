"""The figures of one project: what was done, said, answered and decided. Things, so they are exact and open to whoever sees it.

How many people took part, and their hours, only the desk reads: of one project they are few, and beside the figures of a
team they would say who was in it.
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from coproduction.dashboards.counting import MINUTES
from coproduction.dashboards.disclosure import Hidden, protect
from coproduction.dashboards.figures import Measure, Things, ThingShare
from coproduction.dashboards.wording import number, share
from meetings.models import Level
from members.words import plural
from projects.models import (
    NOT_DONE,
    Activity,
    Answer,
    Contribution,
    Decision,
    Participation,
    Rating,
    Response,
    Side,
    Stage,
)
from projects.models.decision import WITH_INPUT

FEW = "How many people took part, and their hours, is not shown: of one project they are few, and a number could say who they are."


@dataclass(frozen=True)
class ProjectFigures:
    """Groups of (title, lines of (words, figure)); `people` for the desk alone, else `why` not."""

    groups: list
    people: str = ""
    why: str = ""


def of_project(project, actor) -> ProjectFigures:
    """Everything up to today, in seven questions however much there is."""
    groups = [
        ("What was done", _lines(_done(project))),
        ("From which stage on", _lines(_stages(project))),
        ("How much say, as staff see it", _lines(_ladder(project))),
        ("What people said, and what became of it", _lines(_said(project))),
        ("What was decided", _lines(_decided(project))),
    ]
    shown = [(title, lines) for title, lines in groups if lines]
    if actor.knows_everybody:
        return ProjectFigures(shown, people=_people(project))
    return ProjectFigures(shown, why=FEW)


def _lines(found) -> list:
    now = protect(Measure("PROJECT", found)).now
    return [(words, _words(value)) for words, value in now.items() if value.is_hidden or value.value or value.of]


def _words(value: Hidden):
    return share(value) if value.of is not None else number(value)


def _held(project):
    return Activity.objects.held().filter(project=project)


def _done(project):
    levels = {level: Count("pk", filter=Q(level=level)) for level in Level.values}
    involved = Q(others_le__gt=0) | Exists(
        Participation.objects.filter(activity=OuterRef("pk"), is_lived_experience=True)
    )
    found = _held(project).aggregate(of=Count("pk"), involved=Count("pk", filter=involved), **levels)
    lines = {"Activities with people with lived experience, of all": ThingShare(found["involved"], found["of"])}
    return lines | {f"{Level(level).label}": Things(found[level]) for level in Level.values}


def _stages(project):
    rows = _held(project).with_lived_experience().values("stage").annotate(n=Count("pk")).order_by("stage")
    return {(Stage(row["stage"]).label if row["stage"] else "Stage not known"): Things(row["n"]) for row in rows}


def _ladder(project):
    rated = Rating.objects.filter(side=Side.STAFF, activity__project=project, activity__state=Activity.State.HELD)
    names = {"step_name": F("step__name"), "of": F("step__framework__name"), "version": F("step__framework__version")}
    rows = rated.values(**names).annotate(n=Count("pk")).order_by("of", "-version", "-step__place", "n")
    return {f"{row['step_name']} ({row['of']}, {row['version']})": Things(row["n"]) for row in rows}


def _said(project):
    said = Contribution.objects.filter(project=project)
    newest = Response.objects.filter(contribution=OuterRef("pk")).order_by("-pk")
    found = said.annotate(answer=newest.values("answer")[:1]).aggregate(
        of=Count("pk"), told=Count("pk", filter=Q(closed_at__isnull=False)), answered=Count("pk", filter=Q(answer__isnull=False)),
        no=Count("pk", filter=Q(answer__in=NOT_DONE)), yes=Count("pk", filter=Q(answer__in=[Answer.ACCEPTED, Answer.PARTLY])),
    )  # fmt: skip
    return {
        "Answered, of what was said": ThingShare(found["answered"], found["of"]),
        "Everybody was told what became of it": ThingShare(found["told"], found["of"]),
        "We said yes, or partly": Things(found["yes"]),
        "We couldn’t, or not yet": Things(found["no"]),
    }


def _decided(project):
    decided = Decision.objects.filter(project=project).exclude(outcome="")
    found = decided.aggregate(of=Count("pk"), part=Count("pk", filter=Q(lived_experience__in=WITH_INPUT)))
    return {"With people with lived experience, of all decisions": ThingShare(found["part"], found["of"])}


def _people(project):
    """For the desk, which knows the names anyway."""
    parts = Participation.objects.filter(is_lived_experience=True, activity__in=_held(project).values("pk"))
    found = parts.order_by().aggregate(people=Count("person", distinct=True), minutes=Coalesce(Sum(MINUTES), 0))
    hours = f"{round(found['minutes'] / 60, 1):,.1f}".removesuffix(".0")
    return f"{plural(found['people'], 'person,people')} with lived experience, {hours} hours. Only the desk reads this."
