"""Where this month stands: the steps of each meeting as lines with a word, a colour and whose they are."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from meetings import months
from meetings.models import Meeting, MeetingState, MonthTask
from members.words import day, when


@dataclass(frozen=True)
class Line:
    """One step of one meeting as it stands."""

    task: MonthTask
    owner: object
    word: str
    tone: str
    is_late: bool
    is_open: bool
    is_persons: bool
    note: str = ""

    @property
    def step(self):
        return self.task.step


@dataclass(frozen=True)
class Clock:
    """The steps of one meeting: all of them, and what needs somebody first."""

    meeting: Meeting
    lines: list
    is_past: bool

    @property
    def late(self):
        return [line for line in self.lines if line.is_late]

    @property
    def late_by_site(self):
        """Late, and nobody's to do: before the meeting the site does it once it can, such as inviting once it is published."""
        return [line for line in self.late if not line.is_persons]

    @property
    def done(self):
        return sum(line.task.done_at is not None for line in self.lines)

    @property
    def of(self):
        return sum(line.task.skipped_at is None for line in self.lines)

    @property
    def coming(self):
        """The next open step that is not late."""
        return next((line for line in self.lines if line.is_open and not line.is_late and line.task.due_at), None)


STILL_SHOWN = timedelta(days=14)
SOON = timedelta(days=7)


def clocks(found, *, now, only=None) -> list[Clock]:
    """For each series the meeting to come, the last one while something of it is open, and those with a late step.

    Four questions for all of them.
    """
    meetings = [only] if only is not None else _of_this_month(found, now=now)
    tasks = MonthTask.objects.filter(meeting__in=meetings, step__is_on=True)
    tasks = tasks.select_related("step__owner", "done_by", "skipped_by", "meeting__lead")
    of = {each.pk: [] for each in meetings}
    for task in tasks.order_by("due_at", "step__of_next", "step__days", "pk"):
        of[task.meeting_id].append(line(task, now=now))
    return [Clock(each, of[each.pk], each.ends_at <= now) for each in meetings]


def _of_this_month(found, *, now):
    never_held = Q(state=MeetingState.CANCELLED) | Q(state=MeetingState.DRAFT, ends_at__lte=now)
    near = Meeting.objects.filter(series__in=found, starts_at__gte=now - months.IN_SIGHT).exclude(never_held)
    unfinished = MonthTask.objects.open().filter(meeting__series__in=found, meeting__ends_at__lt=now)
    open_ones = set(unfinished.order_by().values_list("meeting_id", flat=True))
    waiting = set(unfinished.late(now=now).filter(months.of_persons()).order_by().values_list("meeting_id", flat=True))
    past, coming, late = {}, {}, set()
    for meeting in near.select_related("series").order_by("starts_at", "pk"):
        if meeting.ends_at > now:
            coming.setdefault(meeting.series_id, meeting)
            continue
        if meeting.pk in waiting:
            late.add(meeting)  # it stands on Monday's page, so it must stand here, where it can be ticked
        if meeting.pk in open_ones or meeting.ends_at > now - STILL_SHOWN:
            past[meeting.series_id] = meeting
    return sorted(
        {*late, *past.values(), *coming.values()}, key=lambda each: (each.series.title, each.series_id, each.starts_at)
    )


def line(task, *, now) -> Line:
    """One step of one meeting, as pages draw it."""
    persons = months.is_persons(task.step)
    owner = task.step.owner or task.meeting.lead
    is_open = task.done_at is None and task.skipped_at is None
    late = bool(is_open and task.due_at and task.due_at < now)
    note = ""
    if task.done_at:
        by = f", {task.done_by.name}" if task.done_by else "" if persons else ", by itself"
        word, tone = f"Done {day(task.done_at)}{by}", "leaf"
    elif task.skipped_at:
        word, tone, note = "Not this time", "plain", task.skipped_because
    elif task.due_at is None:
        word, tone = "Waits for the next date", "plain"
    elif late:
        word, tone = f"Late since {when(task.due_at)}", "clay"
    else:
        word, tone = f"By {when(task.due_at)}", "sun" if task.due_at - now < SOON else "plain"
    return Line(task, owner, word, tone, late, is_open, persons, note)
