"""The one door for post: every letter is noted here, in the transaction that caused it (house, *Letter*).

Nothing is rendered or sent here; `delivery` does that after the commit, from what is then true.
"""

import json
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now

from members.models import ContactTask, Letter
from members.models.channel import Way
from members.models.contact import Outcome
from members.models.letter import Lane, LetterState
from members.post import kinds, unaware, window
from members.post.compose import compose
from members.post.kinds import Rendered
from members.post.prepared import PreparedRow

__all__ = [
    "Lane",
    "PreparedRow",
    "Rendered",
    "compose",
    "note",
    "note_many",
    "note_set",
    "noting",
    "nudge",
    "register",
    "withhold",
]

INTO = f"""
INSERT INTO {Letter._meta.db_table} (key, kind, person_id, about, facts, lane, way, way_is_fixed, is_essential, due_at,
       expires_at, message_id, state, reason, on_hold, attempts, unsure, created_at, to_address, subject, text, html,
       attachments, is_sensitive)
SELECT r.key, %(kind)s, r.person_id, r.about, r.facts, %(lane)s, coalesce(r.way, c.way, '{Way.EMAIL}'), r.way IS NOT NULL,
       %(essential)s, r.due_at, r.expires_at,
       '<' || left(encode(sha256(convert_to(%(seed)s || r.key, 'UTF8')), 'hex'), 32) || '@' || %(domain)s || '>',
       '{LetterState.WAITING}', '', false, 0, 0, %(now)s, '', '', '', '', '[]', false
"""
ONE_BY_ONE = """
  LEFT JOIN LATERAL (
       SELECT way FROM members_channel WHERE person_id = r.person_id AND purpose IN (%(purpose)s, 'everything')
        ORDER BY not_arriving_since IS NOT NULL, purpose = 'everything', rank, id LIMIT 1) c ON true
"""
ALL_AT_ONCE = """
  LEFT JOIN (
       SELECT DISTINCT ON (person_id) person_id, way FROM members_channel WHERE purpose IN (%(purpose)s, 'everything')
        ORDER BY person_id, not_arriving_since IS NOT NULL, purpose = 'everything', rank, id) c ON c.person_id = r.person_id
"""
THOSE_REACHED = """
 WHERE (%(human_twin)s OR coalesce(r.way, c.way) = 'email')
"""
IN_ORDER = """
 ORDER BY r.person_id, r.key
    ON CONFLICT (key) DO NOTHING
"""
# What `nudge` does, in the same question: people who answer at the same moment wait in a line while we ask.
AND_NUDGE = "SELECT count(*), CASE WHEN count(*) > 0 THEN pg_notify('post', '') END FROM noted"
FROM_ROWS = """
  FROM unnest(%(keys)s::text[], %(people)s::bigint[], %(abouts)s::text[], %(facts)s::jsonb[], %(dues)s::timestamptz[],
              %(ends)s::timestamptz[], %(ways)s::text[]) AS r (key, person_id, about, facts, due_at, expires_at, way)
"""


def register(
    kind, *, render, still_true, lane, essential, windowed, purpose, words, human_twin=True,
    to_the_paused=False, after_leaving=False, rule="", to=None, to_name=None, reads=None, link="",
):  # fmt: skip
    """Make a kind of letter known; called in `AppConfig.ready()`.

    render(letter, *, now) -> Rendered; still_true(letter, *, now) -> "" or why it is withheld.
    essential: leaves although optional post is off; windowed: waits for the sending window (COM-09);
    human_twin: becomes a call or printed letter for people without email (False: is then not noted).
    to_the_paused and after_leaving are for sign-in codes and for the thank-you of MEM-07 alone.
    rule: who gets it and when, in a sentence for the message page.
    to(letter) -> the address of somebody else who gets it (a supporter), instead of the person's own; "" when none.
    to_name(letter) -> the name of a guest, for the call or the printed letter, when the letter has no person.
    reads, link: the PreparedRow found as `letter.beside` and the purpose of the link it carries; both are read
    together with the letter, so that a mailing asks Postgres one question a letter.
    """
    kinds.add(
        kinds.make(
            kind, render=render, still_true=still_true, lane=lane, essential=essential, windowed=windowed,
            purpose=purpose, words=words, human_twin=human_twin, to_the_paused=to_the_paused, after_leaving=after_leaving,
            rule=rule, to=to, to_name=to_name, reads=reads, link=link,
        )
    )  # fmt: skip


def note(*, kind, key, person, about, facts=None, due_at, expires_at=None, now, way=None, windowed=None) -> None:
    """Note one letter in the caller's transaction; a key that exists already changes nothing.

    `windowed` overrides what the kind says, for moves and cancellations within 72 hours.
    """
    row = {
        "key": key, "person": person, "about": about, "facts": facts, "due_at": due_at, "expires_at": expires_at,
        "way": way, "windowed": windowed, "kind": kind,
    }  # fmt: skip
    note_many([row], now=now)


