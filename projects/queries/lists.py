"""The lists of this floor; each states its order to the last tie."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q

from meetings.models import Meeting
from members.permissions import Role
from projects.models import Activity, CoLead, Opportunity, Participation, Project, QualityTask, Stage
from projects.queries.involvement import stage_from


def running_projects(actor):
    return Project.objects.visible_to(actor).running().select_related("team").order_by("title", "pk")


def my_projects(actor):
    """Running projects that this actor leads, or whose team is theirs; for a coordinator, all."""
    return _theirs(running_projects(actor), actor)


def _theirs(projects, actor):
    if actor.role == Role.COORDINATOR:
        return projects
    return projects.filter(Q(team_id__in=actor.team_ids) | Q(lead_id__in=actor.looks_after))


def kept_projects(actor, *, and_also=None):
    """Those under which this actor may put a text or a decision; `and_also` is the id of the one it stands under."""
    seen = Project.objects.visible_to(actor)
    theirs = _theirs(seen, actor).values("pk")
    return seen.filter(Q(pk__in=theirs) | Q(pk=and_also)).order_by("title", "pk")


def with_involvement(projects):
    """Adds `activity_count` and `involved_count` (held activities; those with lived experience)."""
    held = Q(activities__state=Activity.State.HELD)
    named = Participation.objects.filter(activity=OuterRef("activities__pk"), is_lived_experience=True)
    involved = held & (Q(activities__others_le__gt=0) | Q(Exists(named)))
    return projects.annotate(
        activity_count=Count("activities", filter=held), involved_count=Count("activities", filter=involved)
    )


@dataclass(frozen=True)
class Row:
    """One line of the list of projects; `first_stage` as in `first_involved_stage`."""

    project: object
    first_stage: Stage | None
    led_together: bool


def shown(projects):
    """The rows of the list, with from when people were involved, and whether somebody with lived experience leads (two queries)."""
    projects = list(projects)
    held = Activity.objects.held().with_lived_experience().filter(project__in=[p.pk for p in projects])
    in_order = held.order_by("project_id", "started_on", F("stage").asc(nulls_last=True), "pk")
    first = {a.project_id: a for a in in_order.distinct("project_id").only("project_id", "started_on", "stage")}
    led = set(
        CoLead.objects.standing().filter(project__in=[p.pk for p in projects]).values_list("project_id", flat=True)
    )
    return [Row(p, stage_from(p, first.get(p.pk)), led_together=p.pk in led) for p in projects]


def meetings_of_project(project, actor):
    """The meetings it is worked on that this actor may see, newest first."""
    return (
        Meeting.objects.visible_to(actor)
        .filter(pk__in=project.project_meetings.values("meeting"))
        .order_by("-starts_at", "-pk")
    )


def opportunities_of(project, actor):
    """The pieces of work people were asked to, newest first, with how many were asked and said yes."""
    counts = {
        "asked": Count("invitations"),
        "yes": Count("invitations", filter=Q(invitations__answer="yes")),
        "interested": Count("invitations", filter=Q(invitations__answer="interested")),
    }
    return (
        Opportunity.objects.visible_to(actor).filter(project=project).annotate(**counts).order_by("-created_at", "-pk")
    )


def needs_detail(actor):
    """Held activities that were logged in a hurry and that this actor may complete, oldest first."""
    found = Activity.objects.visible_to(actor).held().filter(needs_detail=True)
    if actor.role == Role.STAFF:  # what they wrote down for a team that is not theirs, that team completes
        found = found.filter(Q(team_id__in=actor.team_ids) | Q(lead_id__in=actor.looks_after))
    return found.select_related("kind", "team", "project").order_by("ended_on", "pk")


def projects_of_meeting(meeting_id):
    """The projects that were worked on at one meeting."""
    return (
        Project.objects.filter(project_meetings__meeting_id=meeting_id).select_related("team").order_by("title", "pk")
    )


def lookalikes(activity):
    """LOG-25: other held activities of the same team, day and kind; they are shown, never refused."""
    same = Activity.objects.held().filter(team=activity.team_id, ended_on=activity.ended_on, kind=activity.kind_id)
    return same.exclude(pk=activity.pk).order_by("pk")


def open_quality_tasks(actor):
    """Questions about the log that nobody has looked at, oldest first."""
    tasks = QualityTask.objects.filter(closed_at=None, activity__in=Activity.objects.visible_to(actor))
    return tasks.select_related("activity").order_by("noted_at", "pk")
