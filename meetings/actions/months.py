"""The steps of the month's clock: laid out around each meeting, noticed when they happen, ticked, skipped and changed."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Q

from meetings import months
from meetings.models import Meeting, MeetingState, MonthTask, SeriesStep
from members.permissions import Permission, require
from members.rules import Refused

PLAN = Permission.PLAN_MEETING
TOO_LATE = "This was over before the clock began."
OVER, NEXT_OVER = "The meeting is over.", "The next meeting is over."
A_DAY = timedelta(days=1)


def seed(series) -> None:
    """The usual steps of domain 4.1, to be changed as the group likes."""
    SeriesStep.objects.bulk_create(
        [
            SeriesStep(
                series=series, slug=each.slug, words=each.words, days=each.days, at=each.at, done_by=each.done_by,
                of_next=each.of_next, is_on=each.is_on,
            )
            for each in months.USUAL
        ]
    )  # fmt: skip


def lay_out(series, *, now) -> int:
    """The steps of this series' meetings as rows with their days. Returns how many are new."""
    return _lay_out(Meeting.objects.filter(series=series), now=now)


def reconcile(*, now) -> int:
    """What the clock does at each tick: rows follow their meetings, and what happened is noticed."""
    made = _lay_out(Meeting.objects.exclude(series=None), now=now)
    noticed = notice(now=now)
    _end_with_their_meeting(now=now)
    return made + noticed


def _lay_out(meetings, *, now) -> int:
    recent = meetings.filter(starts_at__gte=now - months.IN_SIGHT)
    never_held = Q(state=MeetingState.CANCELLED) | Q(state=MeetingState.DRAFT, ends_at__lte=now)
    off = recent.filter(never_held).order_by().values("pk")
    MonthTask.objects.filter(meeting__in=off, done_at=None, skipped_at=None).delete()
    meetings = list(recent.exclude(never_held).order_by("series_id", "starts_at", "pk"))
    if not meetings:
        return 0
    steps = defaultdict(list)
    for step in SeriesStep.objects.filter(series__in={each.series_id for each in meetings}, is_on=True):
        steps[step.series_id].append(step)
    there = {(each.meeting_id, each.step_id): each for each in MonthTask.objects.filter(meeting__in=meetings)}
    fresh, later, gone = [], [], []
    for meeting, following in zip(meetings, [*meetings[1:], None], strict=True):
        if following is not None and following.series_id != meeting.series_id:
            following = None
        for step in steps[meeting.series_id]:
            task = there.get((meeting.pk, step.pk))
            if not months.is_needed(step, meeting):
                gone += [task.pk] if task and _is_open(task) else []
                continue
            due = months.due_at(step, meeting, following=following)
            if task is None:
                fresh.append(MonthTask(meeting=meeting, step=step, due_at=due))
            elif _is_open(task) and task.due_at != due:
                task.due_at = due
                later.append(task)
    _past_already(fresh, now=now)
    MonthTask.objects.bulk_create(fresh, ignore_conflicts=True)
    MonthTask.objects.bulk_update(later, ["due_at"])
    if gone:
        MonthTask.objects.filter(pk__in=gone).delete()
    return len(fresh)


def _is_open(task) -> bool:
    return task.done_at is None and task.skipped_at is None


def _past_already(fresh, *, now) -> None:
    """Nobody is late with what was due before there was a clock; a meeting to come can still be published."""
    past = defaultdict(list)
    for task in fresh:
        if task.due_at and task.due_at < now:
            past[task.step.slug].append(task)
    for slug, tasks in past.items():
        found = months.happened(slug, [each.meeting_id for each in tasks], now=now) if months.knows(slug) else {}
        for task in tasks:
            if task.meeting_id in found:
                task.done_at = found[task.meeting_id]
            elif slug != months.INVITATION or task.meeting.starts_at <= now:
                task.skipped_at, task.skipped_because = now, TOO_LATE


def _end_with_their_meeting(*, now) -> None:
    """What only makes sense before a meeting waits for nobody after it. Ten days of notes and the next papers go on."""
    before = MonthTask.objects.open().filter(step__days__lt=0, meeting__starts_at__gte=now - months.IN_SIGHT)
    over = before.filter(step__of_next=False, meeting__ends_at__lte=now)
    over.update(skipped_at=now, skipped_because=OVER)
    of_next = before.filter(step__of_next=True, due_at__lt=now - A_DAY).values_list("pk", "due_at", "step__days")
    gone = [pk for pk, due_at, days in of_next.order_by("pk") if due_at - days * A_DAY + A_DAY <= now]
    MonthTask.objects.filter(pk__in=gone).update(skipped_at=now, skipped_because=NEXT_OVER)


def notice(*, now) -> int:
    """Steps that the site knows about are ticked when they have happened."""
    waiting = MonthTask.objects.open().filter(
        step__slug__in=months.known_slugs(), meeting__starts_at__gte=now - months.IN_SIGHT
    )
    of_slug = defaultdict(dict)
    for pk, meeting, slug in waiting.order_by("pk").values_list("pk", "meeting_id", "step__slug"):
        of_slug[slug][meeting] = pk
    noticed = 0
    for slug, tasks in of_slug.items():
        for meeting, at in months.happened(slug, tasks, now=now).items():
            still = MonthTask.objects.filter(pk=tasks[meeting], done_at=None, skipped_at=None)
            noticed += still.update(done_at=at)
    return noticed


def done(*, task, actor, now) -> None:
    """Somebody did it; pressed twice it stays as it is."""
    require(actor, PLAN, within=task)
    MonthTask.objects.filter(pk=task.pk, done_at=None).update(
        done_at=now, done_by=actor.person_id, skipped_at=None, skipped_by=None, skipped_because=""
    )


def skip(*, task, because, actor, now) -> None:
    """Not this time, and why."""
    require(actor, PLAN, within=task)
    if not because.strip():
        raise Refused("Please say why not, in a few words.", field="because")
    MonthTask.objects.filter(pk=task.pk, done_at=None).update(
        skipped_at=now, skipped_by=actor.person_id, skipped_because=because.strip()[:200]
    )


def undo(*, task, actor) -> None:
    """It waits again. What the site knows by itself, it ticks again."""
    require(actor, PLAN, within=task)
    MonthTask.objects.filter(pk=task.pk).update(
        done_at=None, done_by=None, skipped_at=None, skipped_by=None, skipped_because=""
    )
