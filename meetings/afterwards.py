"""What the clock does about access: tasks from needs, the question whether it was right, and forgetting after thirty days."""

import time
from datetime import datetime, timedelta
from datetime import time as clock_time

from meetings import emails, provided
from meetings.actions import provisions, rsvps
from meetings.models import Rsvp, SkipWish, ThisTime, Told
from meetings.rules import LONDON
from members.post import letters
from members.post.clock import Foreseen
from members.queries import access

ASKED_AT = clock_time(10)
FORGOTTEN_AFTER = timedelta(days=30)
EVERY = 300  # seconds; what is forgotten after thirty days is not in a hurry
_last = {"at": -EVERY}


def plan_due(*, now) -> int:
    """Each tick: the checklists follow the answers, and people are asked whether we got it right."""
    for rsvp in provided.to_carry_over(now=now):
        if usual := access.usual_of(rsvp.person):
            rsvps.carry_over(rsvp=rsvp, told=Told(**usual), now=now)
    provisions.reconcile(now=now)
    if time.monotonic() - _last["at"] >= EVERY:
        _last["at"] = time.monotonic()
        forget_due(now=now)
    rows = [row for row in _questions(until=now, now=now)]
    return letters.note_many(rows, now=now) if rows else 0


def forecast(*, now, until) -> list[Foreseen]:
    """Who will be asked whether it was right, with the very same keys."""
    return [
        Foreseen(
            kind=row["kind"], key=row["key"], person_id=row["person"], about=row["about"], due_at=row["due_at"],
            facts=row["facts"], expires_at=row["expires_at"],
        )
        for row in _questions(until=until, now=now)
        if row["due_at"] > now
    ]  # fmt: skip


def asked_at(meeting) -> datetime:
    """Ten in the morning of the day after."""
    day = meeting.ends_at.astimezone(LONDON).date() + timedelta(days=1)
    return datetime.combine(day, ASKED_AT, tzinfo=LONDON)


def _questions(*, until, now):
    for rsvp in provided.to_be_asked(now=until):
        meeting = rsvp.meeting
        if asked_at(meeting) <= until:
            yield {
                "kind": emails.RIGHT, "key": f"{emails.RIGHT}:{meeting.pk}:{rsvp.person_id}", "person": rsvp.person_id,
                "about": meeting.about_word, "facts": {"meeting": meeting.pk}, "due_at": asked_at(meeting),
                "expires_at": meeting.ends_at + provided.ASK_FOR,
            }  # fmt: skip


def forget_due(*, now) -> int:
    """Thirty days after a meeting what was told for it alone is deleted; what people agreed to keep is elsewhere (MTG-05)."""
    over = now - FORGOTTEN_AFTER
    SkipWish.objects.filter(item__meeting__ends_at__lte=over).delete()
    Rsvp.objects.filter(meeting__ends_at__lte=over, different__isnull=False).update(different=None)
    return ThisTime.objects.filter(rsvp__meeting__ends_at__lte=over).delete()[0]
