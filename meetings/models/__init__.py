from meetings.models.attendance import Attendance
from meetings.models.kind import Kind, Level
from meetings.models.meeting import CalendarFile, Meeting, MeetingState, Mode
from meetings.models.reminder import ReminderRun
from meetings.models.rsvp import Answer, Rsvp

__all__ = [
    "Answer",
    "Attendance",
    "CalendarFile",
    "Kind",
    "Level",
    "Meeting",
    "MeetingState",
    "Mode",
    "ReminderRun",
    "Rsvp",
]
