"""The addresses of asking: requests, the brief, who is asked and what is settled, in the matrix of access."""

from django.utils import timezone

from projects.models import Conflict, InvolvementRequest

PAGES = "requests request_new spot request work_new work_edit match choose panel work_done fair_asks closeness_for"
BUTTONS = "request_draft work_open waves_stop give_place step_back work_told ask_now"


def rows(*, SIGNED_IN, BUTTON, DESK, TEAM, OPEN, NOBODY):
    OTHERS = TEAM | dict.fromkeys(
        "CS", "404"
    )  # what somebody else asked for is changed and taken back by nobody but them
    return {
        **{f"projects:{page}": (TEAM, TEAM) for page in PAGES.split()},
        **{f"projects:{button}": (BUTTON, TEAM) for button in BUTTONS.split()},
        "projects:request_change": (OTHERS, OTHERS),
        "projects:request_take_back": (BUTTON, OTHERS),
        "projects:notice": (DESK, DESK),
        "projects:request_decide": (BUTTON, DESK),
        "projects:work_check": (BUTTON, DESK),
        "projects:closeness_decide": (BUTTON, DESK),
        "projects:closeness": (SIGNED_IN, SIGNED_IN),
        "projects:interests_of": (DESK, DESK),
        "projects:could_join_of": (DESK, DESK),
        "projects:join_in_for": (BUTTON, DESK),
        "projects:involvement_of": (DESK, DESK),
        "projects:my_interests": (SIGNED_IN, SIGNED_IN),
        "projects:could_join": (SIGNED_IN, SIGNED_IN),
        "projects:said_yes": (SIGNED_IN, BUTTON),
        "projects:join_in": (BUTTON, NOBODY),
        "invitation_close": (OPEN, OPEN),
    }


def _request(things):
    """What this team asked for."""
    fields = {"title": "Interviews", "state": "accepted", "asked_at": timezone.now(), "project": things.project}
    return [InvolvementRequest.objects.get_or_create(team=things.team, defaults=fields)[0].pk]


def _conflict(things):
    """Their person said that they may be too close to it."""
    theirs = things.invitation.get(things.person.pk) or next(iter(things.invitation.values()))
    said = {"closeness": "related", "declared_at": timezone.now()}
    return Conflict.objects.get_or_create(invitation=theirs, defaults=said)[0]


ABOUT = {
    **{f"projects:request{name}": _request for name in ("", "_change", "_take_back", "_decide", "_draft")},
    "projects:work_new": "project",
    **{f"projects:{name}": "opportunity" for name in "match waves_stop choose panel work_done join_in ask_now".split()},
    **{f"projects:{name}": "invitation" for name in "give_place step_back closeness closeness_for work_told".split()},
    "projects:closeness_decide": lambda things: [_conflict(things).pk],
    **{f"projects:{name}": "person" for name in "interests_of could_join_of involvement_of".split()},
    "projects:join_in_for": lambda things: [things.person.pk, things.opportunity.pk],
    "invitation_close": "work_token",
    **dict.fromkeys(("projects:work_edit", "projects:work_check", "projects:work_open"), "opportunity"),
}
