from meetings.models.agenda import Agenda, AgendaItem, AgendaPurpose, CameFrom, GroupAgreement, ItemState, SkipWish
from meetings.models.attendance import Attendance
from meetings.models.calendar_reply import CalendarReply
from meetings.models.date_poll import DateAnswer, DateAsked, DateOption, DatePoll, PollState, Suits
from meetings.models.gathering import Gathering, GatheringSort, GatheringState, LeadOrganisation
from meetings.models.gathering_category import Category
from meetings.models.gathering_registration import Badge, CameBy, Needs, Photo, Registration, RegistrationState
from meetings.models.gathering_session import Session, SessionPlace, SessionSort
from meetings.models.group import GroupInvitation, GroupVisit, OtherGroup, WentAlong
from meetings.models.kind import Kind, Level
from meetings.models.lines import Action, ActionState, Decision
from meetings.models.meeting import CalendarFile, Meeting, MeetingState, Mode
from meetings.models.month import DoneBy, MonthTask, SeriesStep
from meetings.models.notes import Correction, Notes, NotesVersion, Verdict
from meetings.models.paper import ORIGINAL, Paper, PaperCopy, PaperForm
from meetings.models.pattern import HANDED_ON, Pattern
from meetings.models.practice import Practice
from meetings.models.provision import Progress, Provision
from meetings.models.pulse import Pulse, PulseResponse, PulseSlip, PulseTicket, PulseWords
from meetings.models.question import Question
from meetings.models.reminder import ReminderRun
from meetings.models.round import CameFor, HostTurn, RoundEntry
from meetings.models.rsvp import Answer, Rsvp
from meetings.models.said import Passed, Quote, Said
from meetings.models.series import OnThe, Series, Skip, Template, Unit, Weekday
from meetings.models.this_time import ThisTime, Told
from meetings.models.venue import Venue

__all__ = [
    "HANDED_ON",
    "ORIGINAL",
    "Action",
    "ActionState",
    "Agenda",
    "AgendaItem",
    "AgendaPurpose",
    "Answer",
    "Attendance",
    "Badge",
    "CalendarFile",
    "CalendarReply",
    "CameBy",
    "CameFor",
    "CameFrom",
    "Category",
    "Correction",
    "DateAnswer",
    "DateAsked",
    "DateOption",
    "DatePoll",
    "Decision",
    "DoneBy",
    "Gathering",
    "GatheringSort",
    "GatheringState",
    "GroupAgreement",
    "GroupInvitation",
    "GroupVisit",
    "HostTurn",
    "ItemState",
    "Kind",
    "LeadOrganisation",
    "Level",
    "Meeting",
    "MeetingState",
    "Mode",
    "MonthTask",
    "Needs",
    "Notes",
    "NotesVersion",
    "OnThe",
    "OtherGroup",
    "Paper",
    "PaperCopy",
    "PaperForm",
    "Passed",
    "Pattern",
    "Photo",
    "PollState",
    "Practice",
    "Progress",
    "Provision",
    "Pulse",
    "PulseResponse",
    "PulseSlip",
    "PulseTicket",
    "PulseWords",
    "Question",
    "Quote",
    "Registration",
    "RegistrationState",
    "ReminderRun",
    "RoundEntry",
    "Rsvp",
    "Said",
    "Series",
    "SeriesStep",
    "Session",
    "SessionPlace",
    "SessionSort",
    "Skip",
    "SkipWish",
    "Suits",
    "Template",
    "ThisTime",
    "Told",
    "Unit",
    "Venue",
    "Verdict",
    "Weekday",
    "WentAlong",
]
