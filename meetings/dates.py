"""The dates a series gives, by the rules of python-dateutil, and the instants they are on a London clock."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from dateutil import rrule

from meetings.models import OnThe, Unit, Weekday
from meetings.rules import LONDON, wall_time
from members.rules import Refused
from members.words import clock, day

WEEKDAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)
LOOK_AHEAD = timedelta(days=3 * 366)  # a time that clocks skip or show twice is looked for this far ahead
IN_EVERY_MONTH = 28
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
OFTEN = {
    (Unit.WEEK, 1): "Every week", (Unit.WEEK, 2): "Every second week", (Unit.WEEK, 3): "Every third week",
    (Unit.WEEK, 4): "Every fourth week", (Unit.MONTH, 1): "Every month", (Unit.MONTH, 2): "Every second month",
    (Unit.MONTH, 3): "Every third month", (Unit.MONTH, 6): "Every half year", (Unit.MONTH, 12): "Once a year",
}  # fmt: skip


def today_in_london(now) -> date:
    return now.astimezone(LONDON).date()


def rule_of(series) -> rrule.rrule:
    """The library's rule. A day that a short month does not have becomes its last day."""
    bounds = {"dtstart": _midnight(series.first_on), "interval": series.every, "wkst": rrule.MO}
    if series.last_on:
        bounds["until"] = _midnight(series.last_on)
    if series.unit == Unit.WEEK:
        return rrule.rrule(rrule.WEEKLY, byweekday=WEEKDAYS[series.weekday], **bounds)
    if series.on_the != OnThe.BY_DATE:
        return rrule.rrule(rrule.MONTHLY, byweekday=WEEKDAYS[series.weekday](series.on_the), **bounds)
    days = range(min(series.month_day, IN_EVERY_MONTH), series.month_day + 1)
    return rrule.rrule(rrule.MONTHLY, bymonthday=tuple(days), bysetpos=-1, **bounds)


def coming(series, *, after: date, count: int) -> list[date]:
    """The next so many dates after that day."""
    if series.last_on and series.last_on <= after:
        return []
    return [moment.date() for moment in rule_of(series).xafter(_midnight(after), count=count)]


def between(series, *, first: date, last: date) -> list[date]:
    """Every date of that time, both ends included."""
    return [moment.date() for moment in rule_of(series).between(_midnight(first), _midnight(last), inc=True)]


def gives(series, on: date) -> bool:
    """Whether the rule gives that date."""
    return bool(between(series, first=on, last=on))


def instants(series, on: date) -> tuple[datetime, datetime]:
    """Start and end on that date. Raises Refused for a time that clocks skip that night, or show twice."""
    return _instant(on, series.starts, "starts"), _instant(on, series.ends, "ends")


def _instant(on, at, field):
    try:
        return wall_time(on=on, at=at)
    except Refused as no:
        if no.field == "which":
            sentence = f"{at:%H:%M} comes twice on {day(on)}, because the clocks go back that night. Please choose another time."
            raise Refused(sentence, field=field) from no
        raise Refused(str(no), field=field) from no


def check_every_time_exists(series, *, now) -> None:
    """Said when the series is written down, not on the night itself."""
    first = max(today_in_london(now), series.first_on)
    for on in between(series, first=first, last=first + LOOK_AHEAD):
        instants(series, on)


def start_of_period(series, on: date) -> date:
    """The first day of the week or month a date lies in: from there the rule counts every second, third …"""
    return on - timedelta(days=on.weekday()) if series.unit == Unit.WEEK else on.replace(day=1)


def answer_by(series, starts_at, *, now):
    """So many days before, as the series says, but never a day that has passed."""
    start = starts_at.astimezone(LONDON).date()
    return min(start, max(today_in_london(now), start - timedelta(days=series.answer_by_days)))


def often(series) -> str:
    """How often, in words."""
    return OFTEN.get((Unit(series.unit), series.every)) or f"Every {series.every} {Unit(series.unit).label}"


def words(series) -> str:
    """ "Every month on the second Tuesday, 2pm to 4pm"."""
    if series.unit == Unit.WEEK:
        on = f"on {Weekday(series.weekday).label}"
    elif series.on_the == OnThe.BY_DATE:
        short = series.month_day > IN_EVERY_MONTH
        on = (
            "on the last day" if series.month_day == 31 else f"on day {series.month_day}" + (" or the last day" * short)
        )
    else:
        on = f"on the {ORDINALS[series.on_the]} {Weekday(series.weekday).label}"
    return f"{often(series)} {on}, {clock(series.starts)} to {clock(series.ends)}"


def plus_months(on: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    years, month = divmod(on.month - 1 + months, 12)
    year, month = on.year + years, month + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time())
