"""Calendar files: a neutral title, one lasting UID, a rising SEQUENCE and the whole rules of Europe/London."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText

from meetings.models import Answer, CalendarFile
from meetings.rules import LONDON
from members import charity

PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
PARTSTAT = {Answer.YES: "ACCEPTED", Answer.NO: "DECLINED", Answer.MAYBE: "TENTATIVE", Answer.SILENT: "NEEDS-ACTION"}
TITLE = "Meeting"  # calendars are seen by others: no group, no topic (COM-08, MTG-12)
NAME = "meeting.ics"


def keep(meeting, *, method=PUBLISH) -> None:
    """Build the file of this sequence once; actions call it, so that opening a page writes nothing."""
    fresh = CalendarFile(meeting=meeting, sequence=meeting.sequence, method=method, body=build(meeting, method=method))
    CalendarFile.objects.bulk_create([fresh], ignore_conflicts=True)


def file_for(meeting, *, method=PUBLISH) -> str:
    """The file of this meeting as it now stands."""
    kept = CalendarFile.objects.filter(meeting=meeting, sequence=meeting.sequence, method=method)
    return kept.values_list("body", flat=True).first() or build(meeting, method=method)


def attachment(meeting, *, method=PUBLISH) -> dict:
    """The same as the attachment of a letter, for those who asked for one."""
    return {
        "name": NAME,
        "type": f"text/calendar; charset=utf-8; method={method}",
        "text": file_for(meeting, method=method),
    }


def reply_word(rsvp) -> str:
    """What the organiser's address for this person, this meeting and this time of asking carries."""
    words = f"{rsvp.pk}:{rsvp.round}:{rsvp.meeting.uid}"
    return salted_hmac("same-table.calendar-reply", words, algorithm="sha256").hexdigest()[:20]


def attachment_to_answer(rsvp, *, email: str, method) -> dict:
    """The file that a calendar program can answer: REQUEST, or CANCEL, to one person, from an address that is theirs alone."""
    name, _, domain = settings.CALENDAR_REPLIES.partition("@")
    organiser = vCalAddress(f"mailto:{name}+{rsvp.pk}.{reply_word(rsvp)}@{domain}")
    organiser.params["CN"] = vText(TITLE)
    attendee = vCalAddress(f"mailto:{email}")
    attendee.params.update(ROLE="REQ-PARTICIPANT", RSVP="TRUE", PARTSTAT=PARTSTAT[rsvp.answer])
    method = CANCEL if method == CANCEL else REQUEST
    words = build(rsvp.meeting, method=method, organizer=organiser, attendee=attendee)
    return {"name": NAME, "type": f"text/calendar; charset=utf-8; method={method}", "text": words}


def build(meeting, *, method, organizer=None, attendee=None) -> str:
    """The words of the file. No link to join and nobody's name ever stand in it."""
    event = Event()
    if organizer is not None:
        event.add("organizer", organizer)
        event.add("attendee", attendee)
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.moved_at or meeting.published_at or meeting.created_at)
    event.add("dtstart", meeting.starts_at.astimezone(LONDON))
    event.add("dtend", meeting.ends_at.astimezone(LONDON))
    event.add("summary", TITLE)
    event.add("description", f"Questions, or cannot come? Ring {charity.current().phone}.")
    if meeting.room_offered and meeting.place:
        event.add("location", meeting.place)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Same Table//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(london())
    calendar.add_component(event)
    return calendar.to_ical().decode()


def london() -> Timezone:
    """Europe/London by rule, not by a list of years: last Sundays of March and October."""
    zone = Timezone()
    zone.add("tzid", "Europe/London")
    for part, starts, month, before, after, name in (
        (TimezoneDaylight(), datetime(1996, 3, 31, 1), 3, 0, 1, "BST"),  # noqa: DTZ001 — wall time, as the format asks
        (TimezoneStandard(), datetime(1996, 10, 27, 2), 10, 1, 0, "GMT"),  # noqa: DTZ001
    ):
        part.add("dtstart", starts)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        zone.add_component(part)
    return zone
