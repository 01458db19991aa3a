"""What the clock does after a meeting: thank-yous and questions on the next day, actions before and after their day (MTG-10)."""

import time
from datetime import datetime, timedelta
from datetime import time as clock_time
from functools import cache

from django.utils.timezone import localdate

from meetings import emails_after as emails
from meetings.actions import bringing_back, pulse
from meetings.models import Action, Answer, Attendance, Meeting, Pulse, Rsvp
from meetings.rules import LONDON
from members.actions import check_ins
from members.models import CheckIn, Person
from members.models.body import Hat
from members.post import letters, window
from members.post.clock import Foreseen

MORNING = clock_time(10)
LATELY = timedelta(days=7)  # who hears a thank-you later than that wonders why
BEFORE, AFTER = 3, 1  # days
STILL_OF_USE = timedelta(days=10)
LONGEST = timedelta(days=40)
EVERY = 120  # seconds; an agenda that is weeks off is not in a hurry
_last = {"at": -EVERY}


def plan_due(*, now) -> int:
    """Each tick; every letter has its key, so two planners note it once."""
    for meeting in _held(until=now):
        if next_morning(meeting) <= now:
            pulse.open_box(meeting=meeting, now=now)
            _ask_who_ran_it(meeting, now=now)
    for box in Pulse.objects.filter(closed_at=None, closes_on__lt=localdate(now)).order_by("pk"):
        pulse.close_box(pulse=box, now=now)
    if time.monotonic() - _last["at"] >= EVERY:
        _last["at"] = time.monotonic()
        bringing_back.bring_back(now=now)
    rows = [row for row in _rows(until=now, now=now) if row["expires_at"] > now]
    return letters.note_many(rows, now=now) if rows else 0


def forecast(*, now, until) -> list[Foreseen]:
    """What will leave between the two, with the very same keys."""
    return [
        Foreseen(
            kind=row["kind"], key=row["key"], person_id=row["person"], about=row["about"], due_at=row["due_at"],
            facts=row["facts"], expires_at=row["expires_at"],
        )
        for row in _rows(until=until, now=now)
        if row["due_at"] > now
    ]  # fmt: skip


def next_morning(meeting) -> datetime:
    """Ten on the day after (D+1)."""
    return _at(meeting.ends_at.astimezone(LONDON).date() + timedelta(days=1))


def missed_leaves_at(meeting, *, now) -> datetime | None:
    """When “sorry we missed you” leaves for somebody marked now; None when that is too long ago for anybody to be written to."""
    if meeting.ends_at <= now - LATELY:
        return None
    return window.opening(max(next_morning(meeting), now))


def _at(day) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=LONDON)


def _rows(*, until, now):
    yield from _about_meetings(until=until, now=now)
    yield from _about_actions(until=until, now=now)
    yield from _about_overdue(until=until, now=now)


def _held(*, until):
    """Meetings that ended lately and of which somebody marked who came."""
    ended = Meeting.objects.published().filter(ends_at__gt=until - LATELY, ends_at__lte=until)
    return ended.filter(attendances__isnull=False).distinct().order_by("ends_at", "pk")


def _about_meetings(*, until, now):
    for meeting in _held(until=until):
        due_at = next_morning(meeting)
        if due_at > until or due_at < now - LATELY:
            continue
        marked = {a.person_id: a for a in Attendance.objects.filter(meeting=meeting)}
        for person, row in sorted(marked.items()):
            if row.came and row.hat != Hat.STAFF and person != meeting.lead_id:
                yield emails.thanks_row(meeting, person, due_at=due_at)
        said_yes = Rsvp.objects.filter(meeting=meeting, answer=Answer.YES).standing()
        for person in said_yes.order_by("person_id").values_list("person_id", flat=True):
            row = marked.get(person)
            if row is not None and not row.came:  # somebody said so; a missing mark is nobody's word
                yield emails.missed_row(meeting, person, due_at=due_at)


def _about_actions(*, until, now):
    until_day = localdate(until) + timedelta(days=BEFORE)
    due = Action.objects.open().filter(due_on__range=(localdate(now) - LONGEST, until_day))
    working = cache(emails.working_on)
    for action in due.select_related("meeting").by_due():
        yield from _nudges(action, working, until=until, now=now)


def _nudges(action, working, *, until, now):
    """Three days before, but a day after it was noted at the soonest; and for those who work here a day after. Who hears is
    asked for the day of the letter: its key names them, and what is foreseen and skipped must be what would have left."""
    noted = action.noted_at.astimezone(LONDON).date()
    first = max(action.due_on - timedelta(days=BEFORE), noted + timedelta(days=1))
    last = _at(action.due_on + timedelta(days=AFTER))
    hears = cache(lambda day: emails.owners_of(action, day=day, working=working(day)))
    if first <= action.due_on and _at(first) <= until:
        for person in hears(localdate(max(_at(first), now))):
            yield emails.action_row(action, person, when="before", due_at=_at(first), expires_at=last)
    if last <= until:
        day = localdate(max(last, now))
        for person in hears(day):
            if person in working(day):
                yield emails.action_row(action, person, when="after", due_at=last, expires_at=last + STILL_OF_USE)


def _about_overdue(*, until, now):
    """On Mondays, to the coordinators, as long as something is overdue for more than a day."""
    today = localdate(until)
    monday = today - timedelta(days=today.weekday())
    due_at = _at(monday)
    if due_at > until or due_at < now - timedelta(days=2):
        return
    if not Action.objects.overdue(today=monday - timedelta(days=AFTER)).exists():
        return
    for person in emails.coordinators_on(monday):
        yield emails.overdue_row(person, monday=monday, due_at=due_at)


def _ask_who_ran_it(meeting, *, now):
    """Whoever ran a meeting that was hard to hear is asked how they are (SUP-08); heavy kinds are seen to by the log."""
    if not meeting.content_note or meeting.lead_id is None or meeting.kind.is_heavy:
        return
    if CheckIn.objects.filter(person=meeting.lead_id, about=meeting.about_word).exists():
        return
    lead = Person.objects.get(pk=meeting.lead_id)
    check_ins.offer(
        people=[lead], sort=CheckIn.Sort.RAN_IT, about=meeting.about_word, what=meeting.title, after=meeting.ends_at,
        assigned_to=None, now=now,
    )  # fmt: skip
