"""What a kind of work needs, standing offers, outside meetings and goals of the plan, on the home of whoever sees to them."""

from datetime import timedelta

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import Cast, Concat, TruncQuarter
from django.utils import timezone

from members.permissions import Role
from projects.models import GoalWord, OutsideMeeting, PlanGoal, ProjectPoint, StandingOffer, TableQuestion

FEW = 6
SOON = timedelta(days=2)
SORTS = {"point": "points", "standing": "standing", "owed": "owed", "brief": "briefs", "held": "held", "goal": "goals"}


def to_look_at(actor, *, now):
    """Querysets for `support.to_do`: rows of the sorts above. Of a point the id is the project's, the name says which point."""
    today, mine = timezone.localdate(now), actor.looks_after
    point = Concat(F("name"), Value(" ("), F("project__title"), Value(")"), output_field=CharField())
    due = ProjectPoint.objects.due(until=today + SOON).filter(looked_after_by__in=mine)
    open_ones = TableQuestion.objects.filter(answered_on=None, due_on__lte=today + SOON, owner__in=mine)
    along = OutsideMeeting.objects.filter(Q(buddy__in=mine) | Q(buddy=None, made_by__in=mine))
    unwritten = along.to_come(today=today).filter(brief="", brief_on__lte=today + SOON)
    found = [
        _rows(due, "point", point, "due_on", pk="project_id", name="point"),
        _rows(open_ones, "owed", F("question"), "due_on"),
        _rows(unwritten, "brief", F("title"), "brief_on"),
        _rows(along.to_be_said(today=today), "held", F("title"), "on_day"),
        _rows(_goals_without_a_word(mine, today), "goal", F("aim"), "due_on"),
    ]
    if actor.role == Role.COORDINATOR:
        waits = StandingOffer.objects.to_be_said()
        found.append(_rows(waits, "standing", F("title"), "put_up_at", name="person__name"))
    return found


def _goals_without_a_word(people, today):
    """Goals of the plan these people see to, about which nothing was said this quarter."""
    quarter = TruncQuarter(Value(today, output_field=DateField()), output_field=DateField())
    said = GoalWord.objects.filter(goal=OuterRef("pk"), quarter=quarter)
    return PlanGoal.objects.open().owned_by(people).filter(~Exists(said), plan__starts_on__lte=today)


def _rows(found, sort, words, at, *, pk="id", name=None):
    text = CharField()
    rows = found.order_by(at, "pk").annotate(
        sort_of_row=Value(sort, output_field=text), nobody=Value(None, output_field=BigIntegerField()),
        said_name=Cast(F(name), text) if name else Value("", output_field=text), said_words=Cast(words, text),
        at=Cast(F(at), DateTimeField()),
    )  # fmt: skip
    return rows.values(pk, "nobody", "said_name", "said_words", "at", row=F("sort_of_row"))[:FEW]


def sorted_out(rows):
    return {name: [row for row in rows if row["row"] == sort] for sort, name in SORTS.items()}
