"""Meetings that were held and whose register is still open."""

from datetime import timedelta

from meetings.models import Meeting

LOOK_BACK = timedelta(days=60)


def open_registers(now):
    """The latest first; what was forgotten for two months is left to the page of meetings."""
    held = Meeting.objects.past(now=now).filter(state=Meeting.State.PUBLISHED)
    return held.filter(register_closed_at=None, ends_at__gte=now - LOOK_BACK)
