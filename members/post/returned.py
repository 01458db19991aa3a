"""The mailbox where reports and calendar answers come back (BOUNCE_URL), read over IMAP by the worker, never in a request.

What was understood is deleted there, for it holds words of letters; everything else is left as it is, unread. How far
we have read stands in the facts of the last job, so that nothing is read twice and a lost place reads again from the start.
"""

import imaplib
import logging
import ssl
from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from members.models import Job
from members.models.job import JobState
from members.post import bounces, jobs, reports

KIND = "returned_mail"
EVERY = timedelta(minutes=5)
MOST, MOST_BYTES = 200, 600_000  # messages in one go; of each so much, for what counts stands in front
TIMEOUT = 30  # seconds
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_readers: list[Callable] = []
log = logging.getLogger(__name__)


def register(reader: Callable) -> None:
    """reader(message, *, now) -> bool: whether it knew what the message was, and it may go. In `AppConfig.ready()`."""
    if reader not in _readers:
        _readers.append(reader)


def take_reports(message, *, now: datetime) -> bool:
    """The reader of delivery reports."""
    if not reports.is_report(message):
        return False
    found = reports.read(message)
    return bool([report for report in found if bounces.take(report, now=now)])


def plan_due(*, now: datetime) -> int:
    """A planner: every five minutes, when there is a mailbox to read."""
    if not settings.BOUNCE_URL:
        return 0
    ours = Job.objects.filter(kind=KIND)
    if (
        ours.filter(state__in=[JobState.WAITING, JobState.RUNNING]).exists()
        or ours.filter(ended_at__gt=now - EVERY).exists()
    ):
        return 0
    jobs.note(kind=KIND, key=KIND)
    return 0


def run(job: Job, *, now: datetime, progress) -> None:
    """The job. A mailbox that cannot be reached is tried again at the next turn; no letter waits for it."""
    before = Job.objects.filter(kind=KIND, state=JobState.DONE).order_by("-pk").first()
    place = before.facts if before else {}
    try:
        with _mailbox() as box:
            place = _read(box, place, now=now, progress=progress)
    except (OSError, imaplib.IMAP4.error) as problem:
        log.warning("the mailbox for returned letters cannot be read: %s", type(problem).__name__)
    Job.objects.filter(pk=job.pk).update(facts=place)
    Job.objects.filter(kind=KIND, pk__lt=job.pk, state__in=[JobState.DONE, JobState.FAILED]).delete()


@contextmanager
def _mailbox():
    parts = urlsplit(settings.BOUNCE_URL)
    if parts.scheme == "imaps":
        box = imaplib.IMAP4_SSL(
            parts.hostname, parts.port or 993, ssl_context=ssl.create_default_context(), timeout=TIMEOUT
        )
    else:
        box = imaplib.IMAP4(parts.hostname, parts.port or 143, timeout=TIMEOUT)
    try:
        if parts.scheme != "imaps" and parts.hostname not in LOOPBACK:
            box.starttls(ssl.create_default_context())  # a password never travels in the open
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        answer, _ = box.select(f'"{folder}"')
        if answer != "OK":
            raise imaplib.IMAP4.error("no such folder")
        yield box
    finally:
        box.shutdown()


def _read(box, place: dict, *, now: datetime, progress) -> dict:
    """Every message after the last one that was read. Where we are now."""
    age = int((box.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
    last = place.get("last", 0) if place.get("age") == age else 0
    _, found = box.uid("SEARCH", f"UID {last + 1}:*")
    uids = sorted(uid for uid in map(int, (found[0] or b"").split()) if uid > last)[:MOST]
    known = []
    for number, uid in enumerate(uids, start=1):
        words = _fetch(box, uid)
        if words and _understood(words, now=now):
            known.append(uid)
        progress(number, len(uids))
    _delete(box, known)
    return {"age": age, "last": uids[-1] if uids else last}


def _fetch(box, uid: int) -> bytes:
    _, answer = box.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{MOST_BYTES}>)")
    return next((part[1] for part in answer if isinstance(part, tuple)), b"")


def _understood(words: bytes, *, now: datetime) -> bool:
    """One message that nobody can read, or that was made to be unreadable, stops none of the others."""
    try:
        message = reports.parse(words)
        with transaction.atomic():
            return any(reader(message, now=now) for reader in _readers)
    except (OperationalError, InterfaceError):
        raise  # the database is away, not the message wrong: all of it is read again at the next turn
    except Exception as problem:  # anybody may write to this mailbox
        log.warning("a returned message could not be read: %s", type(problem).__name__)
        return False


def _delete(box, uids: list[int]) -> None:
    if not uids:
        return
    box.uid("STORE", ",".join(map(str, uids)), "+FLAGS.SILENT", r"(\Deleted)")
    if "UIDPLUS" in box.capabilities:
        box.uid("EXPUNGE", ",".join(map(str, uids)))
    else:
        box.expunge()
