"""The addresses of what people said, of its answers and of what was told, in the matrix of access."""

from django.utils import timezone

from meetings.models import GroupTable, Said, TableNote
from projects.models import Contribution
from tests import factories as make
from tests.access_day import gathering_of

PAGES = "said_in said_new said said_promise said_answer said_change said_how_far said_at said_at_tables"
BUTTONS = "said_told said_wish change_look said_take note_take"


def rows(*, SIGNED_IN, BUTTON, DESK, TEAM):
    return {
        **{f"projects:{page}": (TEAM, TEAM) for page in PAGES.split()},
        **{f"projects:{button}": (BUTTON, TEAM) for button in BUTTONS.split()},
        "projects:what_i_said": (SIGNED_IN, SIGNED_IN),
        "projects:what_i_said_print": (SIGNED_IN, SIGNED_IN),
        "projects:what_they_said_print": (DESK, DESK),
    }


def _said(things):
    """Something their person said, answered and done."""
    found = Contribution.objects.filter(project=things.project).first()
    return found or make.contribution(things.project, people=[things.person], answer="accepted", changed="It is")


def _line(things):
    more = {"text": "Bigger letters, please", "noted_at": timezone.now()}
    return [Said.objects.get_or_create(meeting=things.meeting, defaults=more)[0].pk]


def _note(things):
    """A note of a table that somebody has read."""
    table = GroupTable.objects.get_or_create(gathering=gathering_of(things), number=1, defaults={"question": "And?"})[0]
    more = {"text": "Somebody who rings back", "is_ready": True, "kept_at": timezone.now()}
    return [TableNote.objects.get_or_create(table=table, defaults=more)[0].pk]


def data(name, things):
    """What is posted where an empty form could only be a thing that is not there."""
    return {
        "projects:said_wish": {"person": things.person.pk, "wants": "1"},
        "projects:said_take": {"project": things.project.pk},
        "projects:note_take": {"project": things.project.pk},
    }.get(name, {})


OF_ONE = "said said_public said_promise said_answer said_change said_how_far said_told said_wish"
ABOUT = {
    **dict.fromkeys(("projects:said_in", "projects:said_new"), "project"),
    "projects:said_at": "meeting",
    "projects:what_they_said_print": "person",
    **{f"projects:{name}": lambda things: [_said(things).pk] for name in OF_ONE.split()},
    "projects:change_look": lambda things: [_said(things).changes.first().pk],
    "projects:said_take": _line,
    "projects:said_at_tables": lambda things: [gathering_of(things).pk],
    "projects:note_take": _note,
}
