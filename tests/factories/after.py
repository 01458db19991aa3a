"""What is written down at a meeting, its notes, and the questions afterwards."""

from datetime import timedelta

from meetings.models import Action, Decision, Notes, NotesVersion, Pulse, PulseResponse, PulseSlip, PulseTicket, Said


def decision(meeting, text="Print the pack in large letters", **fields):
    return Decision.objects.create(meeting=meeting, text=text, noted_at=meeting.starts_at, **fields)


def action(meeting, text="Ring the printer", **fields):
    return Action.objects.create(meeting=meeting, text=text, noted_at=meeting.starts_at, **fields)


def said(meeting, text="The letters are too small", **fields):
    return Said.objects.create(meeting=meeting, text=text, noted_at=meeting.starts_at, **fields)


def notes(meeting, words="Welcome pack\n- We decided: print it large", *, sent=True, people=None, **fields):
    """Notes with one version, sent the day after unless said otherwise."""
    if sent:
        fields.setdefault("sent_at", meeting.ends_at + timedelta(days=1))
        fields.setdefault("correct_by", (meeting.ends_at + timedelta(days=6)).date())
    made = Notes.objects.create(meeting=meeting, **fields)
    NotesVersion.objects.create(
        notes=made,
        number=1,
        words=words,
        people=people or {},
        why="sent" if sent else "written",
        written_at=meeting.ends_at,
    )
    return made


def pulse(meeting, *, people=(), answers=(), asked=None, closed=False):
    """A box with a ticket for each of these people and these answers (dicts) in it."""
    box = Pulse.objects.create(
        meeting=meeting, opened_at=meeting.ends_at, closes_on=(meeting.ends_at + timedelta(days=14)).date(),
        asked=asked if asked is not None else len(people), closed_at=meeting.ends_at + timedelta(days=15) if closed else None,
    )  # fmt: skip
    PulseSlip.objects.create(pulse=box)
    PulseTicket.objects.bulk_create([PulseTicket(pulse=box, person=person) for person in people])
    PulseResponse.objects.bulk_create([PulseResponse(pulse=box, **each) for each in answers])
    return box
