"""The quarter's two minutes, on homes: for whoever answers for a team, and for coordinators teams nobody answers for."""

from datetime import datetime, time

from django.db.models import BigIntegerField, CharField, Count, DateField, DateTimeField, F, Value, Window
from django.db.models.functions import Cast
from django.utils import timezone

from members.permissions import Role
from projects import quarter_rules, quarters
from projects.queries import asked_teams


def asked_since(now) -> datetime:
    """Noon of the first day of the quarter that is asked about, which is the same day in London and in UTC."""
    return timezone.make_aware(datetime.combine(quarter_rules.asked(now), time(12)))


def to_look_at(actor, *, now, since):
    """Querysets for `support.to_do`: rows of quarter (a team of one's own), or quarter_nobody."""
    day = timezone.localdate(now)
    quarter = Cast(
        Value(since, output_field=DateTimeField()), DateField()
    )  # for `often`, which tells moments apart, not days
    silent = asked_teams.silent(quarter)
    mine = silent.filter(pk__in=asked_teams.led_by(actor.looks_after, day=day).order_by().values("pk"))
    rows = [_rows(mine, "quarter", since)]
    if actor.role == Role.COORDINATOR:
        led = asked_teams.to_be_asked(quarter, day=day).order_by().values("team")
        rows.append(_rows(silent.exclude(pk__in=led), "quarter_nobody", since))
    return rows


def _rows(teams, sort, at):
    text = CharField()
    rows = teams.annotate(
        sort_of_row=Value(sort, output_field=text), nobody=Value(None, output_field=BigIntegerField()),
        said_name=Cast(Window(Count("pk")), text), said_words=Cast(F("name"), text),
        at=Value(at, output_field=DateTimeField()),
    )  # fmt: skip
    return rows.values("id", "nobody", "said_name", "said_words", "at", row=F("sort_of_row"))[:2]


def sorted_out(rows, *, now):
    """The first of each sort, how many there are of it (`name`), and which quarter it is about."""
    found = {"words": quarters.in_words(quarter_rules.asked(now))}
    for row in rows:
        if row["row"] in ("quarter", "quarter_nobody"):
            found.setdefault(row["row"], row)
    return found
