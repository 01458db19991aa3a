"""Equality totals (MET-26): counted by the worker once a year at most, protected, and kept as they were published.

Everybody who may see them sees the same, the coordinator too (SUPP-11). One question at a time, never two together
(SUPP-06). Between two publications nothing moves, so nobody can watch a total grow by one (SUPP-07). Small numbers are
hidden or all are rounded (SUPP-10): that is chosen for the first publication, and stands.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from coproduction.dashboards import equality_tables, periods
from coproduction.dashboards.disclosure import Mode
from coproduction.dashboards.models import PublishedEquality
from members.models import Membership
from members.permissions import Permission, require
from members.post import jobs
from members.queries import equality as queries
from members.rules import Refused
from members.words import day
from projects.models import Activity, Participation

KIND = "equality_totals"
A_YEAR = timedelta(days=365)


def last():
    """The newest totals, or None."""
    return PublishedEquality.objects.first()


def next_day(*, today):
    """From when totals may be published again: today when they never were."""
    newest = last()
    return max(today, newest.published_on + A_YEAR) if newest else today


def way(asked=Mode.SUPPRESS) -> Mode:
    """How small numbers are kept back: as they were the first time, for of two ways together one gives the other away."""
    newest = last()
    return Mode(newest.way if newest else asked)


@transaction.atomic
def ask_to_publish(*, actor, now, asked=Mode.SUPPRESS):
    """The coordinator wants this year's totals; the worker counts. Raises Refused before a year is over."""
    require(actor, Permission.CHANGE_SETTINGS)
    _check_may_publish(now)
    return jobs.note(kind=KIND, key=KIND, facts={"way": str(way(asked))}, asked_by=actor.person)


def _check_may_publish(now):
    today = timezone.localdate(now)
    if not queries.is_asked():
        raise Refused("The questions are not asked, so there is nothing to count.")
    if (soonest := next_day(today=today)) > today:
        raise Refused(
            f"Totals are published once a year, so that nobody can work out one answer. Next: {day(soonest)}."
        )


def run(job, *, now, progress):
    """The worker's part. Safe to run twice: the second time a year is not over."""
    try:
        _check_may_publish(now)
    except Refused:
        return
    today, as_asked = timezone.localdate(now), way(job.facts.get("way") or Mode.SUPPRESS)
    tables = counted(today=today, way=as_asked, progress=progress)
    PublishedEquality.objects.get_or_create(published_on=today, defaults={"tables": tables, "way": as_asked})


def counted(*, today, way=Mode.SUPPRESS, progress=lambda done, of: None) -> list[dict]:
    """The tables as they may be published today, one for each question that is asked."""
    questions, (_, agreed) = queries.questions(), queries.members_who_agreed()
    before, took = _shown_last()
    people = {
        "members": set(Membership.objects.active().values_list("person", flat=True)), "agreed": agreed,
        "took_part": took_part(today=today),
    }  # fmt: skip
    tables = []
    for at, question in enumerate(questions, start=1):
        table = equality_tables.protected(question, **people, today=today, way=way)
        tables.append(equality_tables.or_the_older(table, before.get(question.slug), took=took.get(question.slug)))
        progress(at, len(questions))
    return tables


def _shown_last() -> tuple[dict, dict]:
    """Of each question the last table that showed anything, and the last that showed who took part: a year in which that was
    withheld does not make the one before it forgotten."""
    before, took = {}, {}
    for tables in PublishedEquality.objects.order_by("published_on", "pk").values_list("tables", flat=True):
        before |= {table["slug"]: table for table in tables if table["rows"]}
        took |= {table["slug"]: table for table in tables if table.get("took_part")}
    return before, took


def took_part(*, today) -> set[int]:
    """Ids of those whom MET-13 counts over the twelve months up to today."""
    year = periods.period("12m", today=today).live
    held = Activity.objects.held().filter(ended_on__range=(year.first, year.last))
    parts = Participation.objects.filter(is_lived_experience=True, activity__in=held.order_by().values("pk"))
    return set(parts.order_by().values_list("person", flat=True).distinct())
