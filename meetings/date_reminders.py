"""The planner of finding a date: the day before answers are wanted, those who have not answered hear once more."""

from datetime import timedelta

from meetings import date_letters
from meetings.models import DatePoll, PollState
from meetings.rules import LONDON
from members.models import Letter


def plan_due(*, now) -> int:
    """Once a poll, however often it is asked."""
    today = now.astimezone(LONDON).date()
    due = DatePoll.objects.filter(
        state=PollState.OPEN, answer_by__lte=today + timedelta(days=1), answer_by__gte=today
    ).order_by("pk")
    noted = 0
    for poll in due:
        if date_letters.remind_at(poll) <= now and _asked_a_day_ago(poll, now=now):
            noted += date_letters.send_reminder(poll, now=now)
    return noted


def _asked_a_day_ago(poll, *, now) -> bool:
    """A poll with little time is not reminded of in the same breath, and only once."""
    done = Letter.objects.filter(about=poll.about_word, kind=date_letters.REMIND).exists()
    return not done and poll.opened_at <= now - timedelta(days=1)
