from projects.models.activity import Activity, Participation, QualityTask
from projects.models.agreement import STEPS, Agreement, AgreementStep, TextStep
from projects.models.assessment import (
    A_SCORE,
    SCORES,
    Assessment,
    AssessmentRules,
    OwnScore,
    SharedScore,
)
from projects.models.claim import OPEN_CLAIMS, Claim, ClaimKind, ClaimState, PaidHow
from projects.models.co_lead import CoLead
from projects.models.comment import FOR_THEM, Came, Comment
from projects.models.conflict import Closeness, Conflict, Verdict
from projects.models.contribution import (
    CLOSING,
    HELD_BACK,
    NOT_DONE,
    YES,
    Answer,
    Change,
    Contribution,
    Contributor,
    Response,
    Source,
    Telling,
    Told,
)
from projects.models.decision import Decision, LivedExperience, Result
from projects.models.evidence import Evidence, Pictured, Readers
from projects.models.from_a_table import FromATable
from projects.models.good_example import GoodExample
from projects.models.interests import DayPart, Interests
from projects.models.invitation import Invitation, Outcome, Reply
from projects.models.ladder import Framework, FrameworkItem, Rating, ReadBy, Reflection, Side
from projects.models.log_import import LogImport, LogImportRow
from projects.models.methods import ASKED, MATTERS_MOST, METHODS, TAKE_BACK, TAKE_BACK_WORDS, WEIGHTS, Way
from projects.models.milestone import KnownTo, Mention, Milestone, Scope, ShownAs, named
from projects.models.objection import Objection
from projects.models.opportunity import (
    Chosen,
    Lasts,
    OpenTo,
    Opportunity,
    Say,
    Status,
    Step,
    WorkMode,
    WorkSort,
)
from projects.models.outside_table import ForWhom, Jargon, OutsideMeeting, TableQuestion, TableTopic
from projects.models.own_story import OwnStory
from projects.models.panel import WHAT_FOR, PanelPoint, Point
from projects.models.plan import GoalState, GoalWord, Plan, PlanGoal
from projects.models.position import Position, Voice, Weight
from projects.models.project import Project, ProjectMeeting, Stage, StageChange
from projects.models.quarter import QuarterAnswer, QuarterStart, TeamLead
from projects.models.rates import LIMITS, ExpenseType, Rate, RecognitionRules
from projects.models.recognition import (
    PAID,
    PAID_WISHES,
    JobcentreLetter,
    Nature,
    RecognitionChoice,
    RecognitionOffer,
    RecognitionProfile,
    Wish,
)
from projects.models.request import InvolvementRequest, NoticeRule, RequestState
from projects.models.standing_offer import OfferBooking, StandingOffer
from projects.models.text import Clause, Ratification, TextVersion
from projects.models.wave import Turn, Waves
from projects.models.work_kind import ProjectKind, ProjectPoint

__all__ = [
    "ASKED",
    "A_SCORE",
    "CLOSING",
    "FOR_THEM",
    "HELD_BACK",
    "LIMITS",
    "MATTERS_MOST",
    "METHODS",
    "NOT_DONE",
    "OPEN_CLAIMS",
    "PAID",
    "PAID_WISHES",
    "SCORES",
    "STEPS",
    "TAKE_BACK",
    "TAKE_BACK_WORDS",
    "WEIGHTS",
    "WHAT_FOR",
    "YES",
    "Activity",
    "Agreement",
    "AgreementStep",
    "Answer",
    "Assessment",
    "AssessmentRules",
    "Came",
    "Change",
    "Chosen",
    "Claim",
    "ClaimKind",
    "ClaimState",
    "Clause",
    "Closeness",
    "CoLead",
    "Comment",
    "Conflict",
    "Contribution",
    "Contributor",
    "DayPart",
    "Decision",
    "Evidence",
    "ExpenseType",
    "ForWhom",
    "Framework",
    "FrameworkItem",
    "FromATable",
    "GoalState",
    "GoalWord",
    "GoodExample",
    "Interests",
    "Invitation",
    "InvolvementRequest",
    "Jargon",
    "JobcentreLetter",
    "KnownTo",
    "Lasts",
    "LivedExperience",
    "LogImport",
    "LogImportRow",
    "Mention",
    "Milestone",
    "Nature",
    "NoticeRule",
    "Objection",
    "OfferBooking",
    "OpenTo",
    "Opportunity",
    "Outcome",
    "OutsideMeeting",
    "OwnScore",
    "OwnStory",
    "PaidHow",
    "PanelPoint",
    "Participation",
    "Pictured",
    "Plan",
    "PlanGoal",
    "Point",
    "Position",
    "Project",
    "ProjectKind",
    "ProjectMeeting",
    "ProjectPoint",
    "QualityTask",
    "QuarterAnswer",
    "QuarterStart",
    "Rate",
    "Ratification",
    "Rating",
    "ReadBy",
    "Readers",
    "RecognitionChoice",
    "RecognitionOffer",
    "RecognitionProfile",
    "RecognitionRules",
    "Reflection",
    "Reply",
    "RequestState",
    "Response",
    "Result",
    "Say",
    "Scope",
    "SharedScore",
    "ShownAs",
    "Side",
    "Source",
    "Stage",
    "StageChange",
    "StandingOffer",
    "Status",
    "Step",
    "TableQuestion",
    "TableTopic",
    "TeamLead",
    "Telling",
    "TextStep",
    "TextVersion",
    "Told",
    "Turn",
    "Verdict",
    "Voice",
    "Waves",
    "Way",
    "Weight",
    "Wish",
    "WorkMode",
    "WorkSort",
    "named",
]
