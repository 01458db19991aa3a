"""A copy of figures that nobody has approved, as PDF, where the log is long: the worker counts and makes it, a page leads to it."""

from datetime import timedelta

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from coproduction.dashboards import filters, periods, report_figures
from coproduction.dashboards.filters import Filter
from members import disk, files
from members.models import Job, KeptFile
from members.permissions import Permission, require
from members.post import jobs

KIND = "copy_figures"
KEPT_FOR = timedelta(hours=1)
MOST_BYTES = 20_000_000


def register():
    """Called once, in `AppConfig.ready()`."""
    jobs.register(KIND, run)


@transaction.atomic
def ask(*, period: str, filter: Filter, large: bool, actor) -> Job:
    """The work that makes it; the one that waits already when the same person has asked for the same."""
    require(actor, Permission.SEE_DASHBOARD)
    facts = {"period": period, "by": filter.by, "slug": filter.slug, "large": large}
    key = ":".join([KIND, str(actor.person_id), *map(str, facts.values())])
    return jobs.note(kind=KIND, key=key[:160], facts=facts, asked_by=actor.person)


def made(*, period, filter: Filter, large, now) -> bytes:
    """Figures as they stand, which say of themselves that nobody approved them."""
    from coproduction.dashboards import (
        report_files,
        report_layout,
    )  # here: no process carries the printer from its start

    counted = report_figures.read(report_figures.counted(period, filter=filter, now=now))
    return report_files.pdf(report_layout.lay_out(report_layout.Source(counted)), large=large, now=now)


def name_of(period: str, large: bool) -> str:
    return f"not-approved-{period}{'-large' if large else ''}.pdf"


@disk.even_if_low()
def run(job, *, now, progress):
    """The worker's part. Safe to run twice: the first copy goes with its hour."""
    facts = job.facts
    about = periods.period(facts["period"], today=timezone.localdate(now))
    asked = QueryDict(mutable=True)
    if facts["by"]:
        asked[facts["by"]] = facts["slug"]
    content = made(period=about, filter=filters.chosen(asked), large=facts["large"], now=now)
    kept = files.keep(
        content, name=name_of(facts["period"], facts["large"]), types={"pdf"}, most_bytes=MOST_BYTES, now=now,
        expires_at=now + KEPT_FOR, owner=job.asked_by,
    )  # fmt: skip
    Job.objects.filter(pk=job.pk).update(facts=facts | {"file": kept.pk})


def of(job, *, now) -> KeptFile | None:
    """The copy, as long as it is kept."""
    return KeptFile.objects.filter(pk=job.facts.get("file"), expires_at__gt=now).first()
