"""What the month's clock puts on homes: steps that wait for somebody and are late."""

from datetime import date, timedelta

from django.db.models import BigIntegerField, CharField, F, Value
from django.db.models.functions import Cast, Concat, TruncDate

from meetings import months
from members.permissions import Role

FEW = 6
BETWEEN = "\x1f"  # nobody types it into a title
SOON = timedelta(days=7)  # whoever does one step of somebody else's month sees no page on which it comes nearer
DRAFTS_SHOWN = timedelta(weeks=5)  # a draft of a series waits on Monday's page from a week before its invitations


def late(actor, *, now):
    """A queryset for `support.to_do`; `id` is the meeting, `words` the step, `name` the meeting's title."""
    found = [_rows(months.late(actor, now=now), "late step", "meeting_id")]
    if actor.role == Role.STAFF:
        found.append(_rows(months.of_one_alone(actor, until=now + SOON, now=now), "own step", "id"))
    return found


def _title_and_day():
    """Both in the one column there is for a name: a series has a meeting of the same title every month."""
    day = Cast(TruncDate("meeting__starts_at"), CharField())
    return Concat("meeting__title", Value(BETWEEN), day, output_field=CharField())


def _rows(found, sort, pk):
    nobody = Value(None, output_field=BigIntegerField())
    rows = found.order_by().annotate(
        sort_of_row=Value(sort, output_field=CharField()), no_person=nobody, titled=_title_and_day()
    )
    return rows.values(pk, "no_person", "titled", "step__words", "due_at", row=F("sort_of_row"))


def sorted_out(rows):
    """The first few, and how many more there are; and single steps of meetings that somebody else runs."""
    found = [_dated(row) for row in rows if row["row"] == "late step"]
    own = [_dated(row) for row in rows if row["row"] == "own step"]
    return {"few": found[:FEW], "more": max(0, len(found) - FEW), "own": own} if found or own else {}


def _dated(row):
    name, _, on = row["name"].rpartition(BETWEEN)
    return {**row, "name": name, "on": date.fromisoformat(on)}
