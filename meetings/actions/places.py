"""Who holds which place. Everything here runs under the meeting's lock (house, *Places*)."""

import functools
from dataclasses import replace

from django.db import OperationalError, transaction

from meetings.counting import places_of
from meetings.models import Answer, Meeting, Rsvp
from meetings.rules import Busy

# Written by hand: they run at every answer, where Django's own phrasing was a third of the work.
LOCK_MEETING = f"SELECT * FROM {Meeting._meta.db_table} WHERE id = %s FOR NO KEY UPDATE"
LOCK_ANSWER = f"SELECT * FROM {Rsvp._meta.db_table} WHERE id = %s FOR NO KEY UPDATE"
TRY_AGAIN = {"55P03", "40P01", "40001"}  # lock not available in time, deadlock, serialization


def at_the_meeting(change):
    """One transaction, tried twice when the lock cannot be had in time (`lock_timeout` of the connection), then Busy."""

    @functools.wraps(change)
    def tried(*args, **kwargs):
        for attempt in (1, 2):
            try:
                with transaction.atomic():
                    return change(*args, **kwargs)
            except OperationalError as error:
                if getattr(error.__cause__, "pgcode", None) not in TRY_AGAIN:
                    raise
                if attempt == 2:
                    raise Busy(
                        "Many people are answering at this moment. Nothing was lost: please press again."
                    ) from error

    return tried


def lock(meeting_id) -> Meeting:
    """The meeting as it now stands, first of all locks; blocks other changes of its places, not foreign keys to it."""
    return Meeting.objects.raw(LOCK_MEETING, [meeting_id])[0]


def lock_answer(rsvp_id) -> Rsvp:
    """One answer as it now stands; after its meeting, never before."""
    return Rsvp.objects.raw(LOCK_ANSWER, [rsvp_id])[0]


def settle(rsvp, *, meeting, mode="") -> None:
    """Give somebody who says yes the next turn, and the lowest free place unless others wait or none is left.

    Without `mode` it is the first way with a place. Sets the fields; the caller saves.
    """
    ways = places_of(meeting, besides=rsvp)
    mode = mode or _open_one(ways) or meeting.modes[0].value
    if rsvp.either and not ways[mode].has_room:
        mode = _open_one(ways) or mode
    _take(rsvp, ways[mode])


def settle_elsewhere(rsvp, *, meeting) -> None:
    """Somebody who waits says that another way would do: they get one that has room, else they keep their turn."""
    ways = places_of(meeting, besides=rsvp)
    if other := _open_one(ways):
        _take(rsvp, ways[other])


def fill(meeting) -> list[Rsvp]:
    """Give every free place to whoever waits: in turn, then those who said that another way would do as well.

    Returns those who moved up, saved; the caller tells them.
    """
    ways = places_of(meeting)
    if not any(way.waiting for way in ways.values()):
        return []
    moved_up = []
    for mode in meeting.modes:
        way = places_of(meeting)[mode.value] if moved_up else ways[mode.value]
        for rsvp in _next_in_line(meeting, mode, way.left) if way.left else ():
            if rsvp.mode != mode:
                rsvp.mode, rsvp.queue_no = mode.value, way.last_turn + 1
            rsvp.place_no = _lowest_place(meeting, way)
            rsvp.revision += 1
            rsvp.save(update_fields=["mode", "queue_no", "place_no", "revision"])
            way = replace(
                way,
                taken=way.taken + 1,
                last_place=max(way.last_place, rsvp.place_no),
                last_turn=max(way.last_turn, rsvp.queue_no),
            )
            moved_up.append(rsvp)
    return moved_up


def _take(rsvp, way) -> None:
    rsvp.mode = way.mode.value
    rsvp.queue_no = way.last_turn + 1
    rsvp.place_no = _lowest_place(rsvp.meeting, way, besides=rsvp) if way.has_room else None


def _open_one(ways) -> str:
    return next((way.mode.value for way in ways.values() if way.has_room), "")


def _next_in_line(meeting, mode, left) -> list[Rsvp]:
    waiting = Rsvp.objects.filter(meeting=meeting, answer=Answer.YES, place_no=None, removed_at=None)
    waiting = waiting.select_for_update(of=("self",), no_key=True).order_by("queue_no", "pk")
    own = list(waiting.filter(mode=mode)[: None if left == float("inf") else left])
    rest = left - len(own)
    if rest <= 0:
        return own
    flexible = waiting.filter(either=True).exclude(mode=mode)
    return own + list(flexible[: None if rest == float("inf") else rest])


def _lowest_place(meeting, way, *, besides=None) -> int:
    """The lowest free number; without gaps it is the next one, and nothing has to be looked up."""
    if way.taken == way.last_place:
        return way.taken + 1
    held = Rsvp.objects.filter(meeting=meeting, mode=way.mode, place_no__isnull=False)
    if besides is not None:
        held = held.exclude(pk=besides.pk)
    numbers = set(held.order_by().values_list("place_no", flat=True))
    return next(n for n in range(1, len(numbers) + 2) if n not in numbers)
