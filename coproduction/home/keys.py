"""Keys for programs, on the coordinator's home: those whose last day comes soon, before a spreadsheet stands still."""

from datetime import timedelta

from django.db.models import BigIntegerField, CharField, DateTimeField, F, Value
from django.db.models.functions import Cast
from django.utils import timezone

from coproduction.dashboards.models import ReadingKey

SOON = timedelta(days=14)


def to_look_at(*, now):
    """A queryset for `support.to_do`: live keys in use whose last day is within two weeks, the first to end first."""
    text, today = CharField(), timezone.localdate(now)
    used = ReadingKey.objects.live(today=today).exclude(last_used_at=None)
    rows = used.filter(expires_on__lte=today + SOON).order_by("expires_on", "pk").annotate(
        sort_of_row=Value("key", output_field=text), nobody=Value(None, output_field=BigIntegerField()),
        said_name=Cast(F("name"), text), said_words=Value("", output_field=text), at=Cast(F("expires_on"), DateTimeField()),
    )  # fmt: skip
    return [rows.values("id", "nobody", "said_name", "said_words", "at", row=F("sort_of_row"))[:3]]


def sorted_out(rows):
    return [row for row in rows if row["row"] == "key"]
