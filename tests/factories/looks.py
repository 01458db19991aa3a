"""Looks at ourselves in tests: one that is open for three weeks, and people who scored it."""

from datetime import timedelta

from django.utils import timezone

from projects.models import Assessment, OwnScore
from projects.queries.frameworks import framework


def look(*, year=None, opens=-1, closes=20, finished=False, **fields):
    """Days are counted from today."""
    now = timezone.now()
    today = timezone.localdate(now)
    return Assessment.objects.create(
        framework=framework("4pi"), year=year or today.year, opens_on=today + timedelta(days=opens),
        closes_on=today + timedelta(days=closes), began_at=now, finished_at=now if finished else None, **fields,
    )  # fmt: skip


def own_scores(of, people, *, side="member", score=3, items=None):
    """Each of these people gives this score to each of these standards."""
    for person in people:
        for item in items or of.framework.items.all():
            OwnScore.objects.create(
                assessment=of, item=item, person=person, side=side, score=score, noted_at=of.began_at, noted_by=person
            )
