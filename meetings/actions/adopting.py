"""Meetings that stood alone become dates of a series."""

from datetime import timedelta

from django.db import transaction

from meetings import dates, rules
from meetings.actions import months
from meetings.actions import series as keeping
from meetings.models import Meeting, MeetingState, Unit
from members.permissions import Permission, require


def adoptable(series):
    """Meetings of the same group and kind that belong to no series."""
    alone = Meeting.objects.filter(series=None, kind=series.kind_id, body=series.body_id, team=series.team_id)
    return alone.exclude(state=MeetingState.CANCELLED).order_by("starts_at", "pk")


@transaction.atomic
def adopt(*, series, meetings, actor, now) -> int:
    """Meetings there were before the series become its own: each takes the nearest date nobody has. Nobody is told."""
    require(actor, Permission.PLAN_MEETING, within=series)
    series = keeping.lock(series.pk)
    taken = set(series.meetings.exclude(state=MeetingState.CANCELLED).values_list("series_on", flat=True))
    near = timedelta(days=15 * series.every if series.unit == Unit.MONTH else 4 * series.every)
    adopted = 0
    for meeting in meetings:
        require(actor, Permission.PLAN_MEETING, within=meeting)
        on = meeting.starts_at.astimezone(rules.LONDON).date()
        free = [each for each in dates.between(series, first=on - near, last=on + near) if each not in taken]
        if free:
            nearest = min(free, key=lambda each: abs(each - on))
            taken.add(nearest)
            Meeting.objects.filter(pk=meeting.pk).update(series=series, series_on=nearest)
            adopted += 1
    months.lay_out(series, now=now)
    return adopted
