"""The addresses of the quarter's two minutes, in the matrix of access."""

from django.utils import timezone

from projects.models import TeamLead


def rows(*, TEAM, BUTTON, DESK, FIGURES, only):
    theirs = only("CS", missing="MTBPGFX")
    return {
        "projects:quarter": (TEAM, BUTTON),
        "projects:quarter_of": (theirs, theirs),
        "projects:good_example": (only("C", missing="SMTBPGFX"), only("C", missing="SMTBPGFX")),
        "projects:team_lead": (DESK, DESK),
        "projects:team": (only("CSMTB", missing="PGFX"), BUTTON),
        "dashboard_teams": (FIGURES, BUTTON),
    }


def _led(things):
    """Their team, which their one of the staff answers for."""
    staff = things.team.rolegrant_set.filter(role="staff").order_by("pk").first()
    if staff is not None:
        TeamLead.objects.get_or_create(team=things.team, defaults={"person": staff.person, "named_at": timezone.now()})
    return [things.team.pk]


ABOUT = {
    "projects:good_example": "project",
    **{f"projects:{name}": _led for name in ("quarter_of", "team_lead", "team")},
}
