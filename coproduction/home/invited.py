"""The meetings somebody is asked to, as every home shows them: how it stands, and the buttons to answer."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from members.words import day
from meetings.models import Answer, Meeting, Mode, Rsvp

FEW = 6
ICONS = {Mode.ROOM: "room", Mode.ONLINE: "online", Mode.PHONE: "phone"}


@dataclass(frozen=True)
class Invited:
    """One meeting and one person's invitation to it."""

    rsvp: Rsvp
    meeting: Meeting
    standing: str
    tone: str
    choices: list
    now: datetime

    @property
    def is_open(self):
        return self.rsvp.answer == Answer.SILENT

    @property
    def can_answer(self):
        """Answers are taken until it starts."""
        return self.meeting.starts_at > self.now

    @property
    def address(self):
        return reverse("meetings:meeting", args=[self.meeting.pk])

    @property
    def answer_address(self):
        return reverse("meetings:answer", args=[self.meeting.pk])


def invited_to(person, *, now):
    """The next few meetings this person is asked to, soonest first (one query)."""
    rsvps = (
        Rsvp.objects.standing()
        .filter(person=person, meeting__state=Meeting.State.PUBLISHED, meeting__ends_at__gte=now)
        .select_related("meeting__body")
        .defer("different")
        .order_by("meeting__starts_at", "meeting_id")[:FEW]
    )
    return [_row(rsvp, now) for rsvp in rsvps]


def _row(rsvp, now):
    standing, tone = _standing(rsvp)
    return Invited(rsvp=rsvp, meeting=rsvp.meeting, standing=standing, tone=tone, choices=_choices(rsvp), now=now)


def _standing(rsvp):
    """How it stands in a few words, and their colour."""
    if rsvp.is_waiting:
        return f"You are on the waiting list, {Mode(rsvp.mode).label}", "sun"
    match rsvp.answer:
        case Answer.YES:
            return f"You said yes, {Mode(rsvp.mode).label}", "leaf"
        case Answer.MAYBE:
            return "You are not sure yet", "sun"
        case Answer.NO:
            return "You can't make this one", "plain"
    by = rsvp.meeting.answer_by
    return (f"Please answer by {day(by)}" if by else "Please answer"), "sun"


def _choices(rsvp):
    modes = rsvp.meeting.modes
    rows = [
        {
            "label": f"Yes, {mode.label}" if len(modes) > 1 else f"Yes, I'll be there {mode.label}",
            "fields": {"answer": Answer.YES.value, "mode": mode.value, "next": "/"},
            "icon": ICONS[mode],
            "kind": "main" if rsvp.answer == Answer.SILENT and mode == modes[0] else "",
            "chosen": rsvp.answer == Answer.YES and rsvp.mode == mode,
        }
        for mode in modes
    ]
    for answer, label, icon in ((Answer.MAYBE, "Not sure yet", "maybe"), (Answer.NO, "I can't this time", "no")):
        fields = {"answer": answer.value, "next": "/"}
        rows.append({"label": label, "fields": fields, "icon": icon, "chosen": rsvp.answer == answer})
    return rows
