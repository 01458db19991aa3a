from meetings.models.agenda import Agenda, AgendaItem, AgendaPurpose, CameFrom, GroupAgreement, ItemState, SkipWish
from meetings.models.attendance import Attendance
from meetings.models.calendar_reply import CalendarReply
from meetings.models.check_in import CheckInPress, Press
from meetings.models.date_poll import DateAnswer, DateAsked, DateOption, DatePoll, PollState, Suits
from meetings.models.day_code import DayCode, DayPurpose
from meetings.models.evaluation import EvaluationAnswer, EvaluationQuestion, EvaluationSheet
from meetings.models.gathering import Gathering, GatheringSort, GatheringState, LeadOrganisation
from meetings.models.gathering_category import Category
from meetings.models.gathering_registration import Badge, CameBy, Needs, Photo, Registration, RegistrationState
from meetings.models.gathering_session import Session, SessionPlace, SessionSort
from meetings.models.group import GroupInvitation, GroupVisit, OtherGroup, WentAlong
from meetings.models.group_table import GroupTable, MayUse, TableNote, TableSeat, Written
from meetings.models.ideas import Goal, IdeaCard, IdeaTheme
from meetings.models.kind import Kind, Level
from meetings.models.lines import Action, ActionState, Decision
from meetings.models.meeting import CalendarFile, Meeting, MeetingState, Mode
from meetings.models.month import DoneBy, MonthTask, SeriesStep
from meetings.models.next_steps import NextStep
from meetings.models.notes import Correction, Notes, NotesVersion, Verdict
from meetings.models.paper import ORIGINAL, Paper, PaperCopy, PaperForm
from meetings.models.pattern import HANDED_ON, Pattern
from meetings.models.planning_group import BudgetLine, PlanningMember, PlanningOrganisation, PlanningTask
from meetings.models.practice import Practice
from meetings.models.provision import Progress, Provision
from meetings.models.pulse import Pulse, PulseResponse, PulseSlip, PulseTicket, PulseWords
from meetings.models.question import Question
from meetings.models.reminder import ReminderRun
from meetings.models.round import CameFor, HostTurn, RoundEntry
from meetings.models.rsvp import Answer, Rsvp
from meetings.models.said import Passed, Quote, Said
from meetings.models.series import OnThe, Series, Skip, Template, Unit, Weekday
from meetings.models.speaker import Speaker, SpeakerFile, SpeakerTalk
from meetings.models.this_time import ThisTime, Told
from meetings.models.venue import Venue
from meetings.models.venue_picture import VenuePicture

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
    "BudgetLine",
    "CalendarFile",
    "CalendarReply",
    "CameBy",
    "CameFor",
    "CameFrom",
    "Category",
    "CheckInPress",
    "Correction",
    "DateAnswer",
    "DateAsked",
    "DateOption",
    "DatePoll",
    "DayCode",
    "DayPurpose",
    "Decision",
    "DoneBy",
    "EvaluationAnswer",
    "EvaluationQuestion",
    "EvaluationSheet",
    "Gathering",
    "GatheringSort",
    "GatheringState",
    "Goal",
    "GroupAgreement",
    "GroupInvitation",
    "GroupTable",
    "GroupVisit",
    "HostTurn",
    "IdeaCard",
    "IdeaTheme",
    "ItemState",
    "Kind",
    "LeadOrganisation",
    "Level",
    "MayUse",
    "Meeting",
    "MeetingState",
    "Mode",
    "MonthTask",
    "Needs",
    "NextStep",
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
    "PlanningMember",
    "PlanningOrganisation",
    "PlanningTask",
    "PollState",
    "Practice",
    "Press",
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
    "Speaker",
    "SpeakerFile",
    "SpeakerTalk",
    "Suits",
    "TableNote",
    "TableSeat",
    "Template",
    "ThisTime",
    "Told",
    "Unit",
    "Venue",
    "VenuePicture",
    "Verdict",
    "Weekday",
    "WentAlong",
    "Written",
]
