"""The human twin of post (COM-03): calls to make, texts to write, letters to print."""

from datetime import datetime

from members.models import ContactTask
from members.models.channel import Way
from members.models.contact import Outcome
from members.post import trial


def in_words(rendered, way: str) -> str:
    """What is told by that way: the short words in a text message, else those for the telephone or print."""
    return rendered.short if way == Way.TEXT and rendered.short else rendered.script or rendered.text


def add(
    *, person, why: str, due_at: datetime, about: str = "", way: str = Way.PHONE, script: str = "", is_urgent: bool = False,
    letter=None, to_name: str = "", to_address: str = "", asked: bool = False, now: datetime,
) -> ContactTask:  # fmt: skip
    """A line on *calls and letters*; one a letter, so that doing it twice gives the same line.
    `to_name` and `to_address` are for a guest, who is no record of ours (`person` is None). `asked`: somebody wants it;
    what the site thinks of by itself is closed at once while the site is only tried out."""
    values = {
        "person": person, "why": why[:200], "due_at": due_at, "about": about, "way": way, "script": script,
        "is_urgent": is_urgent, "to_name": to_name[:200], "to_address": to_address[:500],
    }  # fmt: skip
    if not asked and letter is None and trial.keeps_back(person, now=now):
        values |= {"outcome": Outcome.NOT_NEEDED, "closed_at": now, "note": trial.TRIAL}
    if letter is None:
        return ContactTask.objects.create(**values)
    return ContactTask.objects.get_or_create(letter=letter, defaults=values)[0]
