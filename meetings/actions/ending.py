"""A series ends, with its later meetings, and may go on again."""

from django.db import transaction

from meetings import rules
from meetings.actions import planning
from meetings.actions import series as keeping
from meetings.models import MeetingState, Series
from members.permissions import Permission, require


@transaction.atomic
def end(*, series, last_on, because, actor, now) -> Series:
    """No more dates after that day; later meetings are cancelled, and whoever was asked is told why."""
    require(actor, Permission.PLAN_MEETING, within=series)
    series = keeping.lock(series.pk)
    rules.check_can_end(series, last_on, because=because, now=now)
    for meeting in after(series, last_on, now=now):
        planning.cancel(meeting=meeting, because=because, actor=actor, now=now)
    series.last_on, series.ended_because = last_on, because.strip()[:300]
    series.save(update_fields=["last_on", "ended_because"])
    return series


@transaction.atomic
def go_on(*, series, actor, now) -> Series:
    """An ended series meets again by its rule, from the next date on."""
    require(actor, Permission.PLAN_MEETING, within=series)
    series = keeping.lock(series.pk)
    series.last_on, series.ended_because = None, ""
    series.save(update_fields=["last_on", "ended_because"])
    keeping.keep_ahead(series.pk, now=now)
    return series


def after(series, last_on, *, now):
    """Its meetings to come after that day, earliest first."""
    later = series.meetings.filter(series_on__gt=last_on, starts_at__gt=now)
    return later.exclude(state=MeetingState.CANCELLED).order_by("starts_at", "pk")
