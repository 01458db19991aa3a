"""Whether post works: a letter to oneself, and what became of it."""

from datetime import timedelta

from django.db import transaction

from members.emails import trying
from members.models import Letter, Person
from members.models.letter import LetterState
from members.permissions import Permission, require
from members.post.failures import TEST_LETTER
from members.rules import Refused

MOST_IN_AN_HOUR = 10


@transaction.atomic
def write_to_oneself(*, actor, now) -> Letter:
    """A test letter to whoever asks; the one that still waits, if there is one."""
    require(actor, Permission.RUN_SITE)
    Person.objects.select_for_update(no_key=True).get(pk=actor.person_id)  # two presses at once are one letter
    mine = Letter.objects.filter(person=actor.person, kind=TEST_LETTER)
    if waiting := mine.filter(state__in=[LetterState.WAITING, LetterState.SENDING]).first():
        return waiting
    if mine.filter(created_at__gte=now - timedelta(hours=1)).count() >= MOST_IN_AN_HOUR:
        raise Refused(f"{MOST_IN_AN_HOUR} test letters in an hour are enough. Please wait a little.")
    trying.note_letter(person=actor.person, now=now)
    return mine.order_by("-pk").first()
