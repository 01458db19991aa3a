"""Texts and decisions on homes: where one's own voice is waited for; for the coordinator, reviews due and objections open."""

import json
from datetime import date, datetime

from django.db.models import BigIntegerField, CharField, DateTimeField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from members.models import Body
from members.permissions import Role
from members.queries.often import Often
from projects.models import Agreement, Decision, Objection, TextStep, Voice
from projects.queries.agreeing import waiting

FEW = 4
QUESTIONS = ["id", "decision_id", "decision__question", "decision__closes_at", "organisation__name", "back_by"]
NOTHING = {"voices_waiting": [], "texts": []}


def _waiting(person, now):
    return waiting(Voice.objects.filter(person=person), now=now).values_list(*QUESTIONS)[:FEW]


WAITING = Often(_waiting)


def of_mine(actor, *, now):
    """One question for staff; other homes ask it in the same breath with something else."""
    if actor.role != Role.STAFF:
        return {}
    return {"voices_waiting": WAITING.rows(actor.person_id, now)}


def first_of(voices):
    """A column for a question about something else: the voice that is waited for first, as JSON."""
    return Subquery(voices.values(all=JSONObject(**{name: name for name in QUESTIONS}))[:1])


def of_a_person(person, now):
    """That column for a person who is asked about."""
    return first_of(waiting(Voice.objects.filter(person=person), now=now))


def sorted_column(columns) -> dict:
    """What such columns hold."""
    rows = [json.loads(column) if isinstance(column, str) else column for column in columns if column]
    for row in rows:
        row["decision__closes_at"] = datetime.fromisoformat(row["decision__closes_at"])
        row["back_by"] = date.fromisoformat(row["back_by"]) if row["back_by"] else None
    return {"voices_waiting": rows}


def of_organisations(organisations, *, now):
    """The same with what waits for each, and the text that the Network is agreeing on."""
    text = Agreement.objects.filter(body__sort=Body.Sort.NETWORK).exclude(step=TextStep.PUBLISHED).newest()
    theirs = waiting(Voice.objects.filter(organisation=OuterRef("pk")), now=now)
    return organisations.annotate(
        waits=first_of(theirs), text=Subquery(text.values(all=JSONObject(pk="pk", title="title", step="step"))[:1])
    )


def of_a_partner(organisations) -> dict:
    texts = [json.loads(each.text) if isinstance(each.text, str) else each.text for each in organisations if each.text]
    shown = {text["pk"]: {**text, "get_step_display": TextStep(text["step"]).label} for text in texts}
    return {"texts": list(shown.values()), **sorted_column(each.waits for each in organisations)}


def rows_of_a_body(person, columns, *, now):
    """For the homes of trustees and the Management Board: rows of `between.of_a_body`, in its columns."""
    said = {
        "row": Value("voice", output_field=CharField()), "words": F("decision__question"), "put_at": F("decision__closes_at"),
        "answer_by": F("back_by"), "owner_id": F("decision_id"),
    }  # fmt: skip
    empty = {
        **dict.fromkeys(("asker", "asked"), Value("", output_field=CharField())),
        **dict.fromkeys(("meeting_id", "all", "open", "late"), Value(0, output_field=BigIntegerField())),
        "answered_at": Value(None, output_field=DateTimeField()),
    }
    found = waiting(Voice.objects.filter(person=person), now=now).order_by()
    named = {f"voice_{name}": value for name, value in (said | empty).items()}
    return found.annotate(**named).values_list(*(name if name == "pk" else f"voice_{name}" for name in columns))


def of_a_body(rows) -> dict:
    found = [
        {"decision_id": row["owner_id"], "decision__question": row["words"], "decision__closes_at": row["put_at"],
         "organisation__name": "", "back_by": row["answer_by"]}
        for row in rows if row["row"] == "voice"
    ]  # fmt: skip
    return {"voices_waiting": found}


def to_look_at(*, now):
    """Querysets for `support.to_do`: decisions to look at again today, and objections that nobody has answered."""
    same = {"nobody": Value(None, output_field=BigIntegerField())}
    due = Decision.objects.exclude(outcome="").filter(review_on__lte=timezone.localdate(now)).order_by()
    reviews = due.annotate(
        sort_of_row=Value("review", output_field=CharField()), said_name=Cast("body__name", CharField()),
        said_words=Cast("question", CharField()), at=Cast("review_on", DateTimeField()), **same,
    )  # fmt: skip
    waits = Objection.objects.filter(state=Objection.State.OPEN, voice__decision__outcome="").order_by()
    objections = waits.annotate(
        sort_of_row=Value("objection", output_field=CharField()),
        said_name=Cast("voice__decision__question", CharField()), said_words=Cast("reason", CharField()),
        number=F("voice__decision_id"), at=Cast("raised_at", DateTimeField()), **same,
    )  # fmt: skip
    columns = {"row": F("sort_of_row")}
    return [
        reviews.values("id", "nobody", "said_name", "said_words", "at", **columns),
        objections.values("number", "nobody", "said_name", "said_words", "at", **columns),
    ]


def sorted_out(rows):
    """By sort; `id` is the decision's."""
    found = {sort: [row for row in rows if row["row"] == sort][:FEW] for sort in ("review", "objection")}
    return {"reviews": found["review"], "objections": found["objection"]}
