"""Which steps before a meeting this floor notices by itself: topics asked for and answered, needs seen to, what happened since.

What only people know stays theirs to tick: that the chair and a member met, or that somebody was rung who did not answer.
"""

from datetime import datetime, time

from meetings import months
from meetings.models import (
    Agenda,
    AgendaItem,
    Answer,
    ItemState,
    Meeting,
    MeetingState,
    MonthTask,
    Progress,
    Provision,
    Rsvp,
)
from meetings.rules import LONDON
from members.queries import access


def _topics_asked_for(ids, *, now):
    """Each invitation asks what people would like to talk about."""
    found = Meeting.objects.filter(pk__in=ids, published_at__isnull=False)
    return dict(found.values_list("pk", "published_at"))


def _needs_answered(ids, *, now):
    """Nobody whose needs we know is still silent: when the last of them answered. Where there is nobody to ring, the day it
    would have been done: until then somebody may be added, or say what they need."""
    asked = Rsvp.objects.filter(meeting__in=ids, meeting__published_at__isnull=False).standing()
    rows = list(asked.order_by("pk").values_list("meeting", "meeting__published_at", "person", "answer", "answered_at"))
    with_needs = access.needs_of_many({person for _, _, person, _, _ in rows}) if rows else {}
    found, silent, nobody = {}, set(), {meeting for meeting, *_ in rows}
    for meeting, published_at, person, answer, answered_at in rows:
        if person not in with_needs:
            continue
        nobody.discard(meeting)
        found.setdefault(meeting, published_at)
        if answer == Answer.SILENT:
            silent.add(meeting)
        elif answered_at:
            found[meeting] = max(found[meeting], answered_at)
    if nobody:
        days = MonthTask.objects.filter(meeting__in=nobody, step__slug="silent", due_at__lte=now)
        found |= dict(days.order_by("pk").values_list("meeting", "due_at"))
    return {meeting: at for meeting, at in found.items() if meeting not in silent}


def _support_booked(ids, *, now):
    """Everybody whose needs we know has answered, and nothing that was asked for still waits to be arranged."""
    found = _needs_answered(ids, now=now)
    rows = Provision.objects.filter(meeting__in=found).exclude(state=Progress.CALLED_OFF).order_by("pk")
    for each in rows.only("meeting", "need", "choice", "state", "asked_at", "arranged_on"):
        if each.is_format or each.meeting_id not in found:
            continue
        if each.state == Progress.REQUESTED:
            del found[each.meeting_id]
            continue
        at = datetime.combine(each.arranged_on, time(12), tzinfo=LONDON) if each.arranged_on else each.asked_at
        found[each.meeting_id] = max(found[each.meeting_id], min(at, now))
    return found


def _agenda_closed(ids, *, now):
    """It has gone out; or its day has come, there are topics on it, and none waits for an answer."""
    found = dict(Agenda.objects.filter(meeting__in=ids, out_at__isnull=False).values_list("meeting", "out_at"))
    due = MonthTask.objects.filter(meeting__in=ids, step__slug="agenda_closes", due_at__lte=now)
    due = dict(due.exclude(meeting__in=found).values_list("meeting", "due_at"))
    items = AgendaItem.objects.filter(meeting__in=due, is_break=False)
    topics = set(items.filter(state=ItemState.ON).order_by().values_list("meeting", flat=True))
    waiting = set(items.filter(state=ItemState.PROPOSED).order_by().values_list("meeting", flat=True))
    return found | {meeting: at for meeting, at in due.items() if meeting in topics - waiting}


def _what_happened_told(ids, *, now):
    """The agenda of the next meeting has gone out; “what happened since” leads it."""
    series = dict(Meeting.objects.filter(pk__in=ids).values_list("pk", "series"))
    held = Meeting.objects.filter(series__in=set(series.values())).exclude(state=MeetingState.CANCELLED)
    found, before = {}, {}
    for series_id, pk, out_at in held.order_by("series", "starts_at", "pk").values_list(
        "series", "pk", "agenda__out_at"
    ):
        last = before.get(series_id)
        if last in series and out_at:
            found[last] = out_at
        before[series_id] = pk
    return found


def register_all() -> None:
    """Called once, in `AppConfig.ready()`."""
    months.register_step("agenda_call", happened=_topics_asked_for)
    months.register_step("silent", happened=_needs_answered)
    months.register_step("support", happened=_support_booked)
    months.register_step("agenda_closes", happened=_agenda_closed)
    months.register_step("what_happened", happened=_what_happened_told)
