"""Views sent instead of coming (MTG-04): an answer of its own, and words that get an answer like any said in the room."""

from django.db import transaction

from meetings.actions import lines, rsvps
from meetings.models import Answer, Meeting, Passed, Quote, Said
from meetings.rules import check_answer
from members.rules import Refused

MOST = 10  # of one person for one meeting


@transaction.atomic
def send(*, rsvp, text, quote=Quote.NONE, actor, now) -> Said:
    """What somebody thinks, for a meeting they do not come to. They count as not coming; the words wait for the notes.

    Raises Refused when the meeting is over or cancelled, or when there is nothing to send.
    """
    rsvps.require_to_answer(actor, rsvp)
    Meeting.objects.select_for_update(of=("self",), no_key=True).get(
        pk=rsvp.meeting_id
    )  # two presses wait for each other
    meeting = Meeting.objects.get(pk=rsvp.meeting_id)
    check_answer(meeting, rsvp, answer=Answer.NO, mode="", now=now)
    if not text.strip():
        raise Refused("Please write what you think, in a few words.", field="text")
    theirs = Said.objects.filter(meeting=meeting, speaker_id=rsvp.person_id, sent_instead=True)
    if theirs.filter(text=text.strip()).exists():
        return theirs.filter(text=text.strip()).first()
    if theirs.count() >= MOST:
        raise Refused(f"You have sent {MOST} views for this meeting. Please ring us if there is more.", field="text")
    if rsvp.answer != Answer.NO:
        rsvps.answer(rsvp=rsvp, answer=Answer.NO, actor=actor, now=now)
    said = Said.objects.create(
        meeting=meeting, text=text.strip(), speaker_id=rsvp.person_id, quote=quote, sent_instead=True, state=Passed.READY,
        noted_at=now, noted_by=actor.person,
    )  # fmt: skip
    lines.write_into_the_ledger(said, actor=actor, now=now)
    return said
