"""/healthz: is everything alive? Read from Postgres alone, within four seconds, without a session.

Each process writes a heartbeat every ten seconds; dispatch's row also says how its last broker ping went,
and delivery's how its last sending went. Nothing here helps an attacker: only short words come out.
"""

import re
import select
import time

import psycopg2
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import JsonResponse
from django.utils import timezone
from psycopg2.extensions import POLL_OK, POLL_READ

DEADLINE = 3.0  # seconds for connecting and asking together
SILENT_AFTER = 60  # seconds without a heartbeat
LATE_AFTER = 90  # seconds an email may wait past its due time
COPY_LATE_AFTER = 26 * 3600  # seconds since the last copy: one a night, and time to make it
TRIAL_LATE_AFTER = 8 * 24 * 3600  # seconds since a copy was put back for a trial: once a week
PARTS = ("broker", "worker", "beat", "dispatch", "mail")
NAMES = {
    "database": "The database",
    "broker": "The message broker",
    "worker": "The worker",
    "beat": "The clock",
    "dispatch": "The dispatcher",
    "mail": "Post",
    "backup": "The last copy",
}
HARMLESS = re.compile(r"[a-z ,']{1,60}")

ASK = """
    SELECT name, word, extract(epoch FROM clock_timestamp() - at)::float FROM members_heartbeat
    UNION ALL
    (SELECT 'a late email', 'late', 0 FROM members_letter
      WHERE way = 'email' AND state IN ('waiting', 'sending') AND NOT on_hold
        AND due_at < %s::timestamptz - make_interval(secs => %s)
        AND (lease_until IS NULL OR lease_until < clock_timestamp())
      LIMIT 1)
"""


class NoAnswer(Exception):
    """Postgres did not answer in time."""


class Healthz:
    """Stands before all middleware but headers, so that a question about health costs no session, host or redirect."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return healthz(request) if request.path == "/healthz" else self.get_response(request)


@login_not_required
def healthz(request):
    words = check(now=timezone.now())
    response = JsonResponse(words, status=200 if is_well(words) else 503)
    response._has_been_logged = True  # a monitor asks every minute; Django would log each red answer as an error
    return response


def is_well(words: dict[str, str]) -> bool:
    """Whether the site does its work now. A copy that is late is somebody's task tomorrow, and no reason to restart anything."""
    return all(word == "ok" for name, word in words.items() if name != "backup")


def check(*, now, database: dict | None = None) -> dict[str, str]:
    """Each part of the site with "ok" or a word on what is wrong; `database` is how to connect, ours if left out."""
    try:
        rows = _ask(database or connection.get_connection_params(), now=now)
    except (NoAnswer, psycopg2.Error):
        unknown = dict.fromkeys([*PARTS, "backup"], "not known without the database")
        return {"database": "not answering", **unknown}
    return {"database": "ok", **words(rows)}


def words(rows) -> dict[str, str]:
    """What the heartbeats mean; rows are (name, word, age in seconds)."""
    beats = {name: (word, age) for name, word, age in rows}
    found = {name: _liveness(beats.get(name)) for name in ("worker", "beat", "dispatch")}
    found["broker"] = _plain(beats["dispatch"][0]) if found["dispatch"] == "ok" else "not known without dispatch"
    if "a late email" in beats:
        found["mail"] = "letters are waiting too long"
    else:
        found["mail"] = _plain(beats["delivery"][0]) if "delivery" in beats else "ok"
    return {name: found[name] for name in PARTS} | {"backup": backup_word(beats, demo=settings.DEMO)}


def backup_word(beats: dict[str, tuple[str, float]], *, demo: bool) -> str:
    """How copies and their weekly trial stand, in a word. A demonstration is made anew by a command, so it needs none."""
    made, tried = beats.get("backup"), beats.get("try_restore")
    if demo:
        return "ok"
    if made is None:
        return "none yet"
    if made[1] > COPY_LATE_AFTER:
        return "the last copy is old"
    if tried is None:
        return "never put back for a trial"
    if not tried[0].startswith("ok"):
        return "the last trial of a copy failed"
    return "ok" if tried[1] <= TRIAL_LATE_AFTER else "no trial of a copy this week"


def _liveness(beat: tuple[str, float] | None) -> str:
    if beat is None:
        return "not started"
    return "ok" if beat[1] <= SILENT_AFTER else "silent"


def _plain(word: str) -> str:
    return word if HARMLESS.fullmatch(word) else "not well"


def _ask(database: dict, *, now) -> list[tuple[str, str, float]]:
    """One question on a connection of its own, given up after DEADLINE even if Postgres is frozen."""
    ends = time.monotonic() + DEADLINE
    params = {k: v for k, v in database.items() if k not in {"cursor_factory", "client_encoding"}}
    ours = psycopg2.connect(**params, async_=True)
    try:
        _wait(ours, ends)
        cursor = ours.cursor()
        cursor.execute(ASK, [now, LATE_AFTER])
        _wait(ours, ends)
        return cursor.fetchall()
    finally:
        ours.close()


def _wait(ours, ends: float) -> None:
    while (state := ours.poll()) != POLL_OK:
        left = ends - time.monotonic()
        if left <= 0:
            raise NoAnswer
        ways = ([ours.fileno()], [], []) if state == POLL_READ else ([], [ours.fileno()], [])
        select.select(*ways, left)
