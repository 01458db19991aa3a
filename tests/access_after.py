"""Addresses of notes, actions and the questions afterwards, for tests/access_matrix.py, in its own words."""

from datetime import timedelta

from django.utils import timezone

from meetings.models import Action, Attendance, Correction, Decision, Notes, NotesVersion, Pulse, PulseSlip, PulseTicket
from members.post import links


def rows(*, only, SIGNED_IN, BUTTON, DESK, TEAM, OPEN, OPEN_BUTTON, FIGURES, ASKED):
    writers = only("CS", missing="X")  # somebody asked to come who was not named to write is refused
    own = only("M", missing="CSTBPGFX")  # the one who has a ticket
    return {
        "meetings:notes": (ASKED, ASKED),
        "meetings:notes_print": (ASKED, ASKED),
        "meetings:notes_correct": (ASKED, ASKED),
        "meetings:since": (ASKED, ASKED),
        **{f"meetings:{name}": (writers, writers) for name in ("notes_live", "line_new", "line_edit", "notes_write")},
        "meetings:line_away": (BUTTON, writers),
        **{f"meetings:{name}": (BUTTON, TEAM) for name in ("notes_send", "notes_agree")},
        "meetings:notes_approve": (BUTTON, only("", missing="CS")),  # no meeting was held before this one
        **{
            f"meetings:{name}": (TEAM, TEAM)
            for name in ("notes_taker", "notes_correct_for", "correction", "pulse_typed")
        },
        "meetings:actions": (SIGNED_IN, SIGNED_IN),
        "meetings:action_end": (BUTTON, only("CSM", missing="TBPGFX")),
        "meetings:pulse": (own, own),
        "meetings:pulse_changes": (DESK, DESK),
        "pulse_results": (ASKED, ASKED),
        "pulse_year": (FIGURES, FIGURES),
        "rsvp_since": (OPEN, OPEN_BUTTON),
        "after": (OPEN, OPEN_BUTTON),
        **{f"after_{name}": (OPEN_BUTTON, OPEN) for name in ("pulse", "check_in", "correct", "action")},
    }


def _all(things):
    """Notes that were sent, a box with a ticket of this person, and that they came; each once."""
    now, meeting, person = timezone.now(), things.meeting, things.person
    notes, _ = Notes.objects.get_or_create(meeting=meeting, defaults={"sent_at": now, "correct_by": now.date()})
    NotesVersion.objects.get_or_create(notes=notes, number=1, defaults={"words": "- We met", "written_at": now})
    box, _ = Pulse.objects.get_or_create(
        meeting=meeting, defaults={"opened_at": now, "closes_on": now.date() + timedelta(days=30), "asked": 9}
    )
    PulseSlip.objects.get_or_create(pulse=box)
    PulseTicket.objects.get_or_create(pulse=box, person=person)
    Attendance.objects.get_or_create(meeting=meeting, person=person, defaults={"mode": "room", "marked_at": now})
    return notes


def _meeting(things):
    _all(things)
    return [things.meeting.pk]


def _line(things):
    made, _ = Decision.objects.get_or_create(
        meeting=things.meeting, text="We decided", defaults={"noted_at": timezone.now()}
    )
    return ["decision", made.pk]


def _action(things):
    made, _ = Action.objects.get_or_create(
        meeting=things.meeting, owner=things.person, defaults={"text": "Ring", "noted_at": timezone.now()}
    )
    return made.pk


def _correction(things):
    made, _ = Correction.objects.get_or_create(
        notes=_all(things), person=things.person, defaults={"words": "No", "suggested_at": timezone.now()}
    )
    return [made.pk]


def _token(things):
    _all(things)
    now = timezone.now()
    link = links.link_for(
        person=things.person,
        purpose="after",
        about=things.meeting.about_word,
        expires_at=now + timedelta(days=30),
        now=now,
    )
    return [link.token]


OF_A_MEETING = (
    "notes notes_live notes_write notes_send notes_agree notes_approve notes_taker notes_print notes_correct notes_correct_for "
    "since pulse pulse_typed pulse_changes"
)
ABOUT = {
    **{f"meetings:{name}": _meeting for name in OF_A_MEETING.split()},
    "rsvp_since": "token",
    "pulse_results": _meeting,
    "meetings:line_new": lambda things: [things.meeting.pk, "decision"],
    "meetings:line_edit": _line,
    "meetings:line_away": _line,
    "meetings:action_end": lambda things: [_action(things)],
    "meetings:correction": _correction,
    **dict.fromkeys(("after", "after_pulse", "after_check_in", "after_correct"), _token),
    "after_action": lambda things: [*_token(things), _action(things)],
}
