"""Who holds which place. Everything here runs under the meeting's lock (house, *Places*)."""

import functools

from django.db import OperationalError, transaction
from django.db.models import Count, Max, Q

from meetings.models import Answer, Meeting, Rsvp
from meetings.rules import Busy

TRY_AGAIN = {"55P03", "40P01", "40001"}  # lock not available in time, deadlock, serialization
EMPTY = {"taken": 0, "waiting": 0, "last_place": None, "last_turn": None}


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
                    raise Busy("Many people are answering at this moment. Nothing was lost: please press again.") from error

    return tried


def lock(meeting) -> Meeting:
    """The meeting as it now stands, first of all locks; blocks other changes of its places, not foreign keys to it."""
    return Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)


def table(meeting, *, besides=None) -> dict:
    """For each way to take part: places taken, people waiting, the last place and turn given; by its own query."""
    coming = Rsvp.objects.filter(meeting=meeting, answer=Answer.YES, removed_at=None)
    if besides is not None:
        coming = coming.exclude(pk=besides.pk)
    rows = coming.order_by().values("mode").annotate(
        taken=Count("place_no"),
        waiting=Count("pk", filter=Q(place_no=None)),
        last_place=Max("place_no"),
        last_turn=Max("queue_no"),
    )
    return {row["mode"]: row for row in rows}


def free(meeting, mode, row) -> float:
    """How many places that way has left; none while more are in than fit."""
    limit = meeting.places(mode)
    return float("inf") if limit is None else max(0, limit - row["taken"])


def settle(rsvp, *, meeting, mode) -> None:
    """Give somebody who says yes the next turn, and the lowest free place unless others wait or none is left.

    Sets the fields; the caller saves.
    """
    standing = table(meeting, besides=rsvp)
    if rsvp.either and not _has_room(meeting, mode, standing):
        mode = next((m.value for m in meeting.modes if _has_room(meeting, m, standing)), mode)
    row = standing.get(mode, EMPTY)
    rsvp.mode = mode
    rsvp.queue_no = (row["last_turn"] or 0) + 1
    rsvp.place_no = _lowest_place(meeting, mode, row, besides=rsvp) if _has_room(meeting, mode, standing) else None


def open_way(rsvp, *, meeting) -> str:
    """The first way offered that has a place for this person; empty when all are full."""
    standing = table(meeting, besides=rsvp)
    return next((m.value for m in meeting.modes if _has_room(meeting, m, standing)), "")


def fill(meeting) -> list[Rsvp]:
    """Give every free place to whoever waits: in turn, then those who said that another way would do as well.

    Returns those who moved up, saved; the caller tells them.
    """
    moved_up = []
    for mode in meeting.modes:
        row = dict(table(meeting).get(mode, EMPTY))
        left = free(meeting, mode, row)
        if not left:
            continue
        for rsvp in _next_in_line(meeting, mode, left):
            if rsvp.mode != mode:
                row["last_turn"] = rsvp.queue_no = (row["last_turn"] or 0) + 1
                rsvp.mode = mode.value
            rsvp.place_no = _lowest_place(meeting, mode, row)
            rsvp.revision += 1
            rsvp.save(update_fields=["mode", "queue_no", "place_no", "revision"])
            row["taken"] += 1
            row["last_place"] = max(row["last_place"] or 0, rsvp.place_no)
            moved_up.append(rsvp)
    return moved_up


def _has_room(meeting, mode, standing) -> bool:
    row = standing.get(mode, EMPTY)
    return not row["waiting"] and free(meeting, mode, row) > 0


def _next_in_line(meeting, mode, left) -> list[Rsvp]:
    waiting = Rsvp.objects.filter(meeting=meeting, answer=Answer.YES, place_no=None, removed_at=None)
    waiting = waiting.select_for_update(of=("self",), no_key=True).order_by("queue_no", "pk")
    own = list(waiting.filter(mode=mode)[: None if left == float("inf") else left])
    rest = left - len(own)
    if rest <= 0:
        return own
    flexible = waiting.filter(either=True).exclude(mode=mode)
    return own + list(flexible[: None if rest == float("inf") else rest])


def _lowest_place(meeting, mode, row, *, besides=None) -> int:
    """The lowest free number; without gaps it is the next one, and nothing has to be looked up."""
    if row["taken"] == (row["last_place"] or 0):
        return row["taken"] + 1
    held = Rsvp.objects.filter(meeting=meeting, mode=mode, place_no__isnull=False)
    if besides is not None:
        held = held.exclude(pk=besides.pk)
    numbers = set(held.order_by().values_list("place_no", flat=True))
    return next(n for n in range(1, len(numbers) + 2) if n not in numbers)
