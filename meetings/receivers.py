"""What this floor does when the ground floor announces something."""

from meetings.actions import planning
from members.events import person_left


def give_places_back(sender, *, person, now, **rest):
    """Whoever leaves the group holds no place and has no open link any more."""
    planning.leave_everything(person, now=now)


def connect():
    person_left.connect(give_places_back, dispatch_uid="meetings.give_places_back")
