"""The addresses of the figures, in the matrix of access."""

from datetime import timedelta

from django.utils import timezone

from coproduction.dashboards.models import ReadingKey


def rows(*, BUTTON, FIGURES, only):
    shown = (
        "dashboard",
        "dashboard_csv",
        "dashboard_xlsx",
        "dashboard_json",
        "dashboard_questions",
        "dashboard_measures",
        "what_changed",
        "dashboard_decisions",
        "dashboard_charts",
        "dashboard_owed",
    )
    return dict.fromkeys(shown, (FIGURES, BUTTON)) | {
        "data_quality": (only("C"), BUTTON),
        "team_figures": (only("CSTB"), BUTTON),
        "network_figures": (only("CPTB"), BUTTON),
        "project_figures": (only("CSMTB", missing="PGFX"), BUTTON),
        "board_stories": (only("CM"), BUTTON),
        "board_story_put": (BUTTON, only("CM")),
        "board_story_take": (BUTTON, only("CM")),
        "dashboard_picture": (only("", missing="CTB"), BUTTON),  # of figures nobody has drawn
        **dict.fromkeys(("keys", "key_guide", "key_openapi"), (only("C"), BUTTON)),
        "key_new": (only("C"), only("C")),
        "key_end": (BUTTON, only("C")),
        # the door for programs knows no session: whoever sends no key is told so, signed in or not
        "programs": (dict.fromkeys(BUTTON, "login"), dict.fromkeys(BUTTON, "405")),
    }


def _key():
    """There is one, so that the door is there."""
    today, day = timezone.localdate(), timedelta(days=1)
    made = {
        "digest": "0" * 64,
        "scopes": ["figures"],
        "made_at": timezone.now(),
        "made_on": today,
        "expires_on": today + day,
    }
    return ReadingKey.objects.get_or_create(name="A spreadsheet", defaults=made)[0]


def _door():
    _key()
    return ["figures"]


ABOUT = {
    "team_figures": lambda things: [things.team.slug],
    "project_figures": lambda things: [things.project.pk],
    "key_end": lambda things: [_key().pk],
    "programs": lambda things: _door(),
}
