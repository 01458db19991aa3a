"""What this floor does when the ground floor announces something."""

from meetings.actions import dates, initials, places, planning, registrations, rsvps
from meetings.models import Meeting
from members.events import person_erased, person_left, person_merged


def give_places_back(sender, *, person, now, **rest):
    """Whoever leaves the group holds no place and has no open link any more."""
    planning.leave_everything(person, now=now)
    dates.leave_all(person, now=now)
    registrations.hold_still(person=person, now=now)  # an erasure begins with this, and writes into them next


def give_on_the_second_place(sender, *, person, now, **rest):
    """Two records of one person held two places at a meeting to come: the one that went free goes to whoever waits."""
    coming = Meeting.objects.upcoming(now=now).filter(rsvps__person=person, starts_at__gt=now)
    for number in coming.order_by("pk").values_list("pk", flat=True):
        rsvps.move_up(places.lock(number), now=now)


def cover_two_letters(sender, *, person, **rest):
    """Whose record is erased stands in notes as "a member", not as two letters."""
    initials.cover(person=person)


def give_registrations_back(sender, *, person, now, **rest):
    """Whose record is erased holds no place at a conference either."""
    registrations.give_back(person=person, now=now)


def carry_two_letters_over(sender, *, person, other_id, **rest):
    """Two records became one: the letters stand for the one that stayed."""
    initials.hand_over(person=person, other_id=other_id)


def connect():
    person_erased.connect(cover_two_letters, dispatch_uid="meetings.cover_two_letters")
    person_erased.connect(give_registrations_back, dispatch_uid="meetings.give_registrations_back")
    person_merged.connect(carry_two_letters_over, dispatch_uid="meetings.carry_two_letters_over")
    person_left.connect(give_places_back, dispatch_uid="meetings.give_places_back")
    person_merged.connect(give_on_the_second_place, dispatch_uid="meetings.give_on_the_second_place")
