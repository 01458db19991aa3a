"""One person's meetings as a calendar to subscribe to: neutral titles, nobody's name, and an address that can be changed.

Put together from the files that are kept for each meeting and sequence, so that a calendar program may ask often.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import F

from meetings import calendars
from meetings.models import Answer, CalendarFile, MeetingState, Rsvp
from meetings.rules import LONDON
from members.models import Membership
from members.models.membership import CLOSED
from members.post import links
from members.queries import belongs_otherwise

PURPOSE = "calendar"
FOR_EVER = datetime(2100, 1, 1, tzinfo=UTC)  # until it is reset, or its person leaves or is erased
LOOKS_BACK = timedelta(days=90)
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Same Table//meetings//EN\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:Meetings\r\n"
ASK_AGAIN = "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
FOOT = "END:VCALENDAR\r\n"
BEGIN, END = "BEGIN:VEVENT", "END:VEVENT\r\n"


def about(person) -> str:
    return f"calendar:{person.pk}"


def link_of(person, *, now):
    """The address as it is; made when there is none yet."""
    return links.link_for(person=person, purpose=PURPOSE, about=about(person), expires_at=FOR_EVER, now=now)


def address(link) -> str:
    return f"{settings.BASE_URL}/calendar/{link.token}.ics"


def meetings_of(person, *, now) -> list[Rsvp]:
    """What stands in it: meetings they are asked to and did not say no to. Nothing on a break, or after leaving."""
    if person.paused_at or person.died_on or person.erased_at or _has_left(person, now=now):
        return []
    asked = Rsvp.objects.filter(person=person, meeting__ends_at__gte=now - LOOKS_BACK).standing()
    asked = asked.exclude(answer=Answer.NO).exclude(meeting__state=MeetingState.DRAFT)
    asked = asked.exclude(meeting__state=MeetingState.CANCELLED, invited_at=None)
    return list(asked.select_related("meeting").order_by("meeting__starts_at", "meeting_id"))


def _has_left(person, *, now) -> bool:
    states = set(Membership.objects.filter(person=person).values_list("state", flat=True))
    closed = bool(states) and states <= set(CLOSED)
    return closed and not belongs_otherwise(person, day=now.astimezone(LONDON).date())


def etag(rsvps) -> str:
    """Another one whenever the feed would read otherwise."""
    words = [f"{r.meeting_id}:{r.meeting.sequence}:{r.meeting.state}:{r.answer}" for r in rsvps]
    return hashlib.sha256("|".join(words).encode()).hexdigest()[:32]


def build(rsvps) -> str:
    """The words of the feed: the whole rules of Europe/London once, then each meeting as its own file says it."""
    kept = CalendarFile.objects.filter(meeting__in=[r.meeting_id for r in rsvps], sequence=F("meeting__sequence"))
    bodies = {(each.meeting_id, each.method): each.body for each in kept}
    zone = calendars.london().to_ical().decode()
    return HEAD + ASK_AGAIN + zone + "".join(_event(rsvp, bodies) for rsvp in rsvps) + FOOT


def _event(rsvp, bodies) -> str:
    meeting = rsvp.meeting
    method = calendars.CANCEL if meeting.state == MeetingState.CANCELLED else calendars.PUBLISH
    body = bodies.get((meeting.pk, method)) or calendars.build(meeting, method=method)
    event = body[body.index(BEGIN) : body.index(END) + len(END)]
    return event if rsvp.answer == Answer.YES else event.replace("\r\nSTATUS:CONFIRMED\r\n", "\r\nSTATUS:TENTATIVE\r\n")
