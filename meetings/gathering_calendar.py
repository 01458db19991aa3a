"""The calendar file of a conference or away day. It names nobody, and its title is neutral (COM-08)."""

from icalendar import Calendar, Event

from meetings.calendars import london
from meetings.models import GatheringState
from meetings.rules import LONDON
from members import charity

TITLE, NAME = "Event", "event.ics"


def file_for(gathering) -> str:
    """The words of the file, as the gathering now stands."""
    cancelled = gathering.state == GatheringState.CANCELLED
    event = Event()
    event.add("uid", gathering.uid)
    event.add("sequence", gathering.sequence)
    event.add("dtstamp", gathering.created_at)
    event.add("dtstart", gathering.starts_at.astimezone(LONDON))
    event.add("dtend", gathering.ends_at.astimezone(LONDON))
    event.add("summary", TITLE)
    event.add("description", f"Questions, or cannot come? Ring {charity.current().phone}.")
    if gathering.place:
        event.add("location", gathering.place)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Same Table//events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(london())
    calendar.add_component(event)
    return calendar.to_ical().decode()
