"""Letters about agendas: out, changed, and what became of a topic somebody proposed. `agenda_wording.py` writes them."""

from django.db.models import F, Value

from meetings.emails import MERGE, keyed
from meetings.models import Answer, Rsvp
from members.models import Letter
from members.models.letter import LetterState
from members.post import letters, window

OUT, CHANGED, TOPIC = "agenda_out", "agenda_changed", "agenda_topic"


def _asked(meeting):
    """Those who are asked and have not said no; whoever is asked later finds the agenda behind their link."""
    return Rsvp.objects.filter(meeting=meeting, invited_at__isnull=False).standing().exclude(answer=Answer.NO)


def send_out(meeting, *, now) -> int:
    """The agenda to everybody asked, each by their own channel; its key makes it one a person, however often asked for."""
    source = keyed(_asked(meeting), OUT, Value(f"{meeting.pk}"), F("person_id"))
    return letters.note_set(
        kind=OUT, source=source, about=meeting.about_word, due_at=now, expires_at=meeting.starts_at, now=now
    )


def send_changed(agenda, *, meeting, now) -> int:
    """That it changed: once for all changes within ten minutes, and not to whoever still waits for the agenda itself."""
    due_at = now + MERGE
    waiting = Letter.objects.filter(about=meeting.about_word, kind__in=[OUT, CHANGED], state=LetterState.WAITING)
    waiting.filter(kind=CHANGED).update(due_at=window.opening(due_at))
    had_it = Letter.objects.filter(about=meeting.about_word, kind=OUT).exclude(state=LetterState.WITHHELD)
    told = _asked(meeting).filter(person__in=had_it.values("person")).exclude(person__in=waiting.values("person"))
    source = keyed(told, CHANGED, Value(f"{meeting.pk}:{agenda.revision}"), F("person_id"))
    return letters.note_set(
        kind=CHANGED, source=source, about=meeting.about_word, due_at=due_at, expires_at=meeting.starts_at, now=now
    )


def send_topic_answer(item, *, meeting, now) -> None:
    """What became of their topic, by their own channel."""
    if item.proposed_by_id is None:
        return
    letters.note(
        kind=TOPIC, key=f"{TOPIC}:{item.pk}:{item.answers}", person=item.proposed_by_id, about=meeting.about_word,
        facts={"meeting": meeting.pk, "item": item.pk, "answers": item.answers}, due_at=now, expires_at=None, now=now,
    )  # fmt: skip
