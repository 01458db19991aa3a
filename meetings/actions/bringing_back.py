"""What comes back on the next agenda unasked: the actions that are still open, and the notes that wait to be approved."""

from datetime import timedelta

from django.db import transaction

from meetings import next_time
from meetings.actions import agenda
from meetings.models import AgendaItem, AgendaPurpose, CameFrom, Meeting, MeetingState, Notes

AHEAD = timedelta(days=45)
ACTIONS, NOTES = "actions", "notes"
SAID_WE_WOULD = "What we said we would do"
ALL_DONE = "Everything from last time is done."
ARE_THEY_RIGHT = "Are the notes of last time right?"


@transaction.atomic
def bring_back(*, now) -> int:
    """The planner's: each once on the next meeting of a group, kept up to date until its agenda is out. How many are new.

    Who takes such a topic off is not asked again.
    """
    made = 0
    coming = Meeting.objects.exclude(state=MeetingState.CANCELLED).filter(starts_at__gt=now, starts_at__lte=now + AHEAD)
    for meeting in coming.filter(agenda__out_at=None).order_by("starts_at", "pk"):
        if next_time.of_the_same_group(meeting).filter(starts_at__gt=now, starts_at__lt=meeting.starts_at).exists():
            continue
        made += _actions(meeting, now=now) + _notes(meeting, now=now)
    return made


def _actions(meeting, *, now) -> int:
    carried = list(next_time.carried_to(meeting)[:20])
    known = AgendaItem.objects.filter(meeting=meeting, source=ACTIONS).first()
    words = ".\n".join(" ".join(action.text.split()).rstrip(".") for action in carried)[:900]
    if known is not None:
        summary = f"{words}." if words else ALL_DONE
        if known.summary != summary:
            AgendaItem.objects.filter(pk=known.pk).update(summary=summary)
        return 0
    if not carried or _was_taken_off(meeting, ACTIONS):
        return 0
    agenda.put_on(
        meeting=meeting, source=ACTIONS, came_from=CameFrom.ACTION, title=SAID_WE_WOULD, summary=f"{words}.",
        minutes=10, purpose=AgendaPurpose.HEAR, may_be_skipped=False, now=now,
    )  # fmt: skip
    return 1


def _notes(meeting, *, now) -> int:
    last = next_time.last_before(meeting)
    waiting = (
        Notes.objects.filter(meeting=last, sent_at__isnull=False, approved_at=None) if last else Notes.objects.none()
    )
    known = AgendaItem.objects.filter(meeting=meeting, source=NOTES)
    if not waiting.exists() or known.exists() or _was_taken_off(meeting, NOTES):
        return 0
    agenda.put_on(
        meeting=meeting, source=NOTES, came_from=CameFrom.STANDING, title=ARE_THEY_RIGHT,
        summary="We go through what was corrected, and agree that they are right.", minutes=5,
        purpose=AgendaPurpose.DECIDE, may_be_skipped=False, now=now,
    )  # fmt: skip
    return 1


def _was_taken_off(meeting, source) -> bool:
    events = AgendaItem.pgh_event_models["insert"]
    return events.objects.filter(meeting_id=meeting.pk, source=source, pgh_label="delete").exists()
