"""The meetings somebody is asked to, as every home shows them: how it stands, and the buttons to answer."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from meetings.actions.asking_again import heard_of
from meetings.models import Answer, Meeting, Mode, Rsvp
from meetings.queries import Panel, asked_of, panel
from members.queries.often import Often, belonging
from members.words import day

FEW = 6
RSVP_SHOWN = ["id", "answer", "mode", "either", "place_no", "queue_no", "meeting_id", "person_id"]
MEETING_SHOWN = [  # what a home draws; a meeting has three times as many columns
    "id", "title", "about", "starts_at", "ends_at", "answer_by", "place", "access", "state", "join_link", "dial_in", "body_id",
    "room_offered", "room_places", "online_offered", "online_places", "phone_offered", "phone_places",
]  # fmt: skip
ASKED = Often(
    lambda person, now: heard_of(asked_of(person, now=now), day=timezone.localdate(now)).values_list(
        *RSVP_SHOWN, *(f"meeting__{name}" for name in MEETING_SHOWN), "meeting__agenda__out_at"
    )[:FEW]
)
WORDS = {
    Answer.MAYBE: ("You are not sure yet", "sun"),
    Answer.NO: ("You can't this time", "plain"),
}
BEGUN = ("It has begun", "plain")


@dataclass(frozen=True)
class Invited:
    """One meeting and one person's invitation to it; only the first of a home has its `panel` of buttons."""

    rsvp: Rsvp
    word: str
    tone: str
    panel: Panel | None = None

    @property
    def meeting(self) -> Meeting:
        return self.rsvp.meeting

    @property
    def is_open(self):
        return self.rsvp.answer == Answer.SILENT and (self.word, self.tone) != BEGUN

    @property
    def said_yes(self):
        return self.rsvp.answer == Answer.YES

    @property
    def address(self):
        return reverse("meetings:meeting", args=[self.meeting.pk])

    @property
    def answer_address(self):
        return reverse("meetings:answer", args=[self.meeting.pk])


def invited_to(person, *, now, buttons=True, yes_first=False):
    """The next few meetings this person is asked to, soonest first (three queries at most, however many there are)."""
    rsvps = [_rsvp(row) for row in ASKED.rows(person.pk, now)]
    if yes_first:
        rsvps.sort(key=lambda rsvp: rsvp.answer != Answer.YES)  # the others stay in their order
    return [
        Invited(rsvp, *_standing(rsvp, now=now), panel=panel(rsvp, now=now) if buttons and not place else None)
        for place, rsvp in enumerate(rsvps)
    ]


def _rsvp(row):
    rsvp = belonging(Rsvp, RSVP_SHOWN, row[: len(RSVP_SHOWN)])
    rsvp.meeting = belonging(Meeting, MEETING_SHOWN, row[len(RSVP_SHOWN) : -1])
    rsvp.meeting.agenda_out_at = row[-1]
    return rsvp


def _standing(rsvp, *, now):
    """How it stands in a few words, and their colour; asks the database nothing."""
    if rsvp.is_waiting:
        return f"You are on the waiting list, {Mode(rsvp.mode).label}", "sun"
    if rsvp.answer == Answer.YES:
        return f"You are coming {Mode(rsvp.mode).label}", "leaf"
    if rsvp.answer in WORDS:
        return WORDS[rsvp.answer]
    if rsvp.meeting.starts_at <= now:
        return BEGUN
    by = rsvp.meeting.answer_by
    return (f"Please answer by {day(by)}" if by and by >= now.date() else "Please answer"), "sun"
