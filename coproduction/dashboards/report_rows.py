"""Which answers and changes of a span of days a report shows: their numbers and what their words were, never the words.

A report lists the first `MOST` of each sort and says how many more there are; those stand on a page of their own, as they are
on the day somebody reads them.
"""

import hashlib

from django.db.models import OuterRef, Q, Subquery

from coproduction.dashboards.spans import BEGINNING, Span
from projects.models import NOT_DONE, YES, Change, Response

MOST = 200  # a report of a year; more than that nobody reads in it
COULD_NOT, CHANGES, PROMISED = "could_not", "changes", "promised"
PAGES = {  # where all of a sort stands, by its word in the address
    "could-not": (COULD_NOT, "What we couldn’t do, and why"),
    "changes": (CHANGES, "What is different, and how we know"),
    "promised": (PROMISED, "Promised, and not there yet"),
}


def of_span(span, *, day=None) -> dict:
    """ "could_not": answers that still hold and were no; "changes": what became different, with how we know; and how many more."""
    return listed(COULD_NOT, span, day=day) | listed(CHANGES, span, day=day)


def listed(sort, span, *, day=None) -> dict:
    """The first of them, and "<sort>_more": how many are not among these."""
    rows = found(sort, span, day=day)
    return {sort: [facts_of(row) for row in rows[:MOST]], f"{sort}_more": max(0, rows.count() - MOST)}


def found(sort, span, *, day=None):
    """All of them, the oldest first; what was promised also of the years before, for a promise does not go away. `day`: as it
    stood when that day was over, instead of today."""
    if sort == CHANGES:
        rows = Change.objects.exclude(evidence="").filter(changed_on__range=(span.first, span.last), still_true=True)
        return rows.order_by("changed_on", "pk")
    if sort == COULD_NOT:
        return answered(span, NOT_DONE, day=day).order_by("decided_on", "pk")
    there = Change.objects.filter(_by("changed_on", day), still_true=True).values("contribution")
    promised = answered(Span(BEGINNING, span.last), YES, day=day).exclude(contribution__in=there)
    return promised.order_by("decided_on", "pk")


def more_of(counted) -> list[tuple[str, str, int]]:
    """(word, title, how many more) of each sort of which a report does not list all."""
    return [(word, title, counted.more[sort]) for word, (sort, title) in PAGES.items() if sort in counted.more]


def facts_of(row) -> dict:
    if isinstance(row, Change):
        return {"row": row.pk, "on": row.changed_on.isoformat(), "words": words_of(row.what, row.evidence)}
    return {"row": row.pk, "answer": row.answer, "on": row.decided_on.isoformat(), "words": words_of(row.reason)}


def answered(span, answers, *, day=None):
    """Responses of these sorts that were decided in the span and still hold."""
    latest = (
        Response.objects.filter(_by("decided_on", day), contribution=OuterRef("contribution"))
        .order_by("-pk")
        .values("pk")[:1]
    )
    rows = Response.objects.filter(answer__in=answers, decided_on__range=(span.first, span.last))
    return rows.filter(pk=Subquery(latest))


def _by(field, day):
    return Q(**{f"{field}__lte": day}) if day else Q()


def words_of(*words) -> str:
    """Which words these are, so that others do not stand in a report that was approved with these."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:32]
