"""From here on: what a change of a series would do to each of its later meetings; it changes nothing."""

from copy import copy
from dataclasses import dataclass, field
from datetime import date

from meetings import dates, pairing
from meetings.models import HANDED_ON, Meeting, MeetingState, Series
from members.rules import Refused

RULE = {"unit", "every", "on_the", "weekday", "month_day"}


@dataclass
class Following:
    """What becomes of one later meeting; `stays` names what was changed by hand and therefore stays."""

    meeting: Meeting
    on: date
    changes: dict = field(default_factory=dict)
    times: tuple | None = None
    stays: list = field(default_factory=list)
    goes: bool = False
    is_over: bool = False  # its turn in this week or month has passed, so it stays where it is
    news: object = None  # who hears of it: previews.of_change

    @property
    def follows(self):
        return bool(self.changes or self.times or self.goes)

    @property
    def what(self) -> list[str]:
        """What changes, in words; the day to answer by follows the day without being mentioned."""
        return [_name(each) for each in self.changes if each != "answer_by" or not self.times]


@dataclass
class Change:
    """All of it: later meetings one by one, dates that come new, skips that go with their date."""

    meetings: list
    skips: dict
    fresh: list

    @property
    def told(self) -> int:
        return sum(each.news.count for each in self.meetings if each.news)

    @property
    def cancelled(self) -> list:
        return [each for each in self.meetings if each.goes]


def changed(before, from_on, changes) -> Series:
    """The series as it will be, not saved; a new rule counts from the week or month of that date."""
    after = copy(before)
    for name, value in changes.items():
        setattr(after, name, value)
    if _rule_differs(before, after):
        after.first_on = dates.start_of_period(after, from_on)
    return after


def _rule_differs(before, after):
    return any(getattr(before, name) != getattr(after, name) for name in RULE)


def compare(before, after, *, from_on, now) -> Change:
    later = before.meetings.filter(series_on__gte=from_on, starts_at__gt=now)
    later = list(later.exclude(state=MeetingState.CANCELLED).order_by("series_on", "pk"))
    skips = {each.on: each.pk for each in before.skips.filter(on__gte=from_on)}
    becomes, fresh = {}, []
    if _rule_differs(before, after):
        old = sorted({each.series_on for each in later} | set(skips))
        today = dates.today_in_london(now)
        last = max([*old, from_on, *dates.coming(after, after=today, count=after.dates_ahead)])
        last = max(last, dates.plus_months(last, 1)) if old else last
        new = dates.between(after, first=after.first_on, last=last)
        becomes, fresh = pairing.paired(old, new, unit=after.unit, today=today)
        fresh = [on for on in fresh if on in dates.coming(after, after=today, count=after.dates_ahead)]
    rows = [_following(each, before, after, becomes.get(each.series_on, each.series_on), now=now) for each in later]
    moved = {pk: becomes[on] for on, pk in skips.items() if isinstance(becomes.get(on), date) and becomes[on] != on}
    return Change(meetings=rows, skips=moved, fresh=fresh)


def _following(meeting, before, after, becomes, *, now) -> Following:
    row = Following(meeting=meeting, on=meeting.series_on)
    if becomes == pairing.GOES:
        row.goes = True
        return row
    if becomes == pairing.STAYS:
        row.is_over = True
    else:
        row.on = becomes
    for name in [*HANDED_ON, "kind"]:
        said, says, has = getattr(before, name), getattr(after, name), getattr(meeting, name)
        if said == says:
            continue
        if has == said:
            row.changes[name] = says
        elif has != says:
            row.stays.append(_name(name))
    _times(row, before, after)
    _answer_by(row, before, after, now=now)
    return row


def _times(row, before, after):
    """Another instant, if the meeting is still where its series put it."""
    meeting = row.meeting
    now_at = (meeting.starts_at, meeting.ends_at)
    wanted = dates.instants(after, row.on)
    try:
        as_planned = dates.instants(before, meeting.series_on)
    except Refused:
        as_planned = None
    if wanted == now_at or row.is_over:
        return
    if now_at == as_planned:
        row.times = wanted
    elif wanted != as_planned:
        row.stays.append("day and time")


def _answer_by(row, before, after, *, now):
    meeting = row.meeting
    if meeting.answer_by != dates.answer_by(before, meeting.starts_at, now=now):
        return
    wanted = dates.answer_by(after, row.times[0] if row.times else meeting.starts_at, now=now)
    if row.times or wanted != meeting.answer_by:  # a move sets it to the usual day
        row.changes["answer_by"] = wanted


def _name(field_name) -> str:
    return str(Meeting._meta.get_field(field_name).verbose_name)