def note_many(rows: Iterable[dict], *, now: datetime) -> int:
    """The same for dicts of note's names (`person` may be a Person or an id); one statement a kind. How many are new."""
    by_kind: dict[str, list[dict]] = {}
    for row in rows:
        by_kind.setdefault(row["kind"], []).append(row)
    with transaction.atomic(savepoint=False):
        return sum(_insert_rows(kinds.get(name), group, now=now) for name, group in by_kind.items())


def note_set(*, kind, source, about, due_at, expires_at=None, now, windowed=None) -> int:
    """A whole mailing in one INSERT … SELECT. `source` is a queryset of exactly three columns by
    `.values_list("key", "person_id", "facts")`: text, id, jsonb. How many are new."""
    of = kinds.get(kind)
    sql, params = source.order_by().query.sql_with_params()
    names = {f"source_{n}": value for n, value in enumerate(params)}
    select = sql % tuple(f"%(source_{n})s" for n in range(len(params))) if params else sql
    statement = f"""WITH noted AS ({INTO} FROM (
        SELECT s.key, s.person_id, %(about)s AS about, s.facts, %(due_at)s::timestamptz AS due_at,
               %(expires_at)s::timestamptz AS expires_at, NULL::text AS way
          FROM ({select}) AS s (key, person_id, facts)) AS r {ALL_AT_ONCE}{_ending(of)} SELECT count(*) FROM noted"""  # noqa: S608 — our own queryset
    values = _shared(of, now=now) | names
    values |= {"about": about, "due_at": _due(of, due_at, windowed), "expires_at": expires_at}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        noted = cursor.fetchone()[0]
        if noted:
            nudge()
    return noted


def _insert_rows(kind, rows, *, now) -> int:
    with connection.cursor() as cursor:
        cursor.execute(*_noting(kind, rows, now=now))
        return cursor.fetchone()[0]


def noting(row: dict, *, now: datetime) -> tuple[str, dict]:
    """What notes one letter, as one statement with its values: for whoever holds a lock that others wait for, and sends it
    together with a statement of their own."""
    return _noting(kinds.get(row["kind"]), [row], now=now)


def _noting(kind, rows, *, now) -> tuple[str, dict]:
    openings = {}
    dues = []
    for row in rows:
        ask = (row["due_at"], row.get("windowed"))
        if ask not in openings:
            openings[ask] = _due(kind, *ask)
        dues.append(openings[ask])
    values = _shared(kind, now=now) | {
        "keys": [row["key"] for row in rows],
        "people": [getattr(row["person"], "pk", row["person"]) for row in rows],
        "abouts": [row.get("about") or "" for row in rows],
        "facts": [json.dumps(facts) if (facts := row.get("facts")) else "{}" for row in rows],
        "dues": dues,
        "ends": [row.get("expires_at") for row in rows],
        "ways": [str(way) if (way := row.get("way")) else None for row in rows],
    }
    return f"WITH noted AS ({INTO}{FROM_ROWS}{ONE_BY_ONE}{_ending(kind)} {AND_NUDGE}", values


def _ending(kind) -> str:
    """Who of them is reached, in which order, and who has heard of us by it."""
    return f"{THOSE_REACHED}{unaware.left_out()}{IN_ORDER} RETURNING person_id){unaware.then_aware(kind)}"


def _due(kind, due_at, windowed):
    return window.opening(due_at) if (kind.windowed if windowed is None else windowed) else due_at


def _shared(kind, *, now):
    return {
        "kind": kind.name,
        "lane": int(kind.lane),
        "essential": kind.essential,
        "purpose": str(kind.purpose),
        "human_twin": kind.human_twin,
        "domain": settings.MAIL_DOMAIN,
        "seed": secrets.token_hex(16),  # one for all: a random uuid for each letter costs Postgres twice as much
        "now": now,
    }


def nudge() -> None:
    """Tell the dispatcher, when this transaction commits, that something is due."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('post', '')")


@transaction.atomic
def withhold(*, about, kinds=None, person=None, reason) -> int:
    """Waiting letters about something that are no longer wanted, and the calls and letters made from them."""
    wanted = Letter.objects.filter(about=about)
    if kinds is not None:
        wanted = wanted.filter(kind__in=kinds)
    if person is not None:
        wanted = wanted.filter(person=person)
    waiting = wanted.filter(state=LetterState.WAITING)
    lying = wanted.filter(state=LetterState.SENDING, task__closed_at=None, task__isnull=False)
    lying_ids = list(lying.order_by("pk").values_list("pk", flat=True))
    ContactTask.objects.filter(letter__in=lying_ids, closed_at=None).update(
        outcome=Outcome.NOT_NEEDED, closed_at=Now(), note=reason[:300]
    )
    change = {"state": LetterState.WITHHELD, "reason": reason[:300], "on_hold": False}
    return waiting.update(**change) + Letter.objects.filter(pk__in=lying_ids).update(**change)
