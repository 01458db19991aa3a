"""What is missing behind the figures (REP-10): which figure it touches, how much there is, and where it is put right."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from meetings.models import Meeting, MeetingState
from members.words import day
from projects import quarter_rules, quarters
from projects.models import (
    Activity,
    Contribution,
    Opportunity,
    Participation,
    Project,
    QualityTask,
    Rating,
    Side,
    Telling,
    Told,
)
from projects.queries import asked_teams

DRAFT_DAYS = 14
NEVER_TOLD_DAYS = 90  # MET-10


@dataclass(frozen=True)
class Gap:
    """One sort of what is missing. `rows`: a queryset in the order they are to be mended; `line` makes (words, address, soft words)."""

    slug: str
    title: str
    touches: str
    rows: object
    line: object


def gaps(*, now) -> list[Gap]:
    """Every sort, those that trustees' figures suffer from most first; nothing is asked of the database yet."""
    return [*_of_the_log(now), *_of_promises(now), *_of_meetings(now)]


def _of_the_log(now):
    held = Activity.objects.held()
    with_people = held.with_lived_experience()
    involved = Exists(with_people.filter(project=OuterRef("pk")))
    parts = Participation.objects.filter(activity=OuterRef("pk"), is_lived_experience=True)
    said = Rating.objects.filter(activity=OuterRef("pk"), side=Side.STAFF)
    old = timezone.localdate(now) - timedelta(days=DRAFT_DAYS)
    of_project = Project.objects.order_by("-started_on", "pk")
    no_stage = ~Exists(with_people.exclude(stage=None).filter(project=OuterRef("pk")))
    return [
        Gap("stage", "Projects whose first stage nobody knows", "From the start (MET-01): they count as not from the start.",
            of_project.filter(involved, no_stage, first_stage=None), _project),
        Gap("nothing", "Projects with nothing in the log", "Projects with people in them (MET-02): they count as without.",
            of_project.filter(~Exists(held.filter(project=OuterRef("pk")))), _project),
        Gap("length", "Pieces of work whose length nobody wrote down", "Hours given (MET-08): they count as no time.",
            held.filter(Exists(parts.filter(contact_minutes=None))).newest(), _activity),
        Gap("step", "Pieces of work without a step as staff see it", "How much say people had (MET-05): not rated.",
            with_people.filter(~Exists(said)).newest(), _step),
        Gap("detail", f"Logged in a hurry more than {DRAFT_DAYS} days ago, and not completed",
            "Every figure that asks who, how long, or in which stage.",
            held.filter(needs_detail=True, ended_on__lte=old).order_by("ended_on", "pk"), _activity),
        Gap("begun", f"Entries that have been drafts for more than {DRAFT_DAYS} days",
            "Every figure: a draft counts nowhere. Count it, or take it back.",
            Activity.objects.filter(state=Activity.State.DRAFT, logged_at__lte=now - timedelta(days=DRAFT_DAYS))
            .order_by("logged_at", "pk"), _step),
        Gap("look", "Questions about the log that nobody has looked at", "Hours and people (MET-08, 13).",
            QualityTask.objects.filter(closed_at=None).select_related("activity").order_by("noted_at", "pk"), _task),
    ]  # fmt: skip


def _of_promises(now):
    today = timezone.localdate(now)
    told = Told.objects.exclude(kind=Telling.THANKS).filter(contribution=OuterRef("pk"), told_at__isnull=False)
    never = Q(said_on__lte=today - timedelta(days=NEVER_TOLD_DAYS)) & ~Q(Exists(told))
    return [
        Gap("untold", "What people said, and the day we promised an answer is past", "You said, we did (MET-09): not closed.",
            Contribution.objects.overdue(today=today).order_by("reply_by", "pk"), _said),
        Gap("work", "Pieces of work, and the day we promised to say what happened is past",
            "People who took part and have not heard (OPP-16); what is not said to be done is not in the log.",
            Opportunity.objects.owed(today=today).order_by("hear_by", "pk"), _work),
        Gap("never", f"Said more than {NEVER_TOLD_DAYS} days ago, and nobody has been told anything",
            "Never told (MET-10).", Contribution.objects.filter(never).order_by("said_on", "pk"), _said),
    ]  # fmt: skip


def _of_meetings(now):
    asked = quarter_rules.asked(now)
    held = Meeting.objects.past(now=now).filter(state=MeetingState.PUBLISHED, register_closed_at=None)
    drafts = Meeting.objects.filter(state=MeetingState.DRAFT, created_at__lte=now - timedelta(days=DRAFT_DAYS))
    return [
        Gap("register", "Meetings whose register is open", "Who came, people and hours (MET-08, 13, 19).",
            held.order_by("starts_at", "pk"), _register),
        Gap("drafts", f"Meetings that have been drafts for more than {DRAFT_DAYS} days", "No figure: nobody is invited yet.",
            drafts.order_by("starts_at", "pk"), _meeting),
        Gap("teams", f"Teams that said nothing about {quarters.in_words(asked)}",
            "Panels, governance and training (MET-06, 07, 27).", asked_teams.silent(asked), _team),
    ]  # fmt: skip


def _project(project):
    return project.title, reverse("projects:project", args=[project.pk]), f"Began {day(project.started_on)}"


def _activity(activity):
    return activity.title, reverse("projects:activity_edit", args=[activity.pk]), day(activity.ended_on)


def _step(activity):
    return activity.title, reverse("projects:activity", args=[activity.pk]), day(activity.ended_on)


def _task(task):
    return task.activity.title, reverse("projects:activity", args=[task.activity_id]), task.what


def _said(said):
    return (
        str(said),
        reverse("projects:said", args=[said.pk]),
        f"Promised for {day(said.reply_by)}" if said.reply_by else "",
    )


def _work(work):
    return work.title, reverse("projects:opportunity", args=[work.pk]), f"Promised for {day(work.hear_by)}"


def _register(meeting):
    return (
        meeting.title,
        reverse("meetings:meeting_register", args=[meeting.pk]),
        day(timezone.localdate(meeting.starts_at)),
    )


def _meeting(meeting):
    return meeting.title, reverse("meetings:meeting", args=[meeting.pk]), day(timezone.localdate(meeting.starts_at))


def _team(team):
    return team.name, reverse("projects:quarter"), ""
