"""Who has missed several meetings in a row, and took part in nothing meanwhile (MEM-08); members decides what follows."""

from django.conf import settings

from meetings.models import Attendance, Meeting, Rsvp
from members.actions import quiet
from projects.models import Activity, Participation


def look(*, meeting, actor, now):
    """Called when a register is closed: that is when a meeting is known to be missed. How many people went quiet."""
    absent = set(meeting.rsvps.standing().values_list("person_id", flat=True)) - _came([meeting.pk])
    if not absent:
        return 0
    since = {person: starts for person, starts in _first_missed(absent, now=now).items() if starts is not None}
    for person, last in _last_part(since).items():
        if last >= since[person].date():
            del since[person]
    return quiet.note(since_by_person=since, missed=settings.MISSED_MEETINGS, actor=actor, now=now) if since else 0


def _came(meetings):
    return set(Attendance.objects.filter(meeting__in=meetings, came=True).values_list("person_id", flat=True))


def _first_missed(people, *, now):
    """{person: when the first of the last N meetings began, all of them missed without a word}; None for the others."""
    asked = (
        Rsvp.objects.standing()
        .filter(person__in=people, meeting__state=Meeting.State.PUBLISHED, meeting__ends_at__lte=now)
        .exclude(meeting__register_closed_at=None)
        .order_by("person", "-meeting__starts_at", "-pk")
        .values_list("person_id", "meeting_id", "meeting__starts_at", "answered_at")
    )
    by_person = {}
    for person, meeting, starts, answered in asked:
        by_person.setdefault(person, []).append((meeting, starts, answered))
    there = set(Attendance.objects.filter(person__in=people, came=True).values_list("person_id", "meeting_id"))
    return {person: _missed_all(person, rows[: settings.MISSED_MEETINGS], there) for person, rows in by_person.items()}


def _missed_all(person, rows, there):
    """The start of the first one when each of them was missed and none was answered by the person's own word."""
    enough = len(rows) == settings.MISSED_MEETINGS
    silent = all(answered is None and (person, meeting) not in there for meeting, _, answered in rows)
    return rows[-1][1] if enough and silent else None


def _last_part(people):
    """{person: the last day they took part in anything that was logged}."""
    last = {}
    parts = Participation.objects.filter(person__in=people, activity__state=Activity.State.HELD)
    for person, day in parts.order_by("activity__ended_on").values_list("person_id", "activity__ended_on"):
        last[person] = day
    return last
