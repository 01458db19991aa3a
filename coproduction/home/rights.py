"""What rights put on a coordinator's home: requests and complaints with their day, and old records that may go."""

from django.db.models import BigIntegerField, CharField, DateTimeField, F, Value
from django.db.models.functions import Cast, Coalesce

from members.models import Complaint, RetentionRun, RightsRequest


def to_answer():
    """Querysets for `support.to_do`: whatever is open, each with the day it is due."""
    no_words = Value("", output_field=CharField())
    asked = RightsRequest.objects.open().annotate(
        said_name=F("person__name"), said_words=Cast("kind", CharField()),
        at=Cast(Coalesce("extended_to", "due_on"), DateTimeField()),
    )  # fmt: skip
    wrong = Complaint.objects.open().annotate(
        said_name=Cast("number", CharField()), said_words=no_words, at=Cast("acknowledge_by", DateTimeField())
    )
    newest = RetentionRun.objects.order_by("-looked_at", "-pk").values("pk")[:1]
    old = RetentionRun.objects.filter(pk__in=newest, state=RetentionRun.State.LOOKED).exclude(found={}).annotate(
        person_id=Value(None, output_field=BigIntegerField()), said_name=no_words, said_words=no_words, at=F("looked_at")
    )  # fmt: skip
    return [_rows(asked, "right"), _rows(wrong, "complaint"), _rows(old, "old")]


def _rows(found, sort):
    """The columns of `coproduction.home.support.to_do`, by their places: a union takes its names from the first."""
    kind = Value(sort, output_field=CharField())
    rows = found.order_by().annotate(sort_of_row=kind)
    return rows.values("id", "person_id", "said_name", "said_words", "at", row=F("sort_of_row"))


def sorted_out(rows):
    """The three kinds; the words of a request are its kind."""
    kinds = dict(RightsRequest.Kind.choices)
    return {
        "asked": [{**row, "words": kinds.get(row["words"], "")} for row in rows if row["row"] == "right"],
        "complaints": [row for row in rows if row["row"] == "complaint"],
        "old": any(row["row"] == "old" for row in rows),
    }
