"""What support and safety put on homes: how was it for you, whom to ask, training that runs out, concerns."""

from datetime import datetime, time

from django.db.models import CharField, DateTimeField, F, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone

from members.models import CheckIn, Training
from members.permissions import Role
from members.queries import safeguarding
from members.queries.often import Often
from members.queries.training import SOON

FEW = 6
ASKED_HOW = Often(
    lambda person: (
        CheckIn.objects.open().filter(person_id=person).order_by("due_at", "pk").values_list("id", "what", "sort")[:FEW]
    )
)


def asked_how(person):
    """Heavy work this person took part in and may say something about, with one press."""
    return ASKED_HOW.rows(person.pk)


def to_do(actor, *, now, also=()):
    """Check-ins of today and training that runs out, in one question: rows of row (which of the two), id, person_id, name, words, at.

    `also`: querysets of the same columns, asked in the same breath; `shared_out` gives them back as `others`."""
    mine = Q(assigned_to_id__in=actor.looks_after)
    trained = Q(person_id=actor.person_id)
    if actor.role == Role.COORDINATOR:
        mine |= Q(assigned_to=None)
        trained = Q()
    tonight = timezone.make_aware(datetime.combine(timezone.localdate(now), time(23, 59)))
    check_ins = CheckIn.objects.open().filter(mine, due_at__lte=tonight, person__died_on=None, person__paused_at=None)
    check_ins = check_ins.exclude(person_id=actor.person_id)
    newest = Training.objects.order_by("person_id", "course_id", "-on_day", "-pk").distinct("person_id", "course_id")
    training = Training.objects.filter(
        trained, pk__in=newest.values("pk"), expires_on__lte=timezone.localdate(now) + SOON,
        person__died_on=None, person__is_active=True,
    )  # fmt: skip
    rows = _rows(check_ins, "ask", "what", "due_at").union(
        _rows(training, "training", "course__name", "expires_on"), *also
    )
    return rows.order_by("at", "row", "id")[: 40 * FEW]


def shared_out(rows):
    """The rows of `to_do`, each where it belongs."""
    found = list(rows)
    return {
        "to_ask": [row for row in found if row["row"] == "ask"][:FEW],
        "running_out": [row for row in found if row["row"] == "training"][:FEW],
        "others": [row for row in found if row["row"] not in ("ask", "training")],
    }


def _rows(found, sort, words, at):
    return (
        found.order_by()
        .annotate(
            sort_of_row=Value(sort, output_field=CharField()),
            at=Cast(at, DateTimeField()),
            words=Cast(F(words), CharField()),
            name=F("person__name"),
        )
        .values("id", "person_id", "name", "words", "at", row=F("sort_of_row"))
    )


def open_concerns(actor, *, now):
    """What waits in the sealed room for this lead, and how much of it nobody read in time."""
    rows = [row for row in safeguarding.in_the_room(actor, now=now) if row.last != "closed"]
    return {"open_concerns": rows[:FEW], "concerns_late": sum(row.is_late for row in rows)}
