"""Counting for a report where the log is long: the worker does it, and a page says so until it is done. A short log is counted at once."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from coproduction.dashboards import report_actions, report_periods
from coproduction.dashboards import report_rules as rules
from coproduction.dashboards.models import BoardReport, Kind
from members.models import Job
from members.permissions import Actor, Permission, Role, require
from members.post import jobs
from members.rules import Refused
from projects.models import Activity

LONG = 20_000  # activities: below that a report is counted well within a second


def register():
    """Called once, in `AppConfig.ready()`."""
    jobs.register(rules.COUNTING, run)


def is_long() -> bool:
    """Never counts further than it must."""
    return Activity.objects.order_by()[:LONG].count() >= LONG


@transaction.atomic
def draft(*, period, kind, actor, now) -> BoardReport | Job:
    """The report, or the work that makes it. Raises Refused."""
    require(actor, Permission.WRITE_REPORT)
    report_periods.closed(period, kind=kind, today=timezone.localdate(now))
    if not is_long() or BoardReport.objects.filter(period=period, kind=kind).exists():
        return report_actions.draft(period=period, kind=kind, actor=actor, now=now)
    return _noted(f"{kind}:{period}", {"period": period, "sort": kind}, actor)


@transaction.atomic
def again(*, report, actor, now) -> BoardReport | Job:
    """The figures as they stand now, of a draft. Raises Refused."""
    require(actor, Permission.WRITE_REPORT)
    rules.check_draft(report)
    if not is_long():
        return report_actions.count_again(report=report, actor=actor, now=now)
    return _noted(str(report.pk), {"report": report.pk}, actor)


@transaction.atomic
def correct(*, report, note, actor, now) -> tuple[BoardReport, Job | None]:
    """The next version; of a long log it begins with the figures of the one before, and is counted anew at once."""
    if not is_long():
        return report_actions.correct(report=report, note=note, actor=actor, now=now), None
    made = report_actions.correct(report=report, note=note, actor=actor, with_figures=False, now=now)
    return made, _noted(str(made.pk), {"report": made.pk}, actor)


def _noted(name, facts, actor):
    return jobs.note(kind=rules.COUNTING, key=rules.counting_key(name), facts=facts, asked_by=actor.person)


def run(job, *, now, progress):
    """The worker's part, in the name of whoever asked, so that they do not approve it. Safe to run twice.

    It is one count, so there is no part of it to show: the page says that it goes on, and never how far it is.
    """
    actor, report = Actor(person=job.asked_by, role=Role.COORDINATOR), report_of(job)
    if "report" not in job.facts:
        report_actions.draft(period=job.facts["period"], kind=job.facts["sort"], actor=actor, now=now)
    elif report is not None:
        with suppress(Refused):  # approved meanwhile: it is what was read
            report_actions.count_again(report=report, actor=actor, now=now)


def report_of(job) -> BoardReport | None:
    """What the work was for, as soon as it is there."""
    if "report" in job.facts:
        return BoardReport.objects.filter(pk=job.facts["report"]).first()
    return (
        BoardReport.objects.filter(period=job.facts["period"], kind=job.facts.get("sort", Kind.BOARD)).newest().first()
    )
