"""The look at ourselves, on homes: one's own scores while it is open; for coordinators, scoring together and the next one."""

from django.db.models import BigIntegerField, CharField, Count, DateTimeField, Exists, F, OuterRef, Value, Window
from django.db.models.functions import Cast
from django.utils import timezone

from members.permissions import Role
from projects.models import Assessment, AssessmentRules, OwnScore


def to_look_at(actor, *, now):
    """Querysets for `support.to_do`: rows of look, together and look_due."""
    today = timezone.localdate(now)
    mine = OwnScore.objects.filter(assessment=OuterRef("pk"), person=actor.person_id)
    rows = [_rows(Assessment.objects.open(today=today).filter(~Exists(mine)), "look", "year", "closes_on")]
    if actor.role == Role.COORDINATOR:
        rows.append(_rows(Assessment.objects.to_share(today=today), "together", "year", "closes_on"))
        due = AssessmentRules.objects.filter(is_on=True, next_on__lte=today)
        rows.append(_rows(due, "look_due", "framework", "next_on"))
    return rows


def _rows(found, sort, words, at):
    text = CharField()
    rows = found.order_by(at, "pk").annotate(
        sort_of_row=Value(sort, output_field=text), nobody=Value(None, output_field=BigIntegerField()),
        said_name=Cast(Window(Count("pk")), text), said_words=Cast(F(words), text), at=Cast(F(at), DateTimeField()),
    )  # fmt: skip
    return rows.values("id", "nobody", "said_name", "said_words", "at", row=F("sort_of_row"))[:2]


def sorted_out(rows):
    """The first of each sort."""
    found = {}
    for row in rows:
        if row["row"] in ("look", "together", "look_due"):
            found.setdefault(row["row"], row)
    return found


def open_to(of_person, *, today):
    """A queryset for the one question a member's home asks: looks that are open and that this person has not scored."""
    mine = OwnScore.objects.filter(assessment=OuterRef("pk"), person=OuterRef(of_person))
    found = Assessment.objects.filter(~Exists(mine), opens_on__lte=today, closes_on__gte=today, finished_at=None)
    return found.order_by("closes_on", "pk")
