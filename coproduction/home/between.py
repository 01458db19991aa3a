"""What questions between bodies put on homes: late ones and those nobody sees to on Monday, a team's own on a staff home."""

from datetime import timedelta

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from coproduction.dashboards import questions_waiting
from coproduction.home import agreeing, reports
from meetings.between import line
from meetings.models import Question
from members.models import Body, Seat
from members.permissions import SORT_OF_ROLE, Permission, Role, can
from members.queries import joining

FEW = 5
NEWS = timedelta(days=31)  # an answer stands on the home of who asked until about their next meeting
COLUMNS = [
    "row", "pk", "words", "asker", "asked", "put_at", "answer_by", "answered_at", "owner_id", "meeting_id", "all", "open", "late",
]  # fmt: skip


def to_look_at(actor, *, now):
    """Querysets for `support.to_do`: by the day they should be answered, and what was answered; `name` is who is asked."""
    waits = Question.objects.open()
    if actor.role == Role.COORDINATOR:
        theirs = Q(owner=None) | Q(answer_by__lt=timezone.localdate(now))
    else:
        theirs = Q(to_team_id__in=actor.team_ids)
    waits = waits.filter(theirs | Q(owner_id__in=actor.looks_after))
    sort = Case(
        When(owner_id__in=actor.looks_after, then=Value("question mine")), default=Value("question"),
        output_field=CharField(),
    )  # fmt: skip
    asked = Q(put_by=actor.person_id) | Q(from_team_id__in=actor.team_ids)
    told = Question.objects.answered().filter(asked, answered_at__range=(now - NEWS, now))[:FEW]
    return [
        _rows(waits.order_by(), sort, "answer_by"),
        _rows(told, Value("told", output_field=CharField()), "answered_at"),
    ]


def _rows(found, sort, at):
    rows = found.annotate(
        sort_of_row=sort,
        nobody=Value(None, output_field=BigIntegerField()),
        said_name=Cast(Coalesce("to_body__name", "to_team__name"), CharField()),
        said_words=Cast("words", CharField()),
        at=Cast(at, DateTimeField()),
    )  # fmt: skip
    return rows.values("id", "nobody", "said_name", "said_words", "at", row=F("sort_of_row"))


def sorted_out(rows, *, now):
    """Each with whether it is late."""
    today = timezone.localdate(now)
    found = [row for row in rows if row["row"] in ("question", "question mine")]
    return [{**row, "is_late": timezone.localtime(row["at"]).date() < today} for row in found]


def heard(rows):
    """What this person, or their team, asked and was answered of late."""
    return [row for row in rows if row["row"] == "told"]


def told(person, *, day, now):
    """For a member's home: what their group asked and was answered of late, the latest first. `person` and `day` are
    expressions of the question around it."""
    sits = Seat.objects.filter(person=OuterRef(person), body=OuterRef("from_body")).on(day)
    of_group = Question.objects.answered().filter(from_body__sort=SORT_OF_ROLE[Role.MEMBER])
    return of_group.filter(Exists(sits), answered_at__range=(now - NEWS, now))


def of_a_body(actor, *, now):
    """For trustees and the Management Board: questions put to them with their counts, answers to their own, stops and reports
    that wait; one question."""
    day, sort = timezone.localdate(now), SORT_OF_ROLE[actor.role]
    found = _put_to(sort, day).union(_answered_to(sort, now), all=True)
    if can(actor, Permission.STOP_MEMBERSHIP):
        found = found.union(_stops(actor), all=True)
    found = found.union(agreeing.rows_of_a_body(actor.person_id, COLUMNS, now=now), all=True)
    found = found.union(reports.to_approve(actor, COLUMNS), all=True)
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in found]
    asked = [row for row in rows if row["row"] == "question"]
    counts = asked[0] if asked else {"all": 0, "open": 0, "late": 0}
    waiting = sorted(
        (row for row in asked if row["answered_at"] is None), key=lambda row: (row["answer_by"], row["pk"])
    )
    return {
        "questions": [line(_question(row), actor=actor, day=day) for row in waiting],
        "asked": questions_waiting.shown_of(counts),
        "heard": [
            {"id": row["pk"], "words": row["words"], "name": row["asked"], "at": row["answered_at"]}
            for row in rows
            if row["row"] == "told"
        ],
        **agreeing.of_a_body(rows),
        "to_approve": [row for row in rows if row["row"] == "report"],
        "stops": [row["pk"] for row in rows if row["row"] == "stop"],
    }


def _put_to(sort, day):
    """The first few, open ones before answered ones, each with the counts of all that were not taken back."""
    is_open = Q(answered_at=None)
    return (
        Question.objects.put_to(sort)
        .filter(taken_back_at=None)
        .annotate(
            row=Value("question", output_field=CharField()),
            asker=Coalesce("from_body__name", "from_team__name"),
            asked=F("to_body__name"),
            all=Window(Count("pk")),
            open=Window(Count("pk", filter=is_open)),
            late=Window(Count("pk", filter=is_open & Q(answer_by__lt=day))),
        )
        .order_by(F("answered_at").asc(nulls_first=True), "answer_by", "pk")
        .values_list(*COLUMNS)[:FEW]
    )


def _answered_to(sort, now):
    """The latest answers to what bodies of that sort asked, in the same columns."""
    number, theirs = Value(0, output_field=BigIntegerField()), Question.objects.answered().filter(from_body__sort=sort)
    rows = theirs.filter(answered_at__range=(now - NEWS, now)).annotate(
        row=Value("told", output_field=CharField()), asker=F("from_body__name"),
        asked=Coalesce("to_body__name", "to_team__name"), all=number, open=number, late=number,
    )  # fmt: skip
    return rows.values_list(*COLUMNS)[:FEW]


def _stops(actor):
    words, number = Value("", output_field=CharField()), Value(0, output_field=BigIntegerField())
    moment, nobody = Value(None, output_field=DateTimeField()), Value(None, output_field=BigIntegerField())
    waiting = joining.stops_waiting(actor).exclude(proposed_by=actor.person_id).order_by()
    return waiting.annotate(
        row=Value("stop", output_field=CharField()), none_words=words, none_asker=words, none_asked=words, none_put=moment,
        none_by=Value(None, output_field=DateField()), none_answered=moment, none_owner=nobody, none_meeting=nobody,
        none_all=number, none_open=number, none_late=number,
    ).values_list(
        "row", "pk", "none_words", "none_asker", "none_asked", "none_put", "none_by", "none_answered", "none_owner",
        "none_meeting", "none_all", "none_open", "none_late",
    )  # fmt: skip


def _question(row):
    """As much of a question as a line of a home draws."""
    own = {name: row[name] for name in ("pk", "words", "put_at", "answer_by", "owner_id", "meeting_id")}
    return Question(from_body=Body(name=row["asker"]), to_body=Body(name=row["asked"]), **own)
