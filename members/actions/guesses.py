"""Codes are judged one at a time for each person, however many guesses arrive at once (reliability 2.2)."""

from datetime import timedelta

from django.db import connection, transaction

from members.emails import too_many_guesses
from members.models import SignInEvent, WrongGuess
from members.rules import Refused

MOST = 10
WITHIN = timedelta(hours=1)
PAUSED = "Those were many wrong codes. For your safety we wait an hour. Ring us, and we let you in by telephone."


def judge(*, person, is_right, now) -> bool:
    """Whether the guess is right; `is_right` is asked under this person's lock, and after ten wrong ones not at all.

    Raises Refused while the door is closed: ten wrong guesses within an hour, the right code included.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('guess:' || %s, 0))", [str(person.pk)])
        wrong = WrongGuess.objects.filter(person=person, at__gt=now - WITHIN).count()
        if wrong < MOST:
            if is_right():
                return True
            WrongGuess.objects.create(person=person, at=now)
            if wrong + 1 == MOST:
                _tell(person, now)
            return False
    raise Refused(PAUSED, field="code")


def _tell(person, now):
    SignInEvent.objects.create(person=person, what=SignInEvent.What.PAUSED, at=now)
    too_many_guesses(person=person, now=now)


def forget_old(*, now) -> int:
    """Guesses of yesterday say nothing any more."""
    return WrongGuess.objects.filter(at__lt=now - timedelta(days=1)).delete()[0]
