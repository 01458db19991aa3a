"""What agendas put on homes: topics that wait for an answer, and papers of which somebody's copy may be missing."""

from datetime import timedelta

from django.db.models import BigIntegerField, CharField, Count, DateTimeField, F, Min, OuterRef, Subquery, Value
from django.db.models.functions import Cast

from meetings.agendas import waiting_for
from meetings.models import Meeting
from meetings.papers import not_complete

AHEAD = timedelta(days=21)


def to_look_at(actor, *, now):
    """Querysets for `support.to_do`, each row a meeting: the number of topics as `name`, its title as `words`."""
    waiting = waiting_for(actor, now=now).select_related(None).order_by()
    of_one = waiting.filter(meeting=OuterRef("pk")).values("meeting")
    topics = Meeting.objects.filter(pk__in=waiting.values("meeting")).annotate(
        first=Subquery(of_one.annotate(n=Min("proposed_at")).values("n")), left=Subquery(of_one.annotate(n=Count("pk")).values("n"))
    )  # fmt: skip
    papers = not_complete(actor, now=now, until=now + AHEAD).annotate(
        first=F("starts_at"), left=Count("papers", distinct=True)
    )
    return [_rows(topics, "topics"), _rows(papers, "papers")]


def _rows(found, sort):
    """The columns of `coproduction.home.support.to_do`."""
    found = found.order_by().annotate(
        sort_of_row=Value(sort, output_field=CharField()),
        person_id=Value(None, output_field=BigIntegerField()),
        name=Cast("left", CharField()),
        words=Cast("title", CharField()),
        at=Cast("first", DateTimeField()),
    )
    return found.values("id", "person_id", "name", "words", "at", row=F("sort_of_row"))


def sorted_out(rows):
    return {
        "topics": [row for row in rows if row["row"] == "topics"],
        "papers": [row for row in rows if row["row"] == "papers"],
    }
