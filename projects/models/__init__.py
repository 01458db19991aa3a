from projects.models.activity import Activity, Participation, QualityTask
from projects.models.contribution import (
    CLOSING,
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
from projects.models.opportunity import Invitation, Opportunity, Reply
from projects.models.project import Project, ProjectMeeting, Stage, StageChange

__all__ = [
    "CLOSING",
    "NOT_DONE",
    "YES",
    "Activity",
    "Answer",
    "Change",
    "Contribution",
    "Contributor",
    "Invitation",
    "Opportunity",
    "Participation",
    "Project",
    "ProjectMeeting",
    "QualityTask",
    "Reply",
    "Response",
    "Source",
    "Stage",
    "StageChange",
    "Telling",
    "Told",
]
