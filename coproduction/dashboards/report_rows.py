"""Which answers and changes of a span of days a report shows: their numbers and what their words were, never the words."""

import hashlib

from django.db.models import OuterRef, Subquery

from projects.models import NOT_DONE, Change, Response

MOST = 200  # a report of a year; more than that nobody reads


def of_span(span) -> dict:
    """ "could_not": answers that still hold and were no; "changes": what became different, with how we know."""
    return {
        "could_not": [
            {"row": row.pk, "answer": row.answer, "on": row.decided_on.isoformat(), "words": words_of(row.reason)}
            for row in _could_not(span)
        ],
        "changes": [
            {"row": row.pk, "on": row.changed_on.isoformat(), "words": words_of(row.what, row.evidence)}
            for row in _changes(span)
        ],
    }


def answered(span, answers):
    """Responses of these sorts that were decided in the span and still hold."""
    latest = Response.objects.filter(contribution=OuterRef("contribution")).order_by("-pk").values("pk")[:1]
    found = Response.objects.filter(answer__in=answers, decided_on__range=(span.first, span.last))
    return found.filter(pk=Subquery(latest))


def _could_not(span):
    return answered(span, NOT_DONE).order_by("decided_on", "pk")[:MOST]


def _changes(span):
    found = Change.objects.exclude(evidence="").filter(changed_on__range=(span.first, span.last), still_true=True)
    return found.order_by("changed_on", "pk")[:MOST]


def words_of(*words) -> str:
    """Which words these are, so that others do not stand in a report that was approved with these."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:32]
