"""Accept, decline or tentative, sent back by a calendar program (iTIP REPLY, RFC 5546), becomes an answer like any other.

Off unless CALENDAR_REPLIES names an address in the mailbox of BOUNCE_URL. An invitation then carries an organiser's address
of its own for each person; a reply is believed when it comes to that address, names our UID and that person's own email,
and is newer than what we know. Whatever is forged, repeated or late changes nothing.
"""

import logging
import re
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare
from icalendar import Calendar

from meetings import calendars
from meetings.actions import rsvps
from meetings.models import Answer, CalendarReply, Rsvp
from meetings.rules import Busy
from members.models.channel import Way
from members.permissions import by_link
from members.rules import Refused

ANSWERS = {"ACCEPTED": Answer.YES, "DECLINED": Answer.NO, "TENTATIVE": Answer.MAYBE}
AHEAD = timedelta(hours=1)  # a clock that runs fast
ARRIVED_AT = ("delivered-to", "x-original-to", "envelope-to", "to")
LARGEST = 100_000  # characters of a calendar part worth reading
log = logging.getLogger(__name__)


def take(message, *, now: datetime) -> bool:
    """The reader of returned mail: True when it was a reply to an invitation of ours, and may go."""
    event = _reply(message) if settings.CALENDAR_REPLIES else None
    if event is None:
        return False
    rsvp = _asked(message, event)
    if rsvp is None:
        log.warning("a calendar reply that is about no invitation of ours was left alone")
        return False
    if why := _answer(rsvp, event, now=now):
        log.warning("a calendar reply to answer %s changed nothing: %s", rsvp.pk, why)
    return True


def _reply(message):
    """The one event of a METHOD:REPLY, wherever in the message it stands."""
    for part in message.walk():
        if part.get_content_type() not in ("text/calendar", "application/ics"):
            continue
        words = (part.get_payload(decode=True) or b"").decode("utf-8", "replace")
        if len(words) > LARGEST:
            continue
        try:
            calendar = Calendar.from_ical(words)
        except (ValueError, IndexError, KeyError):
            continue
        events = calendar.walk("VEVENT")
        if str(calendar.get("METHOD", "")).upper() == "REPLY" and len(events) == 1:
            return events[0]
    return None


def _asked(message, event) -> Rsvp | None:
    """Whose reply it is: by the address it came to, the meeting it names, and the person's own email in it."""
    found = _secret(message)
    if found is None:
        return None
    rsvp = Rsvp.objects.standing().filter(pk=found[0]).select_related("meeting", "person").first()
    if rsvp is None or not constant_time_compare(calendars.reply_word(rsvp), found[1]):
        return None
    theirs = {c.address.casefold() for c in rsvp.person.channels.filter(way=Way.EMAIL)}
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    named = {str(each).lower().removeprefix("mailto:") for each in attendees}
    return rsvp if str(event.get("UID", "")) == rsvp.meeting.uid and len(named) == 1 and named <= theirs else None


def _secret(message) -> tuple[int, str] | None:
    name, _, domain = settings.CALENDAR_REPLIES.partition("@")
    path = re.compile(rf"{re.escape(name)}\+(\d{{1,18}})\.([0-9a-f]{{20}})@{re.escape(domain)}", re.IGNORECASE)
    for header in ARRIVED_AT:
        for value in message.get_all(header, []):
            if found := path.search(str(value)):
                return int(found[1]), found[2].lower()
    return None


@transaction.atomic
def _answer(rsvp: Rsvp, event, *, now: datetime) -> str:
    """Save it by the one writer of answers; why nothing was saved, or nothing."""
    attendee = event["ATTENDEE"][0] if isinstance(event["ATTENDEE"], list) else event["ATTENDEE"]
    answer = ANSWERS.get(str(attendee.params.get("PARTSTAT", "")).upper())
    stamped, sequence = _stamp(event), int(event.get("SEQUENCE", 0))
    if answer is None or stamped is None:
        return "it says neither yes nor no"
    if stamped > now + AHEAD:
        return "it comes from a day that is still to come"
    if sequence < rsvp.meeting.sequence:
        return "it answers an older invitation"
    before = CalendarReply.objects.select_for_update(no_key=True).filter(rsvp=rsvp).first()
    if before and stamped <= before.stamped_at:
        return "it came before, or is older"
    if rsvp.answered_at and stamped <= rsvp.answered_at:
        return "there is a later answer"
    try:
        rsvps.answer(rsvp=rsvp, answer=answer, actor=by_link(rsvp.person), now=now)
    except Busy as busy:  # many answer just now: the database's own word lets the reply be read again at the next turn
        raise busy.__cause__ from None
    except Refused:
        return "answers are closed"
    CalendarReply.objects.update_or_create(rsvp=rsvp, defaults={"stamped_at": stamped, "sequence": sequence})
    return ""


def _stamp(event) -> datetime | None:
    stamp = getattr(event.get("DTSTAMP"), "dt", None)
    if not isinstance(stamp, datetime):
        return None
    return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
