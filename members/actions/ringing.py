"""*Please ring me*: a call for the involvement team, once, however often it is pressed."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from members.models import Channel, ContactTask, Person, RingRequest
from members.models.contact import Outcome
from members.permissions import Permission, require
from members.post import calls, window
from members.words import when

OPENS, LAST_CALL_SAME_DAY, CLOSES = time(9), time(15), time(17)
ASKED_AGAIN = "Asked us to ring, and asked again"
WE_WERE_LATE = f"{ASKED_AGAIN}: we did not ring in time"


@dataclass(frozen=True)
class Promise:
    """What somebody who asked to be rung was told last. `by`: when we ring; None where we rang and nobody answered, which
    is missed where nobody tried again.
    `is_agreed`: a time that was agreed in a call."""

    by: datetime | None
    is_agreed: bool = False
    is_missed: bool = False

    @property
    def may_be_renewed(self):
        """Whether the button is there again: we broke it, or nobody answered when we rang."""
        return self.is_missed or self.by is None


def ring_by(*, now) -> datetime:
    """The end of the working day by which we ring: today until 3pm, else the next working day."""
    wall = now.astimezone(window.LONDON)
    day = wall.date() if wall.time() < LAST_CALL_SAME_DAY else wall.date() + timedelta(days=1)
    while day.weekday() >= 5 or window.is_quiet_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, CLOSES, tzinfo=window.LONDON)


def promised(*, asked_at, outcome="", due_at=None, now) -> Promise:
    """What holds now. `outcome` of their call, empty while nobody has tried since they asked; `due_at`: when it is next."""
    if outcome == Outcome.NO_ANSWER:
        return Promise(None, is_missed=ring_by(now=due_at) < now)
    if outcome == Outcome.RING_AGAIN:
        return Promise(due_at, is_agreed=True, is_missed=ring_by(now=due_at) < now)
    by = ring_by(now=asked_at)
    return Promise(by, is_missed=by < now)


def promise_of(request, *, now) -> Promise:
    """The same for one wish, with its call."""
    call = {"outcome": request.task.outcome, "due_at": request.task.due_at} if request.task else {}
    return promised(asked_at=request.asked_at, **call, now=now)


@transaction.atomic
def ring_me(*, person, actor, now, about="") -> RingRequest:
    """Asks the involvement team to ring this person; the request that is open already, if there is one.
    A promise that we broke is given anew, from now; so is one after a call that came to nothing."""
    require(actor, Permission.ASK_TO_BE_RUNG, within=person)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    request = person.ring_requests.filter(closed_at=None).first()
    if request:  # what came of their call may just be written down
        request.task = ContactTask.objects.select_for_update(of=("self",)).filter(pk=request.task_id).first()
    if request and request.task and request.task.closed_at:  # they were rung; this is a new wish
        RingRequest.objects.filter(pk=request.pk).update(closed_at=request.task.closed_at)
        request = None
    if request:
        _promise_anew(request, now=now)
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


def _promise_anew(request, *, now) -> None:
    """Where the last promise was broken or a call came to nothing. The call stands among today's, in the place it had if
    it waited already, and names a time that was agreed; what came of it before is in its history, and nobody has tried since."""
    task, promise = request.task, promise_of(request, now=now)
    if not promise.is_missed and not (task and task.outcome):
        return
    if task:
        task.why = WE_WERE_LATE if promise.is_missed and promise.by else ASKED_AGAIN
        if promise.is_agreed and not promise.is_missed:
            task.why += f"; agreed before: {when(task.due_at)}"
        task.due_at, task.outcome = min(task.due_at, now), ""
        task.save(update_fields=["why", "due_at", "outcome"])
    request.asked_at = now
    request.save(update_fields=["asked_at"])
