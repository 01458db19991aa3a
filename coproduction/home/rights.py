"""What rights put on a coordinator's home: requests and complaints with their day, and old records that may go."""

from django.db.models import BigIntegerField, CharField, DateTimeField, F, Value
from django.db.models.functions import Cast, Coalesce

from members.models import Complaint, RetentionRun, RightsRequest


def to_answer():
    """Querysets for `support.to_do`: whatever is open, each with the day it is due."""
    asked = RightsRequest.objects.open().annotate(
        who=F("person__name"),
        said=Cast("kind", CharField()),
        at=Cast(Coalesce("extended_to", "due_on"), DateTimeField()),
    )
    wrong = Complaint.objects.open().annotate(
        who=Cast("number", CharField()),
        said=Value("", output_field=CharField()),
        at=Cast("acknowledge_by", DateTimeField()),
    )
    newest = RetentionRun.objects.order_by("-looked_at", "-pk").values("pk")[:1]
    old = RetentionRun.objects.filter(pk__in=newest, state=RetentionRun.State.LOOKED).exclude(found={}).annotate(
        person_id=Value(None, output_field=BigIntegerField()), who=Value("", output_field=CharField()),
        said=Value("", output_field=CharField()), at=F("looked_at"),
    )  # fmt: skip
    return [_rows(asked, "right"), _rows(wrong, "complaint"), _rows(old, "old")]


def _rows(found, sort):
    """The columns of `coproduction.home.support.to_do`, whose names stand; two of these models have a `name` or `words` of their own."""
    kind = Value(sort, output_field=CharField())
    return (
        found.order_by()
        .annotate(sort_of_row=kind)
        .values("id", "person_id", "who", "said", "at", row=F("sort_of_row"))
    )


def sorted_out(rows):
    """The three kinds; the words of a request are its kind."""
    kinds = dict(RightsRequest.Kind.choices)
    return {
        "asked": [{**row, "words": kinds.get(row["words"], "")} for row in rows if row["row"] == "right"],
        "complaints": [row for row in rows if row["row"] == "complaint"],
        "old": any(row["row"] == "old" for row in rows),
    }
