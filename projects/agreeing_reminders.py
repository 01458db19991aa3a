"""What the clock starts: a reminder for who has not said where they stand, and the review date that comes back by itself."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from projects import agreeing_letters
from projects.models import Agreement, Decision
from projects.queries.agreeing import standing_of, with_voices

LONDON = ZoneInfo("Europe/London")
AHEAD = timedelta(days=3)
REMINDED_AT = time(10)
LOOK_BACK = timedelta(days=30)  # after a long outage, reviews that fell due are still told


def plan_due(*, now) -> int:
    """Noting again changes nothing: each letter's key names its day."""
    return _ask_once_more(now) + _reviews(now)


def _ask_once_more(now):
    """Never somebody who has answered. Who takes it back is reminded on the day they named themselves."""
    today = timezone.localdate(now)
    if timezone.localtime(now).time() < REMINDED_AT:
        return 0
    told = 0
    running = Decision.objects.running(now=now).filter(outcome="").select_related("agreement").order_by("pk")
    for decision in with_voices(running):
        standing = standing_of(decision)
        before = timezone.localdate(decision.closes_at) - AHEAD
        soon = before <= today and timezone.localdate(decision.opened_at) < before
        silent = [each.voice for each in standing.heard if each.position is None] if soon else []
        back = [
            each.voice
            for each in standing.heard
            if each.position and each.position.is_taken_back and each.position.back_by == today
        ]
        if silent:
            told += agreeing_letters.remind(decision, standing.version, silent, on=before, now=now)
        if back:
            told += agreeing_letters.remind(decision, standing.version, back, on=today, now=now)
    return told


def _reviews(now):
    """The day has come: whoever looks after it hears of it, once for each day."""
    today = timezone.localdate(now)
    if now < datetime.combine(today, REMINDED_AT, tzinfo=LONDON):
        return 0
    due = {"review_on__range": (today - LOOK_BACK, today), "owner__isnull": False}
    told = 0
    for decision in Decision.objects.filter(**due).exclude(outcome="").order_by("pk"):
        told += agreeing_letters.remind_of_review(
            decision,
            on=decision.review_on,
            now=now,
            decision=decision.pk,
        )
    for text in Agreement.objects.filter(**due).exclude(agreed_at=None).order_by("pk"):
        same_day = text.decisions.filter(review_on=text.review_on).exclude(outcome="").exists()
        if not same_day:
            told += agreeing_letters.remind_of_review(text, on=text.review_on, now=now, agreement=text.pk)
    return told
