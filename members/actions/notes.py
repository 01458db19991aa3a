"""Writing down a contact with a person, and taking a note away again."""

from django.db import transaction

from members.models import PersonNote
from members.permissions import Permission, require
from members.rules import Refused


@transaction.atomic
def write(*, person, sort, words, actor, now) -> PersonNote:
    """One note about this person; whoever may see how they are reached may read it, and so may the person."""
    require(actor, Permission.EDIT_PEOPLE, within=person)
    if not words.strip():
        raise Refused("Please write a word or two, or leave the note.", field="words")
    return PersonNote.objects.create(
        person=person, sort=sort, words=words.strip(), written_by=actor.person, written_at=now
    )


@transaction.atomic
def take_away(*, note, actor) -> None:
    """The words go for good; history keeps that there was a note."""
    require(actor, Permission.EDIT_PEOPLE, within=note.person)
    note.delete()
