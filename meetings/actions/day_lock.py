"""Where people who change the day of the same gathering wait for each other."""

from meetings.models import Gathering
from meetings.rules import LONDON


def lock(pk) -> Gathering:
    """First of all locks: gathering, then registration, then letter."""
    return Gathering.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def london_day(at):
    """The day on the charity's wall."""
    return at.astimezone(LONDON).date()
