"""Work that takes over a second: noted in the transaction that wants it, done by the worker, shown as done of total."""

import logging
import time
import uuid
from collections.abc import Callable
from contextlib import contextmanager, suppress
from datetime import datetime

from django.db import DatabaseError, connection, transaction

from members.models import Job
from members.models.job import JobState
from members.post import letters

LEASE = 120  # seconds; every sign of progress renews it
MOST_TRIES = 3
TOLD_EVERY = 0.5  # seconds between two signs of progress from inside a transaction
LONGEST_WAIT = "1s"  # for one such sign
AGAIN = "again"  # what a runner returns that did a good part and wants another turn for the rest
log = logging.getLogger(__name__)
_runners: dict[str, Callable] = {}

CLAIM = f"""
WITH mine AS MATERIALIZED (
    SELECT id FROM {Job._meta.db_table}
     WHERE kind = ANY(%(kinds)s) AND attempts < {MOST_TRIES}
       AND (state = 'waiting' OR (state = 'running' AND lease_until < clock_timestamp()))
     ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
UPDATE {Job._meta.db_table} AS job
   SET state = 'running', attempts = attempts + 1, lease_token = %(token)s,
       lease_until = clock_timestamp() + make_interval(secs => {LEASE})
  FROM mine WHERE job.id = mine.id RETURNING job.id
"""
GIVE_UP = f"""
UPDATE {Job._meta.db_table} SET state = 'failed', error = 'It stopped three times before the end.', ended_at = clock_timestamp()
 WHERE state = 'running' AND attempts >= {MOST_TRIES} AND lease_until < clock_timestamp()
"""
RENEW = f"""
UPDATE {Job._meta.db_table} SET done = %s, "of" = %s, lease_until = clock_timestamp() + make_interval(secs => {LEASE})
 WHERE id = %s AND lease_token = %s AND state = 'running'
"""


class LostJob(Exception):
    """Somebody else works on it by now."""


def register(kind: str, run: Callable) -> None:
    """run(job, *, now, progress) does the work and may be run again from the beginning; progress(done, of) shows it.

    A turn takes less than the worker's limit (coproduction/celery.py): what may take longer returns AGAIN in between.
    """
    _runners[kind] = run


def note(*, kind: str, key: str, facts: dict | None = None, asked_by=None) -> Job:
    """The open job of that key, or a new one, in the caller's transaction."""
    with transaction.atomic():
        Job.objects.bulk_create([Job(kind=kind, key=key, facts=facts or {}, asked_by=asked_by)], ignore_conflicts=True)
        letters.nudge()
        return Job.objects.filter(key=key).order_by("-pk").first()


def work_one(*, now: datetime) -> bool:
    """Claim and do one waiting job; False when none waits."""
    token = uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute(GIVE_UP)
        cursor.execute(CLAIM, {"kinds": list(_runners), "token": token})
        row = cursor.fetchone()
    if row is None:
        return False
    job = Job.objects.get(pk=row[0])
    mine = Job.objects.filter(pk=job.pk, lease_token=token)
    try:
        more = _runners[job.kind](job, now=now, progress=_progress(job, token))
    except LostJob:
        log.warning("job %s is worked on by somebody else", job.pk)
    except Exception as problem:
        log.exception("job %s (%s) failed at try %s", job.pk, job.kind, job.attempts)
        over = job.attempts >= MOST_TRIES
        mine.update(
            state=JobState.FAILED if over else JobState.WAITING,
            error=type(problem).__name__,
            lease_until=None,
            ended_at=now if over else None,
        )
    else:
        if more == AGAIN:
            mine.update(state=JobState.WAITING, attempts=0, error="", lease_until=None)
            letters.nudge()
        else:
            mine.update(state=JobState.DONE, error="", lease_until=None, ended_at=now)
    return True


def _progress(job: Job, token):
    def progress(done: int, of: int) -> None:
        """Show how far it is and keep the lease; raises LostJob when the lease is somebody else's."""
        with connection.cursor() as cursor:
            cursor.execute(RENEW, [done, of, job.pk, token])
            if not cursor.rowcount:
                raise LostJob
        job.done, job.of = done, of

    return progress


@contextmanager
def seen_by_others(job: Job):
    """progress(done, of) for work that is one transaction: on a connection of its own, so that the page sees it at once.

    It never stops the work: whoever else takes the job up meanwhile waits at the work's own lock, and a sign that cannot
    be given, for want of a connection or because the work holds the job's own row, is left out.
    """
    apart = connection.copy()
    told = time.monotonic()

    def progress(done: int, of: int) -> None:
        nonlocal told
        if done < of and time.monotonic() - told < TOLD_EVERY:
            return
        told = time.monotonic()
        with suppress(DatabaseError), apart.cursor() as cursor:
            cursor.execute("SET lock_timeout = %s", [LONGEST_WAIT])
            cursor.execute(RENEW, [done, of, job.pk, job.lease_token])

    try:
        yield progress
    finally:
        apart.close()
