"""What people said, on homes: answers we owe and are late with; for members, what became of what they said."""

import json
from datetime import date

from django.db.models import BigIntegerField, CharField, Count, DateTimeField, F, OuterRef, Subquery, Value, Window
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from projects.models import YES, Answer, Change, Contribution, Response

FEW = 6


def to_look_at(actor, *, now):
    """A queryset for `support.to_do`: what is late, the oldest promise first; for the name, how many there are."""
    text = CharField()
    late = Contribution.objects.visible_to(actor).overdue(today=timezone.localdate(now)).order_by("reply_by", "pk")
    rows = late.annotate(
        sort_of_row=Value("loop", output_field=text), nobody=Value(None, output_field=BigIntegerField()),
        said_name=Cast(Window(Count("pk")), text), said_words=Cast("text", text), at=Cast("reply_by", DateTimeField()),
    )  # fmt: skip
    return [rows.values("id", "nobody", "said_name", "said_words", "at", row=F("sort_of_row"))[:FEW]]


def sorted_out(rows):
    """The first few, and how many more there are."""
    found = [row for row in rows if row["row"] == "loop"]
    return {"few": found, "more": int(found[0]["name"]) - len(found)} if found else {}


def latest_of(person):
    """A column for the one question a member's home asks about what is theirs: what they said, what was answered last first."""
    last = Response.objects.filter(contribution=OuterRef("pk")).order_by("-pk")
    change = Change.objects.filter(contribution=OuterRef("pk")).order_by("-pk")
    found = Contribution.objects.filter(contributors__person=person).annotate(
        answer=Subquery(last.values("answer")[:1]),
        reason=Subquery(last.values("reason")[:1]),
        answered_at=Subquery(last.values("noted_at")[:1]),
        what=Subquery(change.values("what")[:1]),
        said_count=Window(Count("pk")),
    )
    names = ("text", "reply_by", "answer", "reason", "what", "said_count")
    first = found.order_by(F("answered_at").desc(nulls_last=True), "reply_by", "pk")
    return Subquery(first.values(all=JSONObject(**{name: name for name in names}))[:1])


def of_mine(column, *, today):
    """What that column holds, with its state in a word and whether it is late; None for somebody of whom nothing is written down."""
    row = json.loads(column) if isinstance(column, str) else column
    by = row and date.fromisoformat(row["reply_by"])
    return row and {**row, "word": _word(row), "reply_by": by, "late": by < today}


def _word(row):
    if row["answer"] is None:
        return ""
    if row["what"]:
        return "We did it"
    return "We said yes, in progress" if row["answer"] in YES else Answer(row["answer"]).label
