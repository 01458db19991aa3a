"""The month's clock (domain 4.1): its usual steps, who knows that one has happened, and when each is due.

    months.register_step("papers", happened=when_papers_were_complete)    # in AppConfig.ready()

happened(meeting_ids, *, now) -> {meeting_id: moment}; needed(meeting) -> bool and due(meeting) -> moment are optional.
A step nobody registered is ticked by a person, whoever does the work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q

from meetings.models import DoneBy, MeetingState, MonthTask
from meetings.rules import FIRST, LONDON, wall_time
from members.rules import Refused

INVITATION = "invitation"
IN_SIGHT = timedelta(days=45)  # a meeting longer ago has no clock any more


@dataclass(frozen=True)
class Usual:
    """One line of the usual clock, as a new series gets it."""

    slug: str
    words: str
    days: int
    at: time = time(17)
    done_by: str = DoneBy.PERSON
    of_next: bool = False
    is_on: bool = True


USUAL = [
    Usual(INVITATION, "Invitations go out, with “anything different this time?”", -28, time(10), DoneBy.SYSTEM),
    Usual("agenda_call", "Ask everybody what should be on the agenda", -28),
    Usual("support", "Book support that takes time, such as an interpreter or transport", -21),
    Usual("silent", "Ring people with access needs who have not answered", -21),
    Usual("agenda_closes", "Agenda closes: what we decide, shape and hear; members’ topics first", -14),
    Usual("pre_meet", "The chair and a member meet beforehand", -10),
    Usual("papers", "Agenda and papers go out, in each person’s format", -7, time(12)),
    Usual("reminder_1", "First reminder", -7, time(10), DoneBy.SYSTEM),
    Usual("reminder_2", "Second reminder", -3, time(10), DoneBy.SYSTEM),
    Usual("join", "The way to join online goes out", -1, time(10), DoneBy.SYSTEM),
    Usual("text", "Text those who asked for one, the day before", -1, is_on=False),
    Usual("register", "Check people in, and close the register", 0, time(20)),
    Usual("thank_you", "Thank you, how was it, and “sorry we missed you”", 1, time(12), DoneBy.SYSTEM),
    Usual("draft_notes", "Draft notes go to members to correct", 5),
    Usual("notes_agreed", "Notes are agreed, and actions chased with their owners", 10),
    Usual("what_happened", "“What happened since” leads the papers", -7, time(12), of_next=True),
]


@dataclass(frozen=True)
class Knows:
    """How the site knows about one step by itself."""

    happened: Callable
    needed: Callable | None = None
    due: Callable | None = None
    when: str = ""


_known: dict[str, Knows] = {}


def register_step(slug, *, happened, needed=None, due=None, when="") -> None:
    """From now on the site ticks this step by itself, in every series that has it. `when`: what `due` goes by, in words."""
    _known[slug] = Knows(happened, needed, due, when)


def knows(slug) -> bool:
    """Whether the site finds out by itself; else a person ticks."""
    return slug in _known


def when(step) -> str:
    """What decides the moment of a step whose day nobody chooses; empty for one whose day stands in the series."""
    return _known[step.slug].when if step.slug in _known else ""


def known_slugs() -> list[str]:
    return sorted(_known)


def is_persons(step) -> bool:
    """A task for somebody: theirs to do, or nobody else would tick it."""
    return step.done_by == DoneBy.PERSON or not knows(step.slug)


def late(actor, *, now):
    """Late steps that wait for a person, as far as this actor may see them, longest first."""
    return _waiting(MonthTask.objects.of_their_series(actor).late(now=now), now=now)


def of_one_alone(actor, *, until, now):
    """Steps somebody does for a series that others run, due until then, longest first."""
    return _waiting(MonthTask.objects.one_by_one(actor).late(now=until), now=now)


def _waiting(tasks, *, now):
    mine = tasks.exclude(meeting__state=MeetingState.CANCELLED)
    return mine.filter(of_persons(), meeting__starts_at__gte=now - IN_SIGHT).order_by("due_at", "pk")


def of_persons() -> Q:
    """`is_persons` for a query of tasks."""
    return Q(step__done_by=DoneBy.PERSON) | ~Q(step__slug__in=known_slugs())


def happened(slug, meeting_ids, *, now) -> dict[int, datetime]:
    """When it happened, for those meetings for which it has."""
    return _known[slug].happened(list(meeting_ids), now=now)


def is_needed(step, meeting) -> bool:
    """Some meetings do without: no way to join online, no second reminder."""
    known = _known.get(step.slug)
    return known is None or known.needed is None or known.needed(meeting)


def due_at(step, meeting, *, following) -> datetime | None:
    """When a step of a meeting is due; None while the next meeting, from which it counts, has no date."""
    known = _known.get(step.slug)
    if known and known.due:
        return known.due(meeting)
    counted = following if step.of_next else meeting
    if counted is None:
        return None
    on = counted.starts_at.astimezone(LONDON).date() + timedelta(days=step.days)
    try:
        return wall_time(on=on, at=step.at, which=FIRST)
    except Refused:  # the clocks skip that time: the same moment on a clock not yet put forward
        return datetime.combine(on, step.at, tzinfo=LONDON)
