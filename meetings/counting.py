"""How many hold, want and wait for places, and how many answered what. Numbers only."""

from dataclasses import dataclass, field

from django.db import connection

from meetings.models import Answer, Mode, Rsvp
from members.rules.fewest import fewest

COUNTED = ("people", "waiting", "last_place", "last_turn", "company", "company_waiting")
COUNTS = """count(place_no), count(*) - count(place_no), max(place_no), max(greatest(queue_no, brings_turn)),
       sum(brings_seated), sum(brings - brings_seated) FILTER (WHERE brings_turn IS NOT NULL)"""
PLACES = f"""
SELECT mode, {COUNTS}
  FROM {Rsvp._meta.db_table}
 WHERE meeting_id = %s AND answer = '{Answer.YES.value}' AND removed_at IS NULL AND id <> %s
 GROUP BY mode
"""
ANSWERS = f"""
SELECT meeting_id, answer, mode, count(*), {COUNTS}
  FROM {Rsvp._meta.db_table}
 WHERE meeting_id = ANY(%s) AND removed_at IS NULL
 GROUP BY meeting_id, answer, mode
"""


@dataclass(frozen=True)
class Places:
    """One way to take part in one meeting: how many places there are (None: no limit) and who holds them.

    `company` are the seats of supporters and interpreters beside them, `company_waiting` those still wanted.
    """

    mode: Mode
    limit: int | None
    people: int = 0
    waiting: int = 0
    last_place: int = 0
    last_turn: int = 0
    company: int = 0
    company_waiting: int = 0

    @property
    def taken(self) -> int:
        """Seats that are in use."""
        return self.people + self.company

    @property
    def left(self) -> float:
        return float("inf") if self.limit is None else max(0, self.limit - self.taken)

    @property
    def has_room(self) -> bool:
        """Whether the next to say yes gets a place: one is free and nobody waits for it."""
        return not self.waiting and not self.company_waiting and self.left > 0

    @property
    def over(self) -> int:
        """How many more are in than fit, after somebody lowered the number."""
        return 0 if self.limit is None else max(0, self.taken - self.limit)


@dataclass(frozen=True)
class Coming:
    """What everybody who sees a meeting may know of the answers: how many come, unless they are few (SUPP-02)."""

    people: int | None
    fewest: int

    @property
    def is_few(self):
        return self.people is None


@dataclass
class Answers:
    """How many of those asked answered what. Numbers only."""

    asked: int = 0
    maybe: int = 0
    no: int = 0
    silent: int = 0
    ways: list[Places] = field(default_factory=list)

    @property
    def coming(self) -> int:
        return sum(way.people for way in self.ways)

    @property
    def waiting(self) -> int:
        return sum(way.waiting for way in self.ways)

    def told(self) -> Coming:
        """For those who may not see answers: no way to take part, no refusal, and no number below the threshold."""
        return Coming(None if 0 < self.coming < fewest() else self.coming, fewest())


def places_of(meeting, *, besides=None) -> dict[str, Places]:
    """Places of every way a meeting offers, by one query; `besides` leaves one answer out.

    Both questions here are written by hand: they run at every answer and on every page, and Django takes longer to
    phrase them than Postgres to answer them.
    """
    with connection.cursor() as cursor:
        cursor.execute(PLACES, [meeting.pk, besides.pk if besides is not None else 0])
        rows = {mode: dict(zip(COUNTED, counts, strict=True)) for mode, *counts in cursor.fetchall()}
    return {m.value: _places(meeting, m, rows.get(m.value)) for m in meeting.modes}


def answers_of(meeting) -> Answers:
    """All numbers of one meeting."""
    return answers_of_many([meeting])[meeting.pk]


def answers_of_many(meetings) -> dict[int, Answers]:
    """The same for several meetings, still by one query."""
    rows = {}
    with connection.cursor() as cursor:
        cursor.execute(ANSWERS, [[meeting.pk for meeting in meetings]])
        for meeting_id, answer, mode, people, *counts in cursor.fetchall():
            row = {"answer": answer, "mode": mode, "asked": people, **dict(zip(COUNTED, counts, strict=True))}
            rows.setdefault(meeting_id, []).append(row)
    return {meeting.pk: _answers(meeting, rows.get(meeting.pk, [])) for meeting in meetings}


def _places(meeting, mode, row) -> Places:
    counts = {name: (row or {}).get(name) or 0 for name in COUNTED}
    return Places(mode=mode, limit=meeting.places(mode.value), **counts)


def _answers(meeting, rows) -> Answers:
    count = {}
    for row in rows:
        count[row["answer"]] = count.get(row["answer"], 0) + row["asked"]
    coming = {row["mode"]: row for row in rows if row["answer"] == Answer.YES}
    ways = [_places(meeting, m, coming.get(m.value)) for m in Mode if m in meeting.modes or m.value in coming]
    return Answers(
        asked=sum(count.values()),
        maybe=count.get("maybe", 0),
        no=count.get("no", 0),
        silent=count.get("", 0),
        ways=ways,
    )
