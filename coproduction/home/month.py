"""What the month's clock puts on homes: steps that wait for somebody and are late."""

from datetime import timedelta

from django.db.models import BigIntegerField, CharField, F, Value

from meetings import months

FEW = 6
DRAFTS_SHOWN = timedelta(weeks=5)  # a draft of a series waits on Monday's page from a week before its invitations


def late(actor, *, now):
    """A queryset for `support.to_do`; `id` is the meeting, `words` the step, `name` the meeting's title."""
    found = months.late(actor, now=now).order_by()
    nobody = Value(None, output_field=BigIntegerField())
    found = found.annotate(sort_of_row=Value("late step", output_field=CharField()), no_person=nobody)
    return [found.values("meeting_id", "no_person", "meeting__title", "step__words", "due_at", row=F("sort_of_row"))]


def sorted_out(rows):
    """The first few, and how many more there are."""
    found = [row for row in rows if row["row"] == "late step"]
    return {"few": found[:FEW], "more": max(0, len(found) - FEW)} if found else {}
