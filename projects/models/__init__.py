from projects.models.activity import Activity, Participation, QualityTask
from projects.models.opportunity import Invitation, Opportunity, Reply
from projects.models.project import Project, ProjectMeeting, Stage, StageChange

__all__ = [
    "Activity",
    "Invitation",
    "Opportunity",
    "Participation",
    "Project",
    "ProjectMeeting",
    "QualityTask",
    "Reply",
    "Stage",
    "StageChange",
]
