"""Who holds which place. Everything here runs under the meeting's lock (house, *Places*)."""

import functools
from dataclasses import replace

from django.db import OperationalError, transaction
from django.db.models import Q

from meetings.counting import places_of
from meetings.models import Answer, Meeting, Mode, Rsvp
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


def seat_company(rsvp, *, meeting, brings) -> None:
    """So many seats beside their own (a supporter, an interpreter): given at once when nobody waits, else in turn.

    Nobody ever loses their own place for it. Sets the fields; the caller saves.
    """
    rsvp.brings, rsvp.brings_seated = brings, min(rsvp.brings_seated, brings)
    if rsvp.answer != Answer.YES or rsvp.mode != Mode.ROOM:
        rsvp.brings_seated, rsvp.brings_turn = 0, None
        return
    way = places_of(meeting, besides=rsvp)[Mode.ROOM.value]
    if rsvp.place_no is not None and not way.waiting and not way.company_waiting:
        _seat(rsvp, free=way.left - 1 - rsvp.brings_seated)
    if rsvp.brings_seated == rsvp.brings:
        rsvp.brings_turn = None
    elif rsvp.brings_turn is None:
        rsvp.brings_turn = max(way.last_turn, rsvp.queue_no) + 1


def fill(meeting) -> tuple[list[Rsvp], list[Rsvp]]:
    """Give every free place to whoever waits: in turn, then those who said that another way would do as well.

    Returns those who moved up, and those whose company got a seat; all saved. The caller tells them.
    """
    ways = places_of(meeting)
    if not any(way.waiting or way.company_waiting for way in ways.values()):
        return [], []
    moved_up, company = [], []
    for mode in meeting.modes:
        way = places_of(meeting)[mode.value] if moved_up else ways[mode.value]
        if way.left > 0:
            _fill_way(meeting, way, moved_up, company)
    return moved_up, [each for each in company if each not in moved_up]


def _fill_way(meeting, way, moved_up, company) -> None:
    line = _in_line(meeting, way.mode)
    turns = [(each.queue_no, each, False) for each in line if each.place_no is None]
    turns += [(each.brings_turn, each, True) for each in line if each.brings_turn is not None]
    for _, rsvp, is_company in sorted(turns, key=lambda turn: turn[0]):
        if way.left <= 0:
            return
        way = _give_company(rsvp, way, company) if is_company else _give_place(rsvp, way, moved_up)
    if way.left <= 0:
        return
    flexible = _flexible(meeting, way.mode, way.left)
    for rsvp in flexible:
        way = _give_place(rsvp, way, moved_up)
    for rsvp in flexible:
        if rsvp.brings_turn is not None and way.left > 0:
            way = _give_company(rsvp, way, company)


def _give_place(rsvp, way, moved_up):
    if rsvp.mode != way.mode:
        rsvp.mode, rsvp.queue_no = way.mode.value, way.last_turn + 1
        _company_waits(rsvp)
    rsvp.place_no = _lowest_place(rsvp.meeting_id, way)
    rsvp.revision += 1
    rsvp.save(update_fields=["mode", "queue_no", "place_no", "brings_seated", "brings_turn", "revision"])
    moved_up.append(rsvp)
    return replace(
        way,
        people=way.people + 1,
        last_place=max(way.last_place, rsvp.place_no),
        last_turn=max(way.last_turn, rsvp.queue_no, rsvp.brings_turn or 0),
    )


def _give_company(rsvp, way, company):
    before = rsvp.brings_seated
    _seat(rsvp, free=way.left)
    rsvp.revision += 1
    rsvp.save(update_fields=["brings_seated", "brings_turn", "revision"])
    company.append(rsvp)
    return replace(way, company=way.company + rsvp.brings_seated - before)


def _seat(rsvp, *, free) -> None:
    """As many of the seats they want beside them as are free."""
    wanted = rsvp.brings - rsvp.brings_seated
    rsvp.brings_seated += int(min(wanted, max(0, free)))
    if rsvp.brings_seated == rsvp.brings:
        rsvp.brings_turn = None


def _company_waits(rsvp) -> None:
    """A new turn for themselves: their company has none of the old seats, and the turn right behind theirs."""
    rsvp.brings_seated = 0
    rsvp.brings_turn = rsvp.queue_no + 1 if rsvp.brings and rsvp.mode == Mode.ROOM else None


def _take(rsvp, way) -> None:
    rsvp.mode = way.mode.value
    rsvp.queue_no = way.last_turn + 1
    _company_waits(rsvp)
    rsvp.place_no = _lowest_place(rsvp.meeting, way, besides=rsvp) if way.has_room else None
    if rsvp.place_no is not None and rsvp.brings_turn is not None:
        _seat(rsvp, free=way.left - 1)


def _open_one(ways) -> str:
    return next((way.mode.value for way in ways.values() if way.has_room), "")


def _in_line(meeting, mode) -> list[Rsvp]:
    """Whoever waits for this way, or has company waiting for a seat there."""
    waits = Q(place_no=None) | Q(brings_turn__isnull=False)
    return list(_waiting(meeting).filter(waits, mode=mode).order_by("queue_no", "pk"))


def _flexible(meeting, mode, left) -> list[Rsvp]:
    """Whoever waits elsewhere and would take this way as well."""
    others = _waiting(meeting).filter(place_no=None, either=True).exclude(mode=mode).order_by("queue_no", "pk")
    return list(others[: None if left == float("inf") else left])


def _waiting(meeting):
    yes = Rsvp.objects.filter(meeting=meeting, answer=Answer.YES, removed_at=None)
    return yes.select_for_update(of=("self",), no_key=True)


def _lowest_place(meeting, way, *, besides=None) -> int:
    """The lowest free number; without gaps it is the next one, and nothing has to be looked up."""
    if way.people == way.last_place:
        return way.people + 1
    held = Rsvp.objects.filter(meeting=meeting, mode=way.mode, place_no__isnull=False)
    if besides is not None:
        held = held.exclude(pk=besides.pk)
    numbers = set(held.order_by().values_list("place_no", flat=True))
    return next(n for n in range(1, len(numbers) + 2) if n not in numbers)
