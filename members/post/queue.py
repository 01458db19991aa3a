"""The queue in Postgres: claimed with a lease, locked one by one, recorded one by one (reliability 1.2).

Business time is the `now` that is passed; only leases look at the database's clock. A try that is about to begin
is written in the commit that ends the one before it, so that a crash leaves exactly one try without an end.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from members.models import Letter
from members.models.letter import Lane, LetterState
from members.post.prepared import Prepared
from members.rules import access

IN_THE_WEEKLY_LETTER = "It came in the weekly letter."  # why a letter counts as sent without a message of its own
MOST_UNSURE = 2  # how often a letter that may have arrived is tried again
HEADROOM = 0.55  # the part of a lease that must be left before a try begins: EMAIL_TIMEOUT and a little

CLAIM = """
WITH mine AS MATERIALIZED (
    SELECT id FROM members_letter
     WHERE state = 'waiting' AND NOT on_hold AND lane = ANY(%(lanes)s) AND due_at <= %(due)s
     ORDER BY lane, due_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED)
UPDATE members_letter AS l
   SET state = 'sending', attempts = attempts + 1, lease_token = %(token)s,
       lease_until = clock_timestamp() + make_interval(secs => %(lease)s)
  FROM mine WHERE l.id = mine.id RETURNING l.id
"""
BEGIN = """
INSERT INTO members_letterattempt (letter_id, number, started_at, outcome)
SELECT id, attempts, %(now)s, '' FROM members_letter WHERE id = %(next)s
"""
BLOCKING = ", ".join(f"'{need}'" for need in sorted(access.BLOCKING))
LOOK = Prepared(
    "letter_look",
    f"""
SELECT l.state = 'sending' AND l.lease_token = %(token)s
       AND l.lease_until > clock_timestamp() + make_interval(secs => %(headroom)s),
       p.died_on, p.paused_at, p.essential_post_only_at,
       EXISTS (SELECT FROM members_membership m WHERE m.person_id = p.id AND m.state IN ('left', 'stopped_by_charity'))
         AND NOT EXISTS (SELECT FROM members_membership m WHERE m.person_id = p.id
                          AND m.state NOT IN ('left', 'not_now', 'declined', 'signposted', 'stopped_by_charity'))
         AND NOT EXISTS (SELECT FROM members_seat s WHERE s.person_id = p.id AND (s.ends IS NULL OR s.ends > %(today)s))
         AND NOT EXISTS (SELECT FROM members_rolegrant g WHERE g.person_id = p.id AND g.role <> 'member'
                          AND (g.ends IS NULL OR g.ends >= %(today)s)),
       CASE WHEN l.way_is_fixed THEN l.way ELSE coalesce(c.way, l.way) END, coalesce(c.address, ''), l.on_hold,
       coalesce(w.wish, ''), coalesce(w.weekly_letter, false), w.most_a_week,
       CASE WHEN l.lane = 2 AND NOT l.is_essential THEN (
            SELECT count(*) FROM members_letter x
             WHERE x.person_id = l.person_id AND x.lane = 2 AND NOT x.is_essential AND x.id <> l.id
               AND (x.state = 'sent' AND x.sent_at > %(week_ago)s AND x.reason <> %(inside)s
                    OR x.state = 'sending' AND x.due_at > %(week_ago)s AND (x.lease_until IS NULL OR x.id < l.id)))
            ELSE 0 END,
       (SELECT array_agg(n.need || '=' || n.choice) FROM members_accessneed n
         WHERE n.person_id = p.id AND n.need IN ({BLOCKING})
           AND (SELECT e.given FROM members_consentevent e
                 WHERE e.person_id = p.id AND e.consent = 'lived_experience' AND e.about = '' ORDER BY e.id DESC LIMIT 1))
  FROM members_letter l
  LEFT JOIN members_person p ON p.id = l.person_id
  LEFT JOIN LATERAL (
       SELECT weekly_letter, most_a_week,
              CASE %(purpose)s WHEN 'meetings' THEN meetings WHEN 'invitations' THEN invitations WHEN 'news' THEN news
                               WHEN 'surveys' THEN surveys ELSE '' END AS wish
         FROM members_postwishes WHERE person_id = l.person_id) w ON true
  LEFT JOIN LATERAL (
       SELECT way, address FROM members_channel
        WHERE person_id = l.person_id AND purpose IN (%(purpose)s, 'everything')
          AND (NOT l.way_is_fixed OR way = l.way OR (way IN ('phone', 'text') AND l.way IN ('phone', 'text')))
        ORDER BY coalesce(way = w.wish, false) DESC, purpose = 'everything', rank, id LIMIT 1) c ON true
 WHERE l.id = %(id)s FOR UPDATE OF l
