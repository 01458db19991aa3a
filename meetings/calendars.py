"""Calendar files: a neutral title, one lasting UID, a rising SEQUENCE and the whole rules of Europe/London."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from meetings.models import CalendarFile
from meetings.rules import LONDON
from members import charity

PUBLISH, CANCEL = "PUBLISH", "CANCEL"
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


def build(meeting, *, method) -> str:
    """The words of the file. No link to join and nobody's name ever stand in it."""
    event = Event()
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
