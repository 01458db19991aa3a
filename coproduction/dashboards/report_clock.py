"""On the first day of a quarter the report of the last one is drafted by the worker, and those who asked hear of it; once."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from coproduction.dashboards import report_actions, report_periods
from coproduction.dashboards.models import BoardReport, Kind, ReportWish
from members.models import Channel, Job, RoleGrant
from members.permissions import CLOCK, GRANTS, Permission
from members.post import jobs, letters
from members.words import full_day
from projects.models import Activity, Project

KIND, JOB = "report_ready", "board_report"
READERS = [role for role, granted in GRANTS.items() if Permission.SEE_REPORTS in granted]


def register():
    """Make our kind of letter and our kind of work known (called once, when the site starts)."""
    letters.register(
        KIND, render=render, still_true=still_true, lane=letters.Lane.ANSWER, essential=False, windowed=True,
        purpose=Channel.Purpose.EVERYTHING, words="A report to the Board is ready to be read",
        rule="On the first day of a quarter, once for each report, to those who asked for it on the page of reports.",
    )  # fmt: skip
    jobs.register(JOB, run)


def plan_due(*, now) -> int:
    """A planner: notes the work for each report that is due and that nobody has begun. How many letters: none yet."""
    today = timezone.localdate(now)
    for period, kind in report_periods.just_over(today):
        key = f"{JOB}:{_name(period, kind)}"
        if BoardReport.objects.filter(period=period, kind=kind).exists() or Job.objects.filter(key=key).exists():
            continue
        if _has_something(report_periods.closed(period, today=today).live.last):
            jobs.note(kind=JOB, key=key, facts={"period": period, "sort": kind})
    return 0


def _name(period, kind):
    """What keys call it."""
    return period if kind == Kind.BOARD else f"{kind}:{period}"


def _has_something(last):
    """A charity that begins today is not sent a report of the time before."""
    return Activity.objects.filter(ended_on__lte=last).exists() or Project.objects.filter(started_on__lte=last).exists()


@transaction.atomic
def run(job, *, now, progress):
    """The worker's part: the draft and its letters, together or not at all. Safe to run twice."""
    kind = job.facts.get("sort", Kind.BOARD)
    report = report_actions.draft(period=job.facts["period"], kind=kind, actor=CLOCK, now=now)
    if not report.is_approved:
        letters.note_many(_letters(report, now=now), now=now)


def _letters(report, *, now):
    return [
        {
            "kind": KIND, "key": f"{KIND}:{_name(report.period, report.kind)}:{person}", "person": person, "about": report.about_word,
            "facts": {"report": report.pk}, "due_at": now,
        }
        for person in _those_who_asked(timezone.localdate(now))
    ]  # fmt: skip


def _those_who_asked(today):
    """Who still reads reports; somebody whose role has ended does not."""
    reads = RoleGrant.objects.on(today).filter(role__in=READERS).values("person")
    return list(ReportWish.objects.filter(person__in=reads).order_by("person").values_list("person", flat=True))


def still_true(letter, *, now):
    if letter.person_id not in _those_who_asked(timezone.localdate(now)):
        return "They would rather not hear of reports any more."
    report = BoardReport.objects.filter(pk=letter.facts.get("report")).first()
    return "" if report and not report.is_approved else "The report is approved already, or is not there any more."


def render(letter, *, now):
    report = BoardReport.objects.get(pk=letter.facts["report"])
    words = {
        "person": letter.person, "report": report, "first": full_day(report.starts_on), "last": full_day(report.ends_on),
        "link": settings.BASE_URL + reverse("report", args=[report.pk]),
    }  # fmt: skip
    return letters.compose("dashboards/email/report_ready", words)
