"""What is wrong with the site itself, on the home of whoever looks after it: the letter about it may be what does not leave."""

from django.db.models import BigIntegerField, CharField, F, Value
from django.db.models.functions import Cast

from members.models import Trouble


def to_look_at():
    """Querysets for `support.to_do`: troubles that are told and not over."""
    text = CharField()
    rows = Trouble.objects.open().order_by("began_at", "pk").annotate(
        sort_of_row=Value("trouble", output_field=text), nobody=Value(None, output_field=BigIntegerField()),
        said_name=Cast(F("sort"), text), said_words=Cast(F("words"), text),
    )  # fmt: skip
    return [rows.values("id", "nobody", "said_name", "said_words", at=F("began_at"), row=F("sort_of_row"))[:4]]


def sorted_out(rows):
    """As the card wants them."""
    found = [row for row in rows if row["row"] == "trouble"]
    return [{"sort": Trouble.Sort(row["name"]).label, "words": row["words"], "began_at": row["at"]} for row in found]


def now_wrong():
    """The same on a home of its own."""
    found = Trouble.objects.open().order_by("began_at", "pk")
    return [{"sort": each.get_sort_display(), "words": each.words, "began_at": each.began_at} for each in found]
