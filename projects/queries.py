"""What pages, letters and the roof ask about projects and the log."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from members.models import Body, Channel, Person, RoleGrant, Seat
from members.models.body import Hat
from members.models.person import sort_key
from members.permissions import Role
from meetings.models import Meeting
from projects.models import Activity, Invitation, Opportunity, Participation, Project, QualityTask, Stage

EARLY = (Stage.IDEA, Stage.PLAN)
LATE = (Stage.SHARE, Stage.REVIEW)
HAT_OF_ROLE = {
    Role.COORDINATOR: Hat.STAFF,
    Role.STAFF: Hat.STAFF,
    Role.TRUSTEE: Hat.TRUSTEE,
    Role.BOARD: Hat.BOARD,
    Role.PARTNER: Hat.PARTNER,
}


# ---- involved from when (LOG-06, MET-01) -----------------------------------------------------
def earliest_involvement(project):
    """The first held activity of a project with anybody of lived experience, named or not; on one day the earliest stage."""
    held = Activity.objects.held().with_lived_experience().filter(project=project)
    return held.order_by("started_on", F("stage").asc(nulls_last=True), "pk").first()


def first_involved_stage(project):
    """LOG-06: the stage of the earliest involvement; None means nobody yet, or not known.

    A coordinator's correction holds unless the log shows people involved at an earlier stage.
    """
    return stage_from(project, earliest_involvement(project))


def stage_from(project, earliest):
    known = [s for s in (project.first_stage, earliest.stage if earliest else None) if s]
    return Stage(min(known)) if known else None


def stage_on(project, date):
    """The stage a project was in on that day; its present one when its history begins later."""
    change = project.stage_changes.filter(changed_on__lte=date).order_by("-changed_on", "-pk").first()
    return change.stage if change else project.stage


def what_it_moved(activity):
    """LOG-24: a sentence about what this one activity changed for its project; empty when it changed nothing."""
    project = activity.project
    if project is None or project.first_stage or earliest_involvement(project) != activity:
        return ""
    if activity.stage is None:
        return f"{project.title} now has people involved. From which stage, nobody has said yet."
    return f"{project.title} now has people involved from the {Stage(activity.stage).label.lower()} stage."


def came_in_late(activity):
    """Story 11: people came in at the end, and nothing shows that they were there before."""
    if activity.stage not in LATE:
        return False
    return activity.project is None or first_involved_stage(activity.project) not in EARLY


# ---- lists -----------------------------------------------------------------------------------
def running_projects(actor):
    return Project.objects.visible_to(actor).running().select_related("team").order_by("title", "pk")


def my_projects(actor):
    """Running projects that this actor leads, or whose team is theirs; for a coordinator, all."""
    projects = running_projects(actor)
    if actor.role == Role.COORDINATOR:
        return projects
    return projects.filter(Q(team_id__in=actor.team_ids) | Q(lead_id=actor.person_id))


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


def shown(projects):
    """The rows of the list, with from when people were involved (one query for all of them)."""
    projects = list(projects)
    held = Activity.objects.held().with_lived_experience().filter(project__in=[p.pk for p in projects])
    in_order = held.order_by("project_id", "started_on", F("stage").asc(nulls_last=True), "pk")
    first = {a.project_id: a for a in in_order.distinct("project_id").only("project_id", "started_on", "stage")}
    return [Row(project, stage_from(project, first.get(project.pk))) for project in projects]


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
    return (
        Activity.objects.visible_to(actor)
        .held()
        .filter(needs_detail=True)
        .select_related("kind", "team", "project")
        .order_by("ended_on", "pk")
    )


def projects_of_meeting(meeting_id):
    """The projects that were worked on at one meeting."""
    return (
        Project.objects.filter(project_meetings__meeting_id=meeting_id).select_related("team").order_by("title", "pk")
    )


def lookalikes(activity):
    """LOG-25: other held activities of the same team, day and kind; they are shown, never refused."""
    same = Activity.objects.held().filter(team=activity.team_id, ended_on=activity.ended_on, kind=activity.kind_id)
    return same.exclude(pk=activity.pk).order_by("pk")


# ---- what one person gave --------------------------------------------------------------------
@dataclass(frozen=True)
class Given:
    """One person's own account: minutes are contact and preparation (MET-08), travel stands apart."""

    activities: int
    minutes: int
    travel_minutes: int
    without_time: int
    latest: list

    def __bool__(self):
        return self.activities > 0


def parts_of(person):
    """Everything held that one person took part in, newest first."""
    parts = Participation.objects.filter(person=person, activity__state=Activity.State.HELD)
    return parts.select_related("activity__kind", "activity__project").order_by("-activity__ended_on", "-activity_id")


