"""The queue in Postgres: claimed with a lease, locked one by one, recorded one by one (reliability 1.2).

Business time is the `now` that is passed; only leases look at the database's clock. A try that is about to begin
is written in the commit that ends the one before it, so that a crash leaves exactly one try without an end.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction

from members.models import Letter, Person
from members.models.letter import Lane, LetterState
from members.post import looking
from members.post.failures import TEST_LETTER, in_full
from members.post.kinds import Kind
from members.post.prepared import Prepared, columns_of, in_one_breath

UNREACHED = "The mail server cannot be reached."
MOST_UNSURE = 2  # how often a letter that may have arrived is tried again

CLAIM = """
WITH mine AS MATERIALIZED (
    SELECT id FROM members_letter
     WHERE state = 'waiting' AND NOT on_hold AND lane = ANY(%(lanes)s) AND due_at <= %(due)s
     ORDER BY lane, due_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED),
claimed AS (
    UPDATE members_letter AS l
       SET state = 'sending', attempts = attempts + 1, lease_token = %(token)s,
           lease_until = clock_timestamp() + make_interval(secs => %(lease)s)
      FROM mine WHERE l.id = mine.id RETURNING l.*),
begun AS (
    INSERT INTO members_letterattempt (letter_id, number, started_at, outcome)
    SELECT id, attempts, %(now)s, '' FROM claimed ORDER BY lane, due_at, id LIMIT 1)
SELECT {columns} FROM claimed l LEFT JOIN members_person p ON p.id = l.person_id ORDER BY l.lane, l.due_at, l.id
"""
BEGIN = """
INSERT INTO members_letterattempt (letter_id, number, started_at, outcome)
SELECT id, attempts, %(now)s, '' FROM members_letter WHERE id = %(next)s
"""
END = """
WITH done AS (
    UPDATE members_letter
       SET state = %(state)s, reason = %(reason)s, due_at = coalesce(%(due)s, due_at), sent_at = %(sent)s, way = %(way)s,
           attempts = attempts - %(given_back)s, unsure = unsure + %(unsure)s, lease_until = NULL, lease_token = NULL,
           to_address = coalesce(%(to)s, to_address), subject = coalesce(%(subject)s, subject),
           text = coalesce(%(text)s, text), html = coalesce(%(html)s, html),
           attachments = coalesce(%(attachments)s, attachments), sealed = CASE WHEN %(wipe)s THEN NULL ELSE sealed END
     WHERE id = %(id)s AND lease_token = %(token)s RETURNING id),
begun AS (
    {begun} WHERE letter_id = (SELECT id FROM done) AND ended_at IS NULL)
INSERT INTO members_letterattempt (letter_id, number, started_at, outcome)
SELECT id, attempts, %(now)s, '' FROM members_letter WHERE id = %(following)s AND EXISTS (SELECT FROM done)
"""
TYPES = {
    "id": "bigint", "token": "uuid", "now": "timestamptz", "following": "bigint", "state": "text", "reason": "text",
    "due": "timestamptz", "sent": "timestamptz", "way": "text", "given_back": "int", "unsure": "int", "to": "text",
    "subject": "text", "text": "text", "html": "text", "attachments": "jsonb", "wipe": "boolean",
}  # fmt: skip
TRIED = Prepared(
    "letter_end",
    END.format(begun="UPDATE members_letterattempt SET ended_at = %(now)s, outcome = %(outcome)s, code = %(code)s"),
    TYPES | {"outcome": "text", "code": "int"},
)
NOT_TRIED = Prepared("letter_end_not_tried", END.format(begun="DELETE FROM members_letterattempt"), TYPES)
# A plan made while hardly any tries were kept would read all of them, for each letter, when there are thousands.
BY_INDEX = b"SET LOCAL enable_seqscan = off; "
PASS_ON = b"; COMMIT; BEGIN; " + BY_INDEX  # Django and psycopg2 need not know: in a transaction before and after
GIVE_BACK = """
UPDATE members_letter SET state = 'waiting', attempts = attempts - 1, lease_until = NULL, lease_token = NULL,
       due_at = coalesce(%(due)s, due_at),
       reason = CASE WHEN kind = %(test)s AND %(said)s <> '' THEN %(said)s ELSE reason END
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