""",
    {
        "id": "bigint",
        "token": "uuid",
        "headroom": "float8",
        "today": "date",
        "purpose": "text",
        "week_ago": "timestamptz",
        "inside": "text",
    },
)
END = Prepared("letter_end", """
WITH ended AS (
    UPDATE members_letterattempt SET ended_at = %(now)s, outcome = %(outcome)s, code = %(code)s
     WHERE letter_id = %(id)s AND ended_at IS NULL AND %(outcome)s <> ''),
forgotten AS (
    DELETE FROM members_letterattempt WHERE letter_id = %(id)s AND ended_at IS NULL AND %(outcome)s = ''),
begun AS (
    INSERT INTO members_letterattempt (letter_id, number, started_at, outcome)
    SELECT id, attempts, %(now)s, '' FROM members_letter WHERE id = %(following)s)
UPDATE members_letter
   SET state = %(state)s, reason = %(reason)s, due_at = coalesce(%(due)s, due_at), sent_at = %(sent)s, way = %(way)s,
       attempts = attempts - %(given_back)s, unsure = unsure + %(unsure)s, lease_until = NULL, lease_token = NULL,
       to_address = coalesce(%(to)s, to_address), subject = coalesce(%(subject)s, subject),
       text = coalesce(%(text)s, text), html = coalesce(%(html)s, html),
       attachments = coalesce(%(attachments)s, attachments), sealed = CASE WHEN %(wipe)s THEN NULL ELSE sealed END
 WHERE id = %(id)s
""", {
    "id": "bigint", "now": "timestamptz", "outcome": "text", "code": "int", "following": "bigint", "state": "text",
    "reason": "text", "due": "timestamptz", "sent": "timestamptz", "way": "text", "given_back": "int", "unsure": "int",
    "to": "text", "subject": "text", "text": "text", "html": "text", "attachments": "jsonb", "wipe": "boolean",
})  # fmt: skip
GIVE_BACK = """
UPDATE members_letter SET state = 'waiting', attempts = attempts - 1, lease_until = NULL, lease_token = NULL,
       due_at = coalesce(%(due)s, due_at)
 WHERE id = ANY(%(ids)s) AND state = 'sending' AND lease_token = %(token)s
"""
NOT_BEGUN = """
WITH back AS (
    UPDATE members_letter SET state = 'waiting', attempts = attempts - 1, lease_until = NULL, lease_token = NULL
     WHERE id = %(id)s AND state = 'sending' AND lease_token = %(token)s RETURNING id)
DELETE FROM members_letterattempt WHERE letter_id IN (SELECT id FROM back) AND ended_at IS NULL
"""
PICK_UP = """
WITH late AS MATERIALIZED (
    SELECT id FROM members_letter WHERE state = 'sending' AND lease_until < clock_timestamp()
     ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED),
begun AS (
    UPDATE members_letterattempt a SET ended_at = %(now)s, outcome = 'did not end'
      FROM late WHERE a.letter_id = late.id AND a.ended_at IS NULL RETURNING a.letter_id)
UPDATE members_letter l
   SET lease_until = NULL, lease_token = NULL,
       attempts = l.attempts - CASE WHEN b.letter_id IS NULL THEN 1 ELSE 0 END,
       unsure = l.unsure + CASE WHEN b.letter_id IS NULL THEN 0 ELSE 1 END,
       state = CASE WHEN b.letter_id IS NOT NULL AND (l.unsure >= %(most)s OR l.lane = %(code_lane)s)
                    THEN 'uncertain' ELSE 'waiting' END,
       sealed = CASE WHEN b.letter_id IS NOT NULL AND l.lane = %(code_lane)s THEN NULL ELSE sealed END,
       reason = CASE WHEN b.letter_id IS NULL THEN l.reason ELSE 'The computer stopped while sending it.' END
  FROM late LEFT JOIN begun b ON b.letter_id = late.id
 WHERE l.id = late.id
