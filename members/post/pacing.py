"""When an optional letter waits: what exceeds somebody's week waits for the next free place in it, and what they want
gathered waits for their weekly letter (COM-10). Never dropped: what would come too late by waiting leaves at once."""

from datetime import datetime, time, timedelta

from django.db.models import Q

from members.models import Letter
from members.models.letter import Lane, LetterState
from members.post import window
from members.post.looking import A_CLOCK_AHEAD, Seen
from members.queries.wishes import MOST_A_WEEK

WEEK = timedelta(days=7)
NOT_TOO_LATE = timedelta(days=2)  # before a letter is of no use; one about something nearer does not wait
GATHERED_FOR = timedelta(hours=12)  # how long after its hour the weekly letter may still take something in
ENOUGH_THIS_WEEK = "They had as many letters in the last seven days as they want, so it waits."
FOR_THE_WEEKLY_LETTER = "It waits for their weekly letter."
REASONS = (ENOUGH_THIS_WEEK, FOR_THE_WEEKLY_LETTER)
WEDNESDAY, HOUR = 2, time(10)
WEEKLY = "weekly_letter"


def is_optional(letter: Letter) -> bool:
    """What may wait: neither essential, nor an answer to something the person did, nor the weekly letter itself."""
    return (
        letter.lane == Lane.BULK and not letter.is_essential and letter.person_id is not None and letter.kind != WEEKLY
    )


def wait_until(letter: Letter, seen: Seen, *, now: datetime) -> tuple[datetime, str] | None:
    """When it may leave instead, and why it waits; None when it may leave now."""
    if not is_optional(letter):
        return None
    if seen.wants_weekly_letter:
        until, why = gathered_until(next_weekly(now)), FOR_THE_WEEKLY_LETTER
    elif seen.this_week >= (most := seen.most_a_week or MOST_A_WEEK):
        until, why = window.opening(_next_place(letter, most, now=now)), ENOUGH_THIS_WEEK
    else:
        return None
    if until <= now or (letter.expires_at and until > letter.expires_at - NOT_TOO_LATE):
        return None
    return until, why


def _next_place(letter: Letter, most: int, *, now: datetime) -> datetime:
    """When so many of the last seven days' letters are a week old that one more is not one too many."""
    told = Letter.objects.filter(person=letter.person_id, lane=Lane.BULK, is_essential=False).exclude(pk=letter.pk)
    in_the_week = told.filter(Q(state=LetterState.SENT, sent_at__gt=now - WEEK, sent_at__lt=now + A_CLOCK_AHEAD))
    times = list(in_the_week.order_by("-sent_at", "-pk").values_list("sent_at", flat=True)[:most])
    return (times[-1] if len(times) == most else now) + WEEK


def next_weekly(now: datetime) -> datetime:
    """The next Wednesday at ten in London, or the working hour after it."""
    wall = now.astimezone(window.LONDON)
    day = wall.date() + timedelta(days=(WEDNESDAY - wall.weekday()) % 7)
    at = datetime.combine(day, HOUR, tzinfo=window.LONDON)
    if at <= now:
        at = datetime.combine(day + WEEK, HOUR, tzinfo=window.LONDON)
    return window.opening(at.astimezone(now.tzinfo))


def gathered_until(hour: datetime) -> datetime:
    """When what the weekly letter of that hour has not taken in goes on by itself: by day, like everything that may wait."""
    return window.opening(hour + GATHERED_FOR)


def last_weekly(now: datetime) -> datetime:
    """The last hour of weekly letters that has come."""
    return max(at for at in (next_weekly(now - WEEK), next_weekly(now - 2 * WEEK)) if at <= now)