def pick_up(*, now: datetime) -> None:
    """Letters whose lease ran out wait again; one whose try had begun may have arrived, and says so."""
    values = {"now": now, "most": MOST_UNSURE, "code_lane": int(Lane.CODE)}
    with connection.cursor() as cursor:
        cursor.execute(PICK_UP, values)


def claim(*, now: datetime, due: datetime, limit: int, lanes) -> tuple[str, list[Letter]]:
    """At most `limit` letters that were due by `due`, with their people, in the order in which they leave; ours until the
    lease ends. The first one's try has begun. One question, because every batch asks it."""
    token, letters, people = str(uuid.uuid4()), columns_of(Letter), columns_of(Person)
    values = {"lanes": [int(lane) for lane in lanes], "due": due, "limit": limit, "token": token, "now": now}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            CLAIM.format(columns=f"{letters.of('l')}, {people.of('p')}"), values | {"lease": settings.POST_LEASE}
        )
        rows = cursor.fetchall()
    found = []
    for row in rows:
        letter = letters.made(row[: letters.count])
        letter.person = people.made(row[letters.count :]) if letter.person_id else None
        found.append(letter)
    return token, found


def begin(letter: Letter, *, now: datetime) -> None:
    """A try begins; committed before anything is sent."""
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, {"next": letter.pk, "now": now})


def look(letter: Letter, kind: Kind, *, token, today: date, now: datetime) -> looking.Seen:
    """Lock the letter and read, in one statement, whether it is still ours and how its person stands."""
    row = in_one_breath(looking.question(letter, kind, token=token, now=now), first=BY_INDEX)
    return looking.answer(row, letter, kind, today)


def end(
    letter: Letter,
    *,
    token,
    now: datetime,
    state: str,
    following: Letter | None,
    outcome: str = "",
    reason: str = "",
    **more,
):
    """What became of this try, and of the letter; the try of the `following` one begins in the same breath.

    `more`: code, due, way, given_back, unsure, to, subject, text, html, attachments (JSON), wipe. Without an outcome
    nothing was tried. Of a letter that is no longer ours nothing is written.
    """
    statement, values = _ending(letter, token, now, state, following, outcome, reason, more)
    statement.run(values)


def end_and_look(
    letter: Letter,
    following: Letter,
    kind: Kind,
    *,
    token,
    today: date,
    now: datetime,
    state: str,
    outcome: str = "",
    reason: str = "",
    **more,
) -> looking.Seen:
    """`end`, commit, and `look` at the following letter of this kind in a new transaction, in one question to Postgres.

    For a sender in a transaction of its own only. When it raises, the letter may have ended or not: `end` can be asked again.
    """
    ending = _ending(letter, token, now, state, following, outcome, reason, more)
    row = in_one_breath(ending, looking.question(following, kind, token=token, now=now), between=PASS_ON)
    return looking.answer(row, following, kind, today)


def _ending(letter, token, now, state, following, outcome, reason, more) -> tuple[Prepared, dict]:
    return TRIED if outcome else NOT_TRIED, {
        "id": letter.pk, "token": token, "now": now, "state": str(state), "outcome": outcome, "code": None,
        "reason": reason[:300], "due": None, "way": str(letter.way), "sent": now if state == LetterState.SENT else None,
        "given_back": 0, "unsure": 0, "to": None, "subject": None, "text": None, "html": None, "attachments": None,
        "wipe": False, "following": following.pk if following else None,
    } | more  # fmt: skip


def not_begun(letter: Letter, *, token) -> None:
    """Too little of the lease was left to begin: when it is still ours it waits again, and nobody takes it for sent."""
    with connection.cursor() as cursor:
        cursor.execute(NOT_BEGUN, {"id": letter.pk, "token": token})


def give_back(letters: Iterable[Letter], *, token, due: datetime | None = None, said: str = "") -> None:
    """Letters we claimed and did not come to; their try is not counted. `said`: why, for a test letter alone."""
    ids = [letter.pk for letter in letters]
    if not ids:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM members_letterattempt WHERE letter_id = ANY(%s) AND ended_at IS NULL", [ids])
        values = {"ids": ids, "token": token, "due": due, "test": TEST_LETTER}
        cursor.execute(GIVE_BACK, values | {"said": in_full(UNREACHED, said)[:300] if said else ""})
