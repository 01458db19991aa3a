"""The addresses of asking: requests, the brief, who is asked and what is settled, in the matrix of access."""

from django.utils import timezone

from projects.models import InvolvementRequest

PAGES = "requests request_new spot request work_new work_edit"
BUTTONS = "request_draft work_open"


def rows(*, SIGNED_IN, BUTTON, DESK, TEAM):
    return {
        **{f"projects:{page}": (TEAM, TEAM) for page in PAGES.split()},
        **{f"projects:{button}": (BUTTON, TEAM) for button in BUTTONS.split()},
        "projects:notice": (DESK, DESK),
        "projects:request_decide": (BUTTON, DESK),
        "projects:work_check": (BUTTON, DESK),
    }


def _request(things):
    """What this team asked for."""
    fields = {"title": "Interviews", "state": "accepted", "asked_at": timezone.now(), "project": things.project}
    return [InvolvementRequest.objects.get_or_create(team=things.team, defaults=fields)[0].pk]


ABOUT = {
    **dict.fromkeys(("projects:request", "projects:request_decide", "projects:request_draft"), _request),
    "projects:work_new": "project",
    **dict.fromkeys(("projects:work_edit", "projects:work_check", "projects:work_open"), "opportunity"),
}
