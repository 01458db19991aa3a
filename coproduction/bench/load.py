"""Synthetic people, meetings and activities, written by COPY: the same seed gives the same rows.

Synthetic rows carry no history: the history triggers are told to look away for this transaction.
"""

import datetime as dt
import io
import random
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import pgtrigger
from django.db import connection, transaction

from coproduction.dashboards.cells import recounted_afterwards
from meetings.models import Kind, Level, Meeting, Rsvp
from members.models import Body, Channel, Person, Team
from members.models.person import sort_key
from projects.models import Activity, Participation

FIRST = "Ade Bea Cass Dov Eri Fay Gus Hana Ivo Jin Kit Lou Mae Noor Oki Pia Quin Ros Sol Tess Uma Val Wyn Xan Yui Zed".split()
LAST = "Ash Birch Cedar Dale Elm Fern Gorse Heath Ivy Juniper Kelp Larch Moss Nettle Oak Pine Reed Sedge Thorn Willow".split()
KINDS = [
    ("advisory-group-meeting", "Advisory Group meeting", Level.OPERATIONAL, True),
    ("strategy-input", "Strategy input", Level.STRATEGIC, False),
    ("interview-panel", "Interview panel", Level.OPERATIONAL, False),
    ("document-review", "Document review", Level.OPERATIONAL, False),
]
HATS = ["advisory_member", "client", "staff", "carer"]


@dataclass(frozen=True)
class Made:
    """How many rows of each table were written, and their sum."""

    rows: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.rows.values())


