from meetings.models.attendance import Attendance
from meetings.models.kind import Kind, Level
from meetings.models.meeting import CalendarFile, Meeting, MeetingState, Mode
from meetings.models.provision import Progress, Provision
from meetings.models.reminder import ReminderRun
from meetings.models.rsvp import Answer, Rsvp
from meetings.models.this_time import ThisTime, Told
from meetings.models.venue import Venue

__all__ = [
    "Answer",
    "Attendance",
    "CalendarFile",
    "Kind",
    "Level",
    "Meeting",
    "MeetingState",
    "Mode",
    "Progress",
    "Provision",
    "ReminderRun",
    "Rsvp",
    "ThisTime",
    "Told",
    "Venue",
]
