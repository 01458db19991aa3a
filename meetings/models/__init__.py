from meetings.models.attendance import Attendance
from meetings.models.kind import Kind, Level
from meetings.models.meeting import CalendarFile, Meeting, Mode
from meetings.models.rsvp import Answer, Rsvp

__all__ = ["Answer", "Attendance", "CalendarFile", "Kind", "Level", "Meeting", "Mode", "Rsvp"]
