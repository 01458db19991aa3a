"""The human twin of post (COM-03): calls to make, texts to write, letters to print."""

from datetime import datetime

from members.models import ContactTask
from members.models.channel import Way


def add(
    *, person, why: str, due_at: datetime, about: str = "", way: str = Way.PHONE, script: str = "", is_urgent: bool = False,
    letter=None, now: datetime,
) -> ContactTask:  # fmt: skip
    """A line on *calls and letters*; one a letter, so that doing it twice gives the same line."""
    values = {
        "person": person, "why": why[:200], "due_at": due_at, "about": about, "way": way, "script": script,
        "is_urgent": is_urgent,
    }  # fmt: skip
    if letter is None:
        return ContactTask.objects.create(**values)
    return ContactTask.objects.get_or_create(letter=letter, defaults=values)[0]
