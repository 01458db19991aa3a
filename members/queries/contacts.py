"""The last contacts with a person, both ways: letters and calls of ours, wishes and calls of theirs, notes."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from members.models import ContactTask, Letter, PersonNote, RingRequest
from members.models.channel import Way
from members.models.contact import Outcome
from members.models.letter import LetterState
from members.models.note import NoteSort

SHOWN = 6
IN, OUT, BOTH = "They to us", "We to them", "Together"
OF_NOTE = {NoteSort.RANG_US: IN, NoteSort.WROTE: IN, NoteSort.WE_RANG: OUT, NoteSort.MET: BOTH, NoteSort.OTHER: ""}
CAME_BACK = "came back"  # a mark on a letter that was sent, and no state of its own
BY = {Way.EMAIL: "by email", Way.TEXT: "by text", Way.PHONE: "by telephone", Way.POST: "by post"}


@dataclass(frozen=True)
class Contact:
    """One line: when, which way, what, how it stands; `note` is the id of a note that may be taken away."""

    at: datetime
    direction: str
    what: str
    state: str = ""
    words: str = ""
    by: str = ""
    url: str = ""
    note: int | None = None


def last_with(person, *, count=SHOWN) -> list[Contact]:
    """Newest first. Two questions, however much there was."""
    found = [_told(*row) for row in _post_and_calls(person)[:count]]
    for note in PersonNote.objects.filter(person=person).select_related("written_by")[:count]:
        by = note.written_by.name if note.written_by else "somebody who is no longer here"
        found.append(
            Contact(note.written_at, OF_NOTE[note.sort], note.get_sort_display(), words=note.words, by=by, note=note.pk)
        )
    return sorted(found, key=lambda each: each.at, reverse=True)[:count]


def _post_and_calls(person):
    """Letters that left or lie with a person, calls that were made, and wishes to be rung, as rows of one shape."""

    def rows(found, sort, at, what, way, state):
        shape = {
            "row_sort": Value(sort, CharField()), "row_at": F(at), "row_what": what, "row_way": way, "row_state": state,
            "row_id": F("pk"),
        }  # fmt: skip
        return found.order_by().annotate(**shape).values_list(*shape)

    none = Value("", CharField())
    left = Letter.objects.filter(person=person, task=None, is_sensitive=False).outside_the_sealed_room()
    left = left.exclude(state__in=[LetterState.WAITING, LetterState.WITHHELD])
    stands = Case(When(bounced_at=None, then=F("state")), default=Value(CAME_BACK), output_field=CharField())
    letters = rows(left.annotate(at=Coalesce("sent_at", "due_at")), "letter", "at", F("subject"), F("way"), stands)
    rung = ContactTask.objects.filter(person=person).exclude(closed_at=None).exclude(outcome=Outcome.NOT_NEEDED)
    calls = rows(rung, "call", "closed_at", F("why"), F("way"), F("outcome"))
    asked = rows(RingRequest.objects.filter(person=person), "ring", "asked_at", none, none, none)
    return letters.union(calls, asked, all=True).order_by("-row_at", "-row_id")


def _told(sort, at, what, way, state, pk):
    if sort == "ring":
        return Contact(at, IN, "Asked us to ring")
    if sort == "letter":
        return Contact(
            at,
            OUT,
            what or "A letter",
            f"{'Came back' if state == CAME_BACK else LetterState(state).label}, {BY[way]}",
            url=reverse("members:message", args=[pk]),
        )
    return Contact(at, OUT, what, f"{Outcome(state).label}, {BY[way]}")
