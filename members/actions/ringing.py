"""*Please ring me*: a call for the involvement team, once, however often it is pressed."""

from datetime import datetime, time, timedelta

from django.db import transaction

from members.models import Channel, Person, RingRequest
from members.permissions import Permission, require
from members.post import calls, window

OPENS, LAST_CALL_SAME_DAY, CLOSES = time(9), time(15), time(17)
ASKED_AGAIN = "Asked us to ring, and asked again: we did not ring in time"


def ring_by(*, now) -> datetime:
    """The end of the working day by which we ring: today until 3pm, else the next working day."""
    wall = now.astimezone(window.LONDON)
    day = wall.date() if wall.time() < LAST_CALL_SAME_DAY else wall.date() + timedelta(days=1)
    while day.weekday() >= 5 or window.is_quiet_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, CLOSES, tzinfo=window.LONDON)


def is_missed(*, asked_at, now) -> bool:
    """Whether the moment by which we promised to ring has passed."""
    return ring_by(now=asked_at) < now


@transaction.atomic
def ring_me(*, person, actor, now, about="") -> RingRequest:
    """Asks the involvement team to ring this person; the request that is open already, if there is one.
    A promise that we broke is given anew, from now."""
    require(actor, Permission.ASK_TO_BE_RUNG, within=person)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    request = person.ring_requests.filter(closed_at=None).select_related("task").first()
    if request and request.task and request.task.closed_at:  # they were rung; this is a new wish
        RingRequest.objects.filter(pk=request.pk).update(closed_at=request.task.closed_at)
        request = None
    if request and is_missed(asked_at=request.asked_at, now=now):  # a new promise; the call keeps its place on the list
        request.asked_at = now
        request.save(update_fields=["asked_at"])
        if request.task:
            request.task.why = ASKED_AGAIN
            request.task.save(update_fields=["why"])
    if request is None:
        task = calls.add(
            person=person,
            why="Asked us to ring",
            due_at=now,
            about=about[:60],
            way=Channel.Way.PHONE,
            script="They asked us to ring. Ask what they would like to talk about.",
            asked=True,
            now=now,
        )
        request = RingRequest.objects.create(person=person, about=about[:60], asked_at=now, task=task)
    return request
