"""The two letters that stand for somebody in notes: they go when the person's record goes, and follow when it is merged."""

import re

from meetings.models import NotesVersion
from members.queries.names import A_MEMBER


def cover(*, person) -> int:
    """In every version of notes. Two people with the same letters both become "a member": better than leaving one. How many."""
    found = NotesVersion.objects.filter(people__has_key=str(person.pk)).order_by("pk")
    for version in found:
        letters = version.people.pop(str(person.pk))
        version.people = {number: other for number, other in version.people.items() if other != letters}
        version.words = re.sub(rf"(?<![\w.]){re.escape(letters)}(?!\w)", A_MEMBER, version.words)
        version.save(update_fields=["words", "people"])
    return len(found)


def hand_over(*, person, other_id) -> int:
    """The record `other_id` went into this person's. How many versions."""
    found = NotesVersion.objects.filter(people__has_key=str(other_id)).order_by("pk")
    for version in found:
        letters = version.people.pop(str(other_id))
        version.people.setdefault(str(person.pk), letters)
        version.save(update_fields=["people"])
    return len(found)
