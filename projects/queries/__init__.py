"""What pages, letters and the roof ask about projects and the log."""

from projects.queries.asked import WouldBeAsked, open_opportunities, waiting_for, who_would_be_asked
from projects.queries.given import Given, given_by, parts_of
from projects.queries.involvement import (
    came_in_late,
    earliest_involvement,
    first_involved_stage,
    new_voices,
    stage_from,
    stage_on,
    what_it_moved,
)
from projects.queries.lists import (
    Row,
    kept_projects,
    lookalikes,
    meetings_of_project,
    my_projects,
    needs_detail,
    open_quality_tasks,
    opportunities_of,
    projects_of_meeting,
    running_projects,
    shown,
    with_involvement,
)
from projects.queries.people import people_to_log, usual_hats

__all__ = [
    "Given",
    "Row",
    "WouldBeAsked",
    "came_in_late",
    "earliest_involvement",
    "first_involved_stage",
    "given_by",
    "kept_projects",
    "lookalikes",
    "meetings_of_project",
    "my_projects",
    "needs_detail",
    "new_voices",
    "open_opportunities",
    "open_quality_tasks",
    "opportunities_of",
    "parts_of",
    "people_to_log",
    "projects_of_meeting",
    "running_projects",
    "shown",
    "stage_from",
    "stage_on",
    "usual_hats",
    "waiting_for",
    "what_it_moved",
    "who_would_be_asked",
    "with_involvement",
]
