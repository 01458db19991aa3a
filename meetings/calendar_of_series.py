"""What the pages of a series ask: its dates to come and held, and who answered what on which."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q

from meetings import dates
from meetings.care import care
from meetings.counting import answers_of_many
from meetings.models import Meeting, MeetingState, Rsvp, Series, Skip
from meetings.standing import standing_word
from members.post import window
from members.rules import Refused
from members.words import day, when

MOST_COLUMNS = 3
MOST_PEOPLE = 80
THEN = 3


@dataclass(frozen=True)
class Date:
    """One date of a series: a meeting, or a skip with its reason."""

    on: date
    meeting: Meeting | None = None
    skip: Skip | None = None
    moved: str = ""
    answers: object = None
    holiday: bool = False


def listed(actor, *, now):
    """Series with their next meeting and how many steps are late; two numbers from one question."""
    late = Q(
        meetings__month_tasks__due_at__lt=now, meetings__month_tasks__done_at=None,
        meetings__month_tasks__skipped_at=None, meetings__month_tasks__step__is_on=True,
    )  # fmt: skip
    coming = Q(meetings__starts_at__gt=now) & ~Q(meetings__state=MeetingState.CANCELLED)
    found = Series.objects.visible_to(actor).select_related("body", "team", "lead").in_order()
    return found.annotate(
        next_at=Min("meetings__starts_at", filter=coming),
        late=Count("meetings__month_tasks", filter=late, distinct=True),
    )


def to_come(series, *, now) -> list[Date]:
    """Every date to come that has a meeting or a skip, earliest first (three questions, however many)."""
    meetings = list(series.meetings.filter(ends_at__gt=now).order_by("starts_at", "pk"))
    skips = {each.on: each for each in series.skips.filter(on__gt=dates.today_in_london(now)).order_by("on")}
    answers = answers_of_many(meetings) if meetings else {}
    live = {each.series_on for each in meetings if each.state != MeetingState.CANCELLED}
    rows = [
        Date(
            each.series_on, each, skips.get(each.series_on) if each.series_on not in live else None,
            moved_words(series, each), answers.get(each.pk), window.is_quiet_day(each.starts_at.astimezone(dates.LONDON).date()),
        )
        for each in meetings
    ]  # fmt: skip
    there = {each.series_on for each in meetings}
    rows += [Date(on, None, skip) for on, skip in skips.items() if on not in there]
    return sorted(
        rows, key=lambda row: (row.meeting.starts_at.astimezone(dates.LONDON).date() if row.meeting else row.on, row.on)
    )


def moved_words(series, meeting) -> str:
    """ "Moved from Tuesday 8 December", for a meeting that is not on its own date."""
    if meeting.series_on is None:
        return ""
    local = meeting.starts_at.astimezone(dates.LONDON)
    if local.date() != meeting.series_on:
        return f"Moved from {day(meeting.series_on)}"
    try:
        usual, _ = dates.instants(series, meeting.series_on)
    except Refused:
        return "At a time of its own"
    upcoming = dates.gives(series, meeting.series_on)
    return f"Moved from {when(usual)}" if upcoming and usual != meeting.starts_at else ""


def then(series, rows, *, now) -> list[date]:
    """The dates the rule gives after those that are there."""
    after = max([dates.today_in_london(now), *(row.on for row in rows if row.on)])
    return dates.coming(series, after=after, count=THEN)


def remarks(series) -> list[str]:
    """Meeting-time care (domain 4.1): said, never enforced."""
    says_break = "break" in f"{series.about} {series.access}".lower()
    minutes = (series.ends.hour - series.starts.hour) * 60 + series.ends.minute - series.starts.minute
    return care(series.starts, series.ends, minutes=minutes, says_break=says_break)


def grid(series, rows) -> dict:
    """People by name, and their answer to each of the next published dates; one question."""
    shown = [row.meeting for row in rows if row.meeting and row.meeting.state == MeetingState.PUBLISHED][:MOST_COLUMNS]
    if not shown:
        return {}
    people, said = {}, {}
    asked = Rsvp.objects.filter(meeting__in=shown).standing().defer("different").select_related("person")
    for rsvp in asked.order_by("person__sort_name", "person_id", "pk"):
        people.setdefault(rsvp.person_id, rsvp.person)
        said[rsvp.person_id, rsvp.meeting_id] = standing_word(rsvp) if rsvp.answer else None
    listed = list(people.values())[:MOST_PEOPLE]
    return {
        "meetings": shown,
        "people": [(each, [(m, (each.pk, m.pk) in said, said.get((each.pk, m.pk))) for m in shown]) for each in listed],
        "more": len(people) - len(listed),
    }
