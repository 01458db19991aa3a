"""Addresses of conferences and away days: what is public, what lies behind a link, and what staff of the team run."""

from datetime import timedelta

from django.utils import timezone

from meetings.models import Gathering, Registration, VenuePicture
from members import files
from tests import factories as make

ONE = "gathering gathering_edit gathering_cancel gathering_afterwards gathering_heads gathering_copy gathering_history registration_new"
OF_ONE_PERSON = "registration registration_edit registration_history"


def rows(*, OPEN, OPEN_BUTTON, BUTTON, TEAM, SIGNED_IN, only):
    """For tests/access_matrix.py, in its own words."""
    partner = only("P")
    return {
        "events": (OPEN, OPEN_BUTTON),
        "my_conferences": (SIGNED_IN, BUTTON),
        "my_registration": (only("", missing="CSMTBPGFX"), BUTTON),  # nobody here has registered
        "event": (OPEN, OPEN_BUTTON),
        "event_register": (OPEN, OPEN),
        "event_thanks": (OPEN, OPEN_BUTTON),
        "event_calendar": (OPEN, OPEN_BUTTON),
        "venue_picture": (OPEN, OPEN_BUTTON),  # by a name that nobody can guess
        "registration": (OPEN, OPEN),
        "registration_cancel": (OPEN, OPEN_BUTTON),
        "registration_change": (OPEN, OPEN),
        "meetings:gatherings": (TEAM, TEAM),
        "meetings:gathering_new": (TEAM, TEAM),
        "meetings:registrations": (TEAM, TEAM),
        **{f"meetings:{name}": (TEAM, TEAM) for name in (*ONE.split(), *OF_ONE_PERSON.split())},
        "meetings:gathering_state": (BUTTON, TEAM),
        "meetings:registration_do": (BUTTON, TEAM),
        "meetings:paper_form": (TEAM, BUTTON),
        "meetings:bring": (partner, partner),
    }


def gathering_of(things) -> Gathering:
    """One open conference of that team, with somebody on its list."""
    known = Gathering.objects.filter(team=things.team).first()
    return known or make.gathering(team=things.team, days=40)


def registration_of(things) -> Registration:
    gathering = gathering_of(things)
    name = f"Alex of {things.team}"
    known = Registration.objects.filter(gathering=gathering, name=name).exclude(state="cancelled").first()
    return known or make.registration(
        gathering, name, now=timezone.now() - timedelta(minutes=1), address="alex@example.org"
    )


def _picture(things):
    known = VenuePicture.objects.filter(venue=things.venue).select_related("file").first()
    if known is None:
        kept = files.keep(b"\x89PNG\r\n\x1a\n", name="a.png", types=("png",), most_bytes=100, now=timezone.now())
        known = VenuePicture.objects.create(venue=things.venue, file=kept, words="The door")
    return [known.file.stored]


def _one(things):
    return [gathering_of(things).pk]


def _slug(things):
    return [gathering_of(things).slug]


def _token(things):
    return [registration_of(things).token]


def _person(things):
    return [registration_of(things).pk]


ABOUT = {
    **dict.fromkeys(("event", "event_register", "event_thanks", "event_calendar"), _slug),
    **dict.fromkeys(("registration", "registration_cancel", "registration_change"), _token),
    **dict.fromkeys((f"meetings:{name}" for name in (*ONE.split(), "gathering_state", "paper_form", "bring")), _one),
    "my_registration": _one,
    "venue_picture": _picture,
    **dict.fromkeys((f"meetings:{name}" for name in (*OF_ONE_PERSON.split(), "registration_do")), _person),
}
