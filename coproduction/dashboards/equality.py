"""Equality totals (MET-26): counted by the worker once a year at most, protected, and kept as they were published.

Everybody who may see them sees the same, the coordinator too (SUPP-11). One question at a time, never two together
(SUPP-06). Between two publications nothing moves, so nobody can watch a total grow by one (SUPP-07).
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from coproduction.dashboards.disclosure import FEWEST_FOR_PERCENT, THRESHOLD, WITHHELD, protect
from coproduction.dashboards.figures import Table
from coproduction.dashboards.models import PublishedEquality
from members.permissions import Permission, require
from members.post import jobs
from members.queries import equality as queries
from members.rules import Refused
from members.words import day

KIND = "equality_totals"
A_YEAR = timedelta(days=365)
PREFER_NOT, NOT_ANSWERED = "Preferred not to say", "Left it out"


def last():
    """The newest totals, or None."""
    return PublishedEquality.objects.first()


def next_day(*, today):
    """From when totals may be published again: today when they never were."""
    newest = last()
    return max(today, newest.published_on + A_YEAR) if newest else today


@transaction.atomic
def ask_to_publish(*, actor, now):
    """The coordinator wants this year's totals; the worker counts. Raises Refused before a year is over."""
    require(actor, Permission.CHANGE_SETTINGS)
    _check_may_publish(now)
    return jobs.note(kind=KIND, key=KIND, asked_by=actor.person)


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
    questions = queries.questions()
    members, agreed = queries.members_who_agreed()
    before = {table["slug"]: table for table in (last().tables if last() else [])}
    today = timezone.localdate(now)
    tables = []
    for at, question in enumerate(questions, start=1):
        table = protected(question, members=members, agreed=agreed, today=today)
        tables.append(_or_the_older(table, before.get(question.slug)))
        progress(at, len(questions))
    PublishedEquality.objects.get_or_create(published_on=today, defaults={"tables": tables})


def protected(question, *, members, agreed, today) -> dict:
    """One question, safe to keep and to show. Cells are numbers or None for hidden; withheld it has no rows."""
    counted, prefer_not = queries.counted(question, people=agreed)
    given = [*counted.values(), prefer_not]
    table = {"slug": question.slug, "words": question.words, "day": today.isoformat(), "rows": [], "total": None}
    silent = members - sum(given)
    shown = protect(Table((*given, silent)))
    if protect(Table(tuple(given))).is_withheld or shown.is_withheld:
        return table | {"why": WITHHELD}
    choices = [choice for choice in question.choices.all() if choice.pk in counted]
    *cells, prefer_not, silent = shown.cells
    base = None if None in (prefer_not, silent) else shown.total - prefer_not - silent
    rows = [
        {"words": choice.words, "count": cell, "percent": _percent(cell, base), "compare": _compare(choice)}
        for choice, cell in zip(choices, cells, strict=True)
    ]
    rows += [
        {"words": words, "count": cell, "percent": None, "compare": None}
        for words, cell in ((PREFER_NOT, prefer_not), (NOT_ANSWERED, silent))
    ]
    return table | {
        "rows": rows, "total": shown.total, "why": shown.why, "compared_with": question.compared_with,
        "answered": None if silent is None else shown.total - silent,
    }  # fmt: skip


def _percent(cell, base):
    return round(100 * cell / base) if cell is not None and base and base >= FEWEST_FOR_PERCENT else None


def _compare(choice):
    return None if choice.compare_percent is None else float(choice.compare_percent)


def _or_the_older(table, older):
    """When a cell or the total moved by one to four, the older figures stand: the difference would be about those few."""
    if not older or not older["rows"] or not table["rows"]:
        return table
    before = {row["words"]: row["count"] for row in older["rows"]} | {"": older["total"]}
    after = {row["words"]: row["count"] for row in table["rows"]} | {"": table["total"]}
    moved = [
        abs(after[words] - before[words])
        for words in after
        if after[words] is not None and before.get(words) is not None
    ]
    return older if any(0 < step < THRESHOLD for step in moved) else table