def make_load(
    *, people: int, activities: int, meetings: int, seed: int, now: dt.datetime, answers: bool = False
) -> Made:
    """Write the rows; `answers` also asks every person to every meeting. Two to five people take part in an activity."""
    dice = random.Random(seed)  # noqa: S311  (figures to measure with, not secrets)
    with transaction.atomic(), pgtrigger.ignore(), recounted_afterwards():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        kinds, teams, body = _ground(people=people)
        ids = _people(people, dice, now)
        rows = {"people": people, "channels": _channels(ids)}
        meeting_ids = _meetings(meetings, kinds[0], body, now)
        rows["meetings"] = meetings
        rows["answers"] = _answers(meeting_ids, ids, now) if answers else 0
        rows |= _activities(activities, ids, kinds, teams, body, dice, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Made(rows)


def _ground(*, people):
    kinds = [
        Kind.objects.get_or_create(slug=s, defaults={"name": n, "default_level": level, "is_meeting": m})[0]
        for s, n, level, m in KINDS
    ]
    teams = [Team.objects.get_or_create(slug=f"team-{i}", defaults={"name": f"Team {i}"})[0].pk for i in range(1, 9)]
    body = Body.objects.get_or_create(
        slug="advisory-group", defaults={"name": "Advisory Group", "sort": "advisory_group"}
    )[0]
    return kinds, teams, body.pk


def copy(model, columns: list[str], rows: Iterable[tuple]) -> int:
    """Stream rows into a model's table; None becomes NULL, a column not named gets the model's default. How many."""
    rest = [f for f in model._meta.concrete_fields if _needs_a_value(f) and f.column not in columns]
    tail = tuple(_as_text(f.get_default()) for f in rest)
    names = ", ".join(f'"{name}"' for name in [*columns, *(f.column for f in rest)])
    count, rows = 0, iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, 20_000)):
            text = io.StringIO("\n".join("\t".join(map(_cell, (*row, *tail))) for row in batch) + "\n")
            cursor.cursor.copy_expert(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN', text)
            count += len(batch)
    return count


def _needs_a_value(field) -> bool:
    return not (field.null or field.primary_key or field.generated or field.has_db_default())


def _as_text(value):
    return "{" + ",".join(map(str, value)) + "}" if isinstance(value, list) else value


def _cell(value) -> str:
    match value:
        case None:
            return "\\N"
        case True:
            return "t"
        case False:
            return "f"
        case _:
            return str(value).replace("\\", "\\\\").replace("\t", " ").replace("\n", " ")


def _next_ids(model, count: int) -> range:
    """Reserve ids at the end of the model's sequence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        (sequence,) = cursor.fetchone()
        cursor.execute(f"SELECT nextval('{sequence}')")  # noqa: S608  (a name from the database itself)
        (first,) = cursor.fetchone()
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + max(count, 1)])
    return range(first, first + count)


def _people(count, dice, now):
    ids = _next_ids(Person, count)

    def rows():
        for i in ids:
            name = f"{dice.choice(FIRST)} {dice.choice(LAST)} {i}"
            yield (i, "!", name, sort_key(name), "", True, False, "standard", True, False, now.isoformat())

    columns = ["id", "password", "name", "sort_name", "pronouns", "has_lived_experience", "wants_calendar_file",
               "letter_format", "is_active", "is_technical", "created_at"]  # fmt: skip
    copy(Person, columns, rows())
    return ids


def _channels(ids):
    columns = ["person_id", "way", "purpose", "rank", "address", "may_leave_message", "may_say_who", "best_times",
               "who_may_answer"]  # fmt: skip
    rows = ((i, "email", "everything", 1, f"person{i}@load.example", False, False, "", "") for i in ids)
    return copy(Channel, columns, rows)


def _meetings(count, kind, body, now):
    ids = _next_ids(Meeting, count)
    start = (now + dt.timedelta(days=10)).replace(hour=14, minute=0, second=0, microsecond=0)
    columns = ["id", "kind_id", "body_id", "title", "about", "starts_at", "ends_at", "place", "access", "room_offered",
               "room_places", "online_offered", "join_link", "phone_offered", "dial_in", "remote_host", "reminder_days",
               "reminder_time", "reminder_note", "state", "published_at", "cancelled_because", "sequence", "uid", "others",
               "others_le", "created_at"]  # fmt: skip
    rows = (
        (i, kind.pk, body, f"Advisory Group meeting {n}", "Looking at the first ideas together.",
         start.isoformat(), (start + dt.timedelta(hours=2)).isoformat(), "Leatherhead office", "Step-free, hearing loop.",
         True, None, True, "", True, "01632 960 124", "Jo", "{7,3}", "10:00", "", "published",
         (now - dt.timedelta(days=20)).isoformat(), "", 0, f"load-{i}@sametable", 0, 0, now.isoformat())
        for n, i in enumerate(ids, start=1)
    )  # fmt: skip
    copy(Meeting, columns, rows)
    return ids


def _answers(meeting_ids, people_ids, now):
    columns = ["meeting_id", "person_id", "answer", "mode", "either", "via", "round", "invited_at"]
    invited = (now - dt.timedelta(days=20)).isoformat()
    return copy(Rsvp, columns, ((m, p, "", "", False, "", 1, invited) for m in meeting_ids for p in people_ids))


def _activities(count, people_ids, kinds, teams, body, dice, now):
    ids = _next_ids(Activity, count)
    today, stages, parts = now.date(), [1, 2, 3, 4, 5, 6, None], []
    if not people_ids:
        return {"activities": 0, "participations": 0}

    def rows():
        for i in ids:
            kind, day = dice.choice(kinds), today - dt.timedelta(days=dice.randrange(0, 1460))
            parts.extend((i, p) for p in {dice.choice(people_ids) for _ in range(dice.randint(2, 5))})
            yield (i, kind.pk, f"{kind.name} {i}", "", dice.choice(teams), body, day, day, "", "", "", kind.default_level,
                   dice.choice(stages), dice.choice([60, 90, 120, None]), 0, 0, "held", False, now.isoformat())  # fmt: skip

    columns = ["id", "kind_id", "title", "summary", "team_id", "body_id", "started_on", "ended_on", "place", "mode",
               "method", "level", "stage", "minutes", "others", "others_le", "state", "needs_detail", "logged_at"]  # fmt: skip
    copy(Activity, columns, rows())
    part_columns = [
        "activity_id",
        "person_id",
        "hats",
        "contact_minutes",
        "prep_minutes",
        "from_register",
        "edited_by_hand",
    ]
    part_rows = (
        (a, p, "{" + HATS[(a + p) % 4] + "}", 60 if (a + p) % 3 else None, None, False, False) for a, p in parts
    )
    return {"activities": count, "participations": copy(Participation, part_columns, part_rows)}