def given_by(person, *, latest=3) -> Given:
    """ "My involvement so far" (two queries)."""
    sums = (
        parts_of(person)
        .order_by()
        .aggregate(
            activities=Count("pk"),
            minutes=Coalesce(Sum("contact_minutes"), 0) + Coalesce(Sum("prep_minutes"), 0),
            travel_minutes=Coalesce(Sum("travel_minutes"), 0),
            without_time=Count("pk", filter=Q(contact_minutes=None)),
        )
    )
    return Given(**sums, latest=list(parts_of(person)[:latest]) if sums["activities"] else [])


# ---- people to log ---------------------------------------------------------------------------
def people_to_log(actor, words=""):
    """The living people this actor may see, whose name holds every word typed; accents and capitals do not matter."""
    people = Person.objects.visible_to(actor).filter(died_on=None)
    for word in sort_key(words.replace("\x00", "")).split()[:6]:
        people = people.filter(sort_name__contains=word)
    return people.by_name()


def usual_hats(people, *, day, body_id=None):
    """The hat each person usually wears on that day: {person id: hat or None}. None must be asked.

    The seat in the body that met comes first, then the Advisory Group's, then another seat, then a role given
    by the charity. Lived experience is never inferred from those: without any, only the person's own word counts.
    """
    ids = [person.pk for person in people]
    hats = {person.pk: Hat.CLIENT if person.has_lived_experience else None for person in people}
    grants = (
        RoleGrant.objects.filter(person__in=ids).on(day).order_by("person_id", "pk").values_list("person_id", "role")
    )
    hats |= {person_id: HAT_OF_ROLE[role] for person_id, role in grants if role in HAT_OF_ROLE}
    seats = Seat.objects.filter(person__in=ids).on(day).order_by("person_id", "pk")
    rows = list(seats.values_list("person_id", "hat", "body_id", "body__sort"))
    for comes_first in (
        lambda body, sort: True,
        lambda body, sort: sort == Body.Sort.ADVISORY,
        lambda body, sort: body_id is not None and body == body_id,
    ):
        hats |= {person_id: hat for person_id, hat, body, sort in rows if comes_first(body, sort)}
    return hats


# ---- invitations -----------------------------------------------------------------------------
def waiting_for(person, *, now):
    """Invitations to a piece of work that are open to this person; those not answered come first."""
    return (
        Invitation.objects.filter(
            person=person,
            opportunity__sent_at__isnull=False,
            opportunity__cancelled_at=None,
            opportunity__closes_at__gt=now,
        )
        .select_related("opportunity__project")
        .order_by("answer", "opportunity__closes_at", "pk")
    )


def open_opportunities(actor, *, now):
    """Pieces of work this actor asked people to, or whose team did, that still take answers."""
    return (
        Opportunity.objects.visible_to(actor)
        .filter(sent_at__isnull=False, cancelled_at=None, closes_at__gt=now)
        .select_related("project")
        .order_by("closes_at", "pk")
    )


def open_quality_tasks(actor):
    """Questions about the log that nobody has looked at, oldest first."""
    tasks = QualityTask.objects.filter(closed_at=None, activity__in=Activity.objects.visible_to(actor))
    return tasks.select_related("activity").order_by("noted_at", "pk")


@dataclass(frozen=True)
class WouldBeAsked:
    """One person before an invitation leaves: by which way it would go, or why it would not."""

    person: Person
    way: str
    left_out: str


def who_would_be_asked(people, *, opportunity=None):
    """For the preview and for the asking itself: everybody chosen, in order of names, with their way or the reason why not."""
    purposes = [Channel.Purpose.INVITATIONS, Channel.Purpose.EVERYTHING]
    channels = Channel.objects.filter(person__in=[p.pk for p in people], purpose__in=purposes)
    ways = {}
    for channel in sorted(channels, key=lambda c: (c.purpose == Channel.Purpose.EVERYTHING, c.rank, c.pk)):
        ways.setdefault(channel.person_id, channel.get_way_display())
    asked = set(opportunity.invitations.values_list("person_id", flat=True)) if opportunity else set()

    def reason(person):
        if person.died_on or not person.is_active:
            return "No longer with us"
        if person.is_paused:
            return "On a break"
        if person.pk in asked:
            return "Asked already"
        return "" if person.pk in ways else "We do not know how to reach them yet"

    in_order = sorted({p.pk: p for p in people}.values(), key=lambda p: (p.sort_name, p.pk))
    return [WouldBeAsked(person, ways.get(person.pk, ""), reason(person)) for person in in_order]
