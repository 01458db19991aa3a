"""Series of meetings, without the drafts that the action makes."""

from datetime import date, time

from meetings.actions import months
from meetings.models import Series
from tests.factories.meetings import kind
from tests.factories.people import body as a_body


def series(title="Advisory Group meeting", *, clock=True, **fields):
    """Every month on the second Tuesday, 2pm to 4pm, in the room and online."""
    fields.setdefault("starts", time(14))
    fields.setdefault("ends", time(16))
    fields.setdefault("first_on", date(2026, 1, 1))
    fields.setdefault("place", "Leatherhead office")
    if "kind" not in fields:
        fields["kind"] = kind()
    if "body" not in fields:
        fields["body"] = a_body()
    made = Series.objects.create(title=title, **fields)
    if clock:
        months.seed(made)
    return made
