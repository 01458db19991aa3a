"""The planner of questions between bodies: who sees to an answer hears once more, three days before it is wanted."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from meetings import question_letters
from meetings.models import Question
from meetings.rules import LONDON
from members.models import Letter

AHEAD = timedelta(days=3)
REMINDED_AT = time(10)
A_DAY = timedelta(days=1)


def plan_due(*, now) -> int:
    """Once for each question and owner; not on the heels of the letter that named them, nor when the day has passed."""
    told = question_letters.pass_on(now=now)
    today = timezone.localdate(now)
    due = Question.objects.open().filter(owner__isnull=False, answer_by__range=(today, today + AHEAD)).order_by("pk")
    return told + sum(_remind(question, now=now) for question in due)


def _remind(question, *, now) -> int:
    at = datetime.combine(question.answer_by - AHEAD, REMINDED_AT, tzinfo=LONDON)
    own = Letter.objects.filter(about=question.about_word, person=question_letters.hears(question, now=now))
    if now < at or own.filter(kind=question_letters.YOURS, due_at__gt=now - A_DAY).exists():
        return 0
    if own.filter(kind=question_letters.REMINDER).exists():
        return 0
    question_letters.remind_owner(question, now=now)
    return 1
