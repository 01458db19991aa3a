"""The register: who came, however they took part. It is the truth; an answer was only a plan."""

from django.db import transaction

from meetings import events, rules
from meetings.actions import places
from meetings.models import Attendance, Meeting, Mode
from meetings.queries import said_yes_unmarked
from members.actions import aware
from members.models import Seat
from members.permissions import Permission, require
from members.rules import Refused


@transaction.atomic
def mark(*, meeting, person, came, mode="", hat="", actor, now) -> Attendance:
    """Note that somebody came (and how) or couldn't make it; pressing again changes it, each person stands there once."""
    require(actor, Permission.KEEP_REGISTER, within=meeting)
    rules.check_register_open(meeting, now=now)
    rules.check_register_not_closed(meeting)
    if came and mode not in Mode.values:
        raise Refused("Please say how they took part: in the room, online or by phone.")
    asked = meeting.rsvps.standing().filter(person=person).exists()
    return _write(meeting, person, came=came, mode=mode, hat=hat, is_walk_in=not asked, actor=actor, now=now)


@transaction.atomic
def unmark(*, meeting, person, actor, now) -> None:
    """Back to *not marked*: a wrong press leaves nothing behind but history."""
    require(actor, Permission.KEEP_REGISTER, within=meeting)
    rules.check_register_open(meeting, now=now)
    rules.check_register_not_closed(meeting)
    Attendance.objects.filter(meeting=meeting, person=person).delete()


@transaction.atomic
def settle(*, meeting, people, came, actor, now) -> None:
    """Somebody's word about people who had said yes and whom nobody marked: all there, each as they had said, or none.

    A closed register is opened for it; whoever calls closes it again, and what is logged follows. Of nobody it changes nothing.
    """
    unmarked = [rsvp for rsvp in said_yes_unmarked(meeting) if rsvp.person_id in people]
    if unmarked and meeting.register_closed_at is not None:
        meeting = reopen(meeting=meeting, actor=actor, now=now)
    for rsvp in unmarked:
        mode = (rsvp.mode or meeting.modes[0]) if came else ""
        mark(meeting=meeting, person=rsvp.person, came=came, mode=mode, actor=actor, now=now)


@places.at_the_meeting
def close(*, meeting, others=0, others_le=0, actor, now) -> Meeting:
    """Finish the register and announce it, once for each closing; closing a closed one with other heads updates."""
    require(actor, Permission.KEEP_REGISTER, within=meeting)
    meeting = places.lock(meeting.pk)
    rules.check_register_open(meeting, now=now)
    if meeting.starts_at > now:
        raise Refused("The meeting has not begun yet. Close the register when you know who came.")
    if others_le > others:
        raise Refused(
            "There cannot be more people with lived experience than people. Please look at both numbers.",
            field="others_le",
        )
    if meeting.register_closed_at is not None and (meeting.others, meeting.others_le) == (others, others_le):
        return meeting
    meeting.others, meeting.others_le = others, others_le
    meeting.register_closed_at, meeting.register_closed_by = now, actor.person
    meeting.save(update_fields=["others", "others_le", "register_closed_at", "register_closed_by"])
    events.register_closed.send(sender=Meeting, meeting=meeting, actor=actor, now=now)
    return meeting


@places.at_the_meeting
def reopen(*, meeting, actor, now) -> Meeting:
    """Open a closed register again; what was logged stays until it is closed again."""
    require(actor, Permission.KEEP_REGISTER, within=meeting)
    meeting = places.lock(meeting.pk)
    meeting.register_closed_at = None
    meeting.save(update_fields=["register_closed_at"])
    return meeting


def usual_hat(meeting, person) -> str:
    """The hat of their seat in this body on that day, else in the Advisory Group; empty when that has to be asked."""
    day = meeting.starts_at.astimezone(rules.LONDON).date()
    seats = {s.body_id: s.hat for s in Seat.objects.filter(person=person).on(day).order_by("-starts", "-pk")}
    if meeting.body_id in seats:
        return seats[meeting.body_id]
    return Seat.Hat.ADVISORY if Seat.Hat.ADVISORY in seats.values() else ""


def _write(meeting, person, *, came, mode, hat, is_walk_in, actor, now) -> Attendance:
    kept = (
        Attendance.objects.select_for_update(of=("self",), no_key=True).filter(meeting=meeting, person=person).first()
    )
    if came and not person.is_aware:  # they were there
        aware.heard(person, now=now)
    hat = hat or (kept.hat if kept else "") or usual_hat(meeting, person)
    values = {"came": came, "mode": mode if came else "", "hat": hat, "marked_at": now, "marked_by": actor.person}
    return Attendance.objects.update_or_create(
        meeting=meeting, person=person, defaults=values, create_defaults={**values, "is_walk_in": is_walk_in}
    )[0]
