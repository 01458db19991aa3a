"""Invitations that lie with a person (a call not yet made, a letter not yet printed): their words follow the meeting."""

from meetings import emails, wording
from members.models import ContactTask
from members.models.letter import LetterState
from members.post import calls
from members.queries import access


def untold(meeting):
    """The open, unprinted calls and letters that carry this meeting's invitation."""
    return ContactTask.objects.filter(
        about=meeting.about_word,
        closed_at=None,
        printed_at=None,
        letter__kind=emails.INVITATION,
        letter__state=LetterState.SENDING,
    )


def refresh(meeting, *, now) -> int:
    """Write them anew from what is now true, so that nobody reads out an old time or place."""
    count = 0
    tasks = list(untold(meeting).select_related("letter__person").order_by("pk"))
    silent = access.who_never_rings({task.letter.person_id for task in tasks})
    for task in tasks:
        letter = task.letter
        if wording.invitation_still_true(letter, now=now):
            continue
        rendered = wording.invitation(letter, now=now)
        words = calls.in_words(rendered, task.way, never_rings=letter.person_id in silent)
        task.script, task.why = words, rendered.subject[:200]
        task.save(update_fields=["script", "why"])
        letter.subject, letter.text = rendered.subject[:200], words
        letter.save(update_fields=["subject", "text"])
        count += 1
    return count
