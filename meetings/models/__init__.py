from meetings.models.agenda import Agenda, AgendaItem, AgendaPurpose, CameFrom, GroupAgreement, ItemState, SkipWish
from meetings.models.attendance import Attendance
from meetings.models.kind import Kind, Level
from meetings.models.meeting import CalendarFile, Meeting, MeetingState, Mode
from meetings.models.paper import ORIGINAL, Paper, PaperCopy, PaperForm
from meetings.models.provision import Progress, Provision
from meetings.models.reminder import ReminderRun
from meetings.models.rsvp import Answer, Rsvp
from meetings.models.this_time import ThisTime, Told
from meetings.models.venue import Venue

__all__ = [
    "ORIGINAL",
    "Agenda",
    "AgendaItem",
    "AgendaPurpose",
    "Answer",
    "Attendance",
    "CalendarFile",
    "CameFrom",
    "GroupAgreement",
    "ItemState",
    "Kind",
    "Level",
    "Meeting",
    "MeetingState",
    "Mode",
    "Paper",
    "PaperCopy",
    "PaperForm",
    "Progress",
    "Provision",
    "ReminderRun",
    "Rsvp",
    "SkipWish",
    "ThisTime",
    "Told",
    "Venue",
]