"""


@dataclass(frozen=True)
class Seen:
    """What holds for a letter and its person at the very moment it would leave."""

    ours: bool
    died_on: date | None
    paused_at: datetime | None
    essential_only_since: datetime | None
    has_left: bool
    way: str
    address: str
    on_hold: bool
    wish: str = ""
    wants_weekly_letter: bool = False
    most_a_week: int | None = None
    this_week: int = 0
    needs: list[str] | None = None  # those that can forbid a way of sending, as "need=choice"


def pick_up(*, now: datetime) -> None:
    """Letters whose lease ran out wait again; one whose try had begun may have arrived, and says so."""
    values = {"now": now, "most": MOST_UNSURE, "code_lane": int(Lane.CODE)}
    with connection.cursor() as cursor:
        cursor.execute(PICK_UP, values)


def claim(*, now: datetime, due: datetime, limit: int, lanes) -> tuple[uuid.UUID, list[Letter]]:
    """At most `limit` letters that were due by `due`, ours until the lease ends; the first one's try has begun."""
    token = uuid.uuid4()
    values = {"lanes": [int(lane) for lane in lanes], "due": due, "limit": limit, "token": token}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CLAIM, values | {"lease": settings.POST_LEASE})
        ids = [row[0] for row in cursor.fetchall()]
        letters = (
            list(Letter.objects.filter(pk__in=ids).select_related("person").order_by("lane", "due_at", "pk"))
            if ids
            else []
        )
        if letters:
            begin(letters[0], now=now)
    return token, letters


def begin(letter: Letter, *, now: datetime) -> None:
    """A try begins; committed before anything is sent."""
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, {"next": letter.pk, "now": now})


def look(letter: Letter, *, token, purpose: str, today: date, now: datetime) -> Seen:
    """Lock the letter and read, in one statement, whether it is still ours and how its person stands."""
    values = {"id": letter.pk, "token": token, "purpose": str(purpose), "today": today}
    values |= {"week_ago": now - timedelta(days=7), "inside": IN_THE_WEEKLY_LETTER}
    row = LOOK.run(values | {"headroom": settings.POST_LEASE * HEADROOM})
    return Seen(*row) if row else Seen(False, None, None, None, False, letter.way, "", False)


def end(
    letter: Letter, *, now: datetime, state: str, following: Letter | None, outcome: str = "", reason: str = "", **more
):
    """What became of this try, and of the letter; the try of the `following` one begins in the same breath.

    `more`: code, due, way, given_back, unsure, to, subject, text, html, attachments (JSON), wipe. Without an outcome
    nothing was tried.
    """
    values = {
        "id": letter.pk, "now": now, "state": str(state), "outcome": outcome, "code": None, "reason": reason[:300], "due": None,
        "way": str(letter.way), "sent": now if state == LetterState.SENT else None, "given_back": 0, "unsure": 0,
        "to": None, "subject": None, "text": None, "html": None, "attachments": None, "wipe": False,
        "following": following.pk if following else None,
    }  # fmt: skip
    END.run(values | more)


def not_begun(letter: Letter, *, token) -> None:
    """Too little of the lease was left to begin: when it is still ours it waits again, and nobody takes it for sent."""
    with connection.cursor() as cursor:
        cursor.execute(NOT_BEGUN, {"id": letter.pk, "token": token})


def give_back(letters: list[Letter], *, token, due: datetime | None = None) -> None:
    """Letters we claimed and did not come to; their try is not counted."""
    ids = [letter.pk for letter in letters]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM members_letterattempt WHERE letter_id = ANY(%s) AND ended_at IS NULL", [ids])
        cursor.execute(GIVE_BACK, {"ids": ids, "token": token, "due": due})
