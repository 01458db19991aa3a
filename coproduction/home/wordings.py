"""Wordings that somebody said are not right, on the coordinator's home: how many, since when."""

from django.db.models import BigIntegerField, CharField, F, Value
from django.db.models.functions import Cast

from members.models import WordingReport


def to_look_at():
    """Querysets for `support.to_do`: the first of those nobody has looked at; the list has the others."""
    text = CharField()
    rows = WordingReport.objects.open().order_by("reported_at", "pk").annotate(
        sort_of_row=Value("wording", output_field=text), nobody=Value(None, output_field=BigIntegerField()),
        said_name=Cast(F("page"), text), said_words=Cast(F("words"), text),
    )  # fmt: skip
    return [rows.values("id", "nobody", "said_name", "said_words", at=F("reported_at"), row=F("sort_of_row"))[:3]]


def sorted_out(rows):
    return [row for row in rows if row["row"] == "wording"]
