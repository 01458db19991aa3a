"""Once a week, in one letter: what somebody's own entries of the log still lack (LOG-24); nothing when nothing does."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from members.models import Channel
from members.post import letters
from members.post.clock import Foreseen
from members.words import day
from projects.queries import unfinished as asks

KIND = "log_to_complete"
LONDON = ZoneInfo("Europe/London")
TUESDAY, AT_TEN = 1, time(10)
A_WEEK = timedelta(days=7)
MISSED = timedelta(days=2)  # after an outage: later than that, the next week's says it
STILL_OF_USE = timedelta(days=6)
MOST = 10  # named in the letter; the page has all of them


def register():
    """Make our kind known (called once, when the site starts)."""
    letters.register(
        KIND, render=render, still_true=still_true, lane=letters.Lane.BULK, essential=False, windowed=True, human_twin=False,
        purpose=Channel.Purpose.EVERYTHING, words="What your log entries still need",
        rule="On Tuesdays: to whoever logged something in a hurry that still lacks something.",
    )  # fmt: skip


# ---- noting ----------------------------------------------------------------------------------------------------------
def plan_due(*, now) -> int:
    """A planner: one letter a week for each writer; its key names the Tuesday, so noting it again changes nothing."""
    today = timezone.localdate(now)
    tuesday = today - timedelta(days=(today.weekday() - TUESDAY) % 7)
    if not _at(tuesday) <= now < _at(tuesday) + MISSED:
        return 0
    rows = _rows(tuesday, day=today)
    return letters.note_many(rows, now=now) if rows else 0


def forecast(*, now, until) -> list[Foreseen]:
    """What will leave between the two if nobody completes anything, with the very same keys."""
    today = timezone.localdate(now)
    tuesday = today + timedelta(days=(TUESDAY - today.weekday()) % 7)
    tuesdays = []
    while _at(tuesday) <= until:
        tuesdays += [tuesday] if _at(tuesday) > now else []
        tuesday += A_WEEK
    found = [row for each in tuesdays for row in _rows(each, day=today)]
    return [
        Foreseen(
            kind=row["kind"], key=row["key"], person_id=row["person"], about=row["about"], due_at=row["due_at"],
            facts=row["facts"], expires_at=row["expires_at"],
        )
        for row in found
    ]  # fmt: skip


def _at(tuesday: date) -> datetime:
    return datetime.combine(tuesday, AT_TEN, tzinfo=LONDON)


def _rows(tuesday, *, day):
    due_at = _at(tuesday)
    return [
        {
            "kind": KIND, "key": f"{KIND}:{tuesday.isoformat()}:{person}", "person": person, "about": "", "facts": {},
            "due_at": due_at, "expires_at": due_at + STILL_OF_USE,
        }
        for person in asks.writers_who_lack(day=day)
    ]  # fmt: skip


# ---- still true when it leaves, and the words ------------------------------------------------------------------------
def _found(letter, *, now):
    if "_unfinished" not in letter.__dict__:
        letter._unfinished = asks.unfinished_by(letter.person_id, day=timezone.localdate(now))
    return letter._unfinished


def still_true(letter, *, now):
    return "" if _found(letter, now=now) else "Nothing is missing any more."


def render(letter, *, now):
    """The oldest first; each with what it lacks and where it is completed."""
    found = _found(letter, now=now)
    entries = [
        {
            "title": each.it.title,
            "on": day(each.it.ended_on),
            "missing": each.missing,
            "link": settings.BASE_URL + reverse("projects:activity_edit", args=[each.it.pk]),
        }
        for each in found[:MOST]
    ]
    words = {
        "person": letter.person, "entries": entries, "more": max(0, len(found) - MOST),
        "link": settings.BASE_URL + reverse("projects:to_complete"),
    }  # fmt: skip
    return letters.compose("projects/email/log_to_complete", words)
