"""What is known of a team's quarter before anybody is asked: panels, meetings where things are decided, projects begun."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case, Count, DateField, Exists, F, OuterRef, Q, When
from django.db.models.functions import Coalesce, TruncQuarter
from django.utils import timezone

from meetings.models import Attendance, Meeting
from members.models import Body
from members.models.body import LIVED_EXPERIENCE_HATS
from members.queries.training import staff_of, trained_in_coproduction
from projects import quarters
from projects.models import Activity, Participation, Project, QuarterAnswer
from projects.models.work_choices import USUAL_KINDS, WorkSort

PANEL, COMMISSIONING = USUAL_KINDS[WorkSort.PANEL], USUAL_KINDS[WorkSort.COMMISSIONING]
AT_THE_TOP = Q(kind__is_meeting=True) & (
    Q(body__sort__in=[Body.Sort.TRUSTEES, Body.Sort.MANAGEMENT]) | Q(body__name__icontains="committee")
)
PANELS = Q(kind__slug=PANEL)
GOVERNANCE = (AT_THE_TOP | Q(kind__slug=COMMISSIONING)) & ~PANELS


@dataclass(frozen=True)
class Held:
    """So many were held, and in so many of them people with lived experience took part."""

    held: int = 0
    with_people: int = 0

    def __add__(self, other):
        return Held(self.held + other.held, self.with_people + other.with_people)

    def or_more(self, held, with_people):
        """What the log holds or what a team said, whichever is more: the same meeting is in both and counts once."""
        held = max(self.held, held)
        return Held(held, min(held, max(self.with_people, with_people)))


def _logged(of, first, last):
    """Held activities of these days, with whether anybody with lived experience took part."""
    named = Participation.objects.filter(activity=OuterRef("pk"), is_lived_experience=True)
    found = Activity.objects.held().filter(of, ended_on__range=(first, last))
    whose = Case(
        When(meeting__isnull=False, then=F("team")), default=Coalesce("team", "project__team")
    )  # as before its register
    return found.annotate(there=Q(others_le__gt=0) | Q(Exists(named)), whose=whose)


def _not_logged(of, first, last, *, now):
    """Meetings of these days that took place and that no register wrote into the log yet."""
    came = Attendance.objects.filter(
        meeting=OuterRef("pk"), came=True, hat__in=[h.value for h in LIVED_EXPERIENCE_HATS]
    )
    begin, end = (timezone.make_aware(datetime.combine(day, time())) for day in (first, last + timedelta(days=1)))
    found = Meeting.objects.published().filter(of, activity=None, ends_at__gte=begin, ends_at__lt=min(end, now))
    return found.annotate(there=Q(others_le__gt=0) | Q(Exists(came)))


def counting(of, first: date, last: date, *, now) -> tuple:
    """The two questions of `counted`, each as rows of whose, quarter, n, and le of them with people."""
    logged = _logged(of, first, last).annotate(quarter=TruncQuarter("ended_on", output_field=DateField()))
    meetings = _not_logged(of, first, last, now=now)
    meetings = meetings.annotate(
        quarter=TruncQuarter("ends_at", output_field=DateField()), whose=Coalesce("team", None)
    )
    counts = {"n": Count("pk"), "le": Count("pk", filter=Q(there=True))}
    return tuple(found.order_by().values("whose", "quarter").annotate(**counts) for found in (logged, meetings))


def gathered(rows) -> dict:
    """{(team or None, first day of the quarter): Held} from such rows."""
    found = {}
    for row in rows:
        key = (row["whose"], row["quarter"])
        found[key] = found.get(key, Held()) + Held(row["n"], row["le"])
    return found


def counted(of, first: date, last: date, *, now) -> dict:
    """{(team or None, first day of the quarter): Held}; two questions, however many."""
    return gathered(row for question in counting(of, first, last, now=now) for row in question)


@dataclass(frozen=True)
class Line:
    """One panel or meeting that is known already."""

    title: str
    day: date
    there: bool


def _lines(of, team, quarter, *, now):
    first, last = quarter, quarters.last_day(quarter)
    logged = _logged(of, first, last).filter(whose=team).values_list("title", "ended_on", "there")
    meetings = _not_logged(of, first, last, now=now).filter(team=team).values_list("title", "ends_at", "there")
    rows = [Line(*row) for row in logged.order_by("ended_on", "pk")]
    rows += [Line(title, timezone.localdate(at), there) for title, at, there in meetings.order_by("ends_at", "pk")]
    return sorted(rows, key=lambda row: (row.day, row.title))


@dataclass(frozen=True)
class Known:
    """All that need not be asked: `staff` and `trained` as said last time, else as far as we can see."""

    panels: list
    governance: list
    nobodys: list  # meetings that belong to no team: counted already, whoever answers
    projects: list  # (Project, whether the log shows people with lived experience in it)
    staff: int
    trained: int

    @property
    def held(self):
        return {"panels": _held(self.panels), "governance": _held(self.governance)}


def _held(lines):
    return Held(len(lines), sum(line.there for line in lines))


def known(team, quarter: date, *, now) -> Known:
    """Of one team and one quarter."""
    before = team.quarters.filter(quarter__lt=quarter).order_by("-quarter").first()
    day = timezone.localdate(now)
    trained = trained_in_coproduction(team, day=day)
    return Known(
        panels=_lines(PANELS, team.pk, quarter, now=now),
        governance=_lines(GOVERNANCE, team.pk, quarter, now=now),
        nobodys=_lines(GOVERNANCE, None, quarter, now=now),
        projects=begun(team, quarter),
        staff=before.staff if before else staff_of(team, day=day).count(),
        trained=max(trained, before.trained if before else 0),
    )


def begun(team, quarter):
    """Projects on the register that this team began in that quarter; the log says whether people were in them."""
    logged = Activity.objects.held().with_lived_experience().filter(project=OuterRef("pk"))
    found = Project.objects.filter(team=team, started_on__range=(quarter, quarters.last_day(quarter)))
    rows = found.annotate(logged=Exists(logged)).order_by("started_on", "title", "pk")
    return [(project, project.logged) for project in rows]


def answer_of(team, quarter) -> QuarterAnswer | None:
    return team.quarters.filter(quarter=quarter).select_related("answered_by").first()


def said_with_people(answer) -> set:
    """Ids of the projects of which the team said that people were in them."""
    return set(answer.starts.filter(with_people=True).values_list("project", flat=True)) if answer else set()
