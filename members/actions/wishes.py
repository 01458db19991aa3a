"""How much post somebody wants: saved by the person, by the desk in their name, or by the link in a letter."""

from django.db import transaction

from members.actions import post
from members.models import Letter, Person, PostWishes
from members.models.channel import Purpose
from members.models.letter import LetterState
from members.models.wishes import NOT_AT_ALL, SORTS, USUAL
from members.permissions import Permission, require
from members.post import letters, pacing

NAMES = (*(str(sort) for sort in SORTS), "weekly_letter", "most_a_week")


@transaction.atomic
def save(*, person, actor, now, **wishes) -> PostWishes:
    """Only what is named changes; letters that wait are looked at again by the new wishes."""
    require(actor, Permission.RECORD_CONSENT, within=person)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    found = PostWishes.objects.filter(person=person).first() or PostWishes(person=person)
    for name in NAMES:
        if name in wishes:
            setattr(found, name, wishes[name])
    found.save()
    _look_again(person, now=now)
    return found


def stop(*, person, sort, actor, now) -> None:
    """No more letters of this sort; what they must know comes all the same."""
    if sort == Purpose.EVERYTHING:
        post.essential_only(person=person, wanted=True, actor=actor, now=now)
        return
    save(person=person, actor=actor, now=now, **{str(sort): NOT_AT_ALL})


def start_again(*, person, sort, actor, now) -> None:
    """These letters come again, by the usual way."""
    if sort == Purpose.EVERYTHING:
        post.essential_only(person=person, wanted=False, actor=actor, now=now)
        return
    save(person=person, actor=actor, now=now, **{str(sort): USUAL})


def _look_again(person, *, now):
    waiting = Letter.objects.filter(person=person, state=LetterState.WAITING, reason__in=pacing.REASONS)
    if waiting.update(due_at=now, reason=""):
        letters.nudge()
