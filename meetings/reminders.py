"""Reminders before a meeting, and the way to join it online: noted when they are due, once, for those they still help.

A moment that passed before somebody was asked is not made up; after an outage only the latest is sent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, Q, Value

from meetings import emails
from meetings.models import Answer, Meeting, Mode, ReminderRun, Rsvp
from meetings.queries import way_of
from meetings.rules import FIRST, LINK_OPENS, LONDON, wall_time
from members.models import Channel
from members.models.channel import Purpose, Way
from members.post import letters, window
from members.post.clock import Foreseen
from members.queries import access
from members.rules import Refused
from members.rules.access import way_in_the_end

POST_LEAD = 5  # working days that a letter by post needs (COM-03)
JUST_ASKED = timedelta(hours=24)  # whoever was asked this recently needs no reminder yet
USEFUL_UNTIL = timedelta(hours=1)  # before the start; later there is no time to act on it
LONGEST_LEAD = timedelta(days=21)  # five working days around Christmas, and some


@dataclass(frozen=True)
class Moment:
    """When one reminder of one meeting leaves, for those reached at once or (`early`) by post."""

    meeting: Meeting
    days: int
    early: bool
    due_at: datetime
    useless_at: datetime

    @property
    def identity(self):
        return self.meeting.pk, self.days, self.meeting.starts_at, self.early


def plan_due(*, now) -> int:
    """Note every reminder and every join link that is due and was not noted before."""
    noted = 0
    moments = [m for meeting in _coming_up(now=now) for m in moments_of(meeting) if m.due_at <= now < m.useless_at]
    done = set(ReminderRun.objects.filter(meeting__in={m.meeting.pk for m in moments}).values_list(
        "meeting_id", "days", "starts_at", "early"
    )) if moments else set()  # fmt: skip
    for moment in moments:
        if moment.identity not in done:
            noted += _note(moment, now=now)
    return noted + _note_joining(now=now)


def forecast(*, now, until) -> list[Foreseen]:
    """What plan_due would note between the two, with the very same keys."""
    seen = []
    for meeting in _coming_up(now=until):
        for moment in moments_of(meeting):
            if now < moment.due_at <= until and meeting.starts_at > now:
                rows = _rows(moment)
                seen += [
                    Foreseen(
                        kind=emails.REMINDER, key=key, person_id=person_id, about=meeting.about_word,
                        due_at=moment.due_at, facts=facts, expires_at=moment.useless_at,
                    )
                    for key, person_id, facts in rows
                ]  # fmt: skip
    return seen


def moments_of(meeting) -> list[Moment]:
    """All reminders of a meeting, first to last. Each is useless once the next one is due."""
    found = []
    for early in (False, True):
        useless_at = meeting.starts_at - USEFUL_UNTIL
        for days in sorted(set(meeting.reminder_days)):
            due_at = leaves_at(meeting, days=days, early=early)
            if due_at < useless_at and not _just_moved(meeting, due_at):
                found.append(Moment(meeting=meeting, days=days, early=early, due_at=due_at, useless_at=useless_at))
                useless_at = due_at
    return sorted(found, key=lambda m: (m.due_at, m.early))


def _just_moved(meeting, due_at) -> bool:
    """The letter about the new time has only just told everything a reminder would."""
    return meeting.moved_at is not None and due_at < meeting.moved_at + JUST_ASKED


def leaves_at(meeting, *, days, early=False) -> datetime:
    """So many days before the meeting's own day, at the time of day that was set, on a London clock."""
    on = meeting.starts_at.astimezone(LONDON).date() - timedelta(days=days)
    try:
        at = wall_time(on=on, at=meeting.reminder_time, which=FIRST)
    except Refused:  # the clocks skip that time: 01:30 becomes 02:30, the same moment on a clock not yet put forward
        at = datetime.combine(on, meeting.reminder_time, tzinfo=LONDON)
    at = at.astimezone(meeting.starts_at.tzinfo)
    return window.opening(window.working_days_before(at, POST_LEAD) if early else at)


def _coming_up(*, now):
    """Published meetings that have not begun and whose first reminder may be near."""
    soon = Meeting.objects.published().filter(starts_at__gt=now).order_by("starts_at", "pk")
    return [
        m for m in soon if m.reminder_days and m.starts_at <= now + timedelta(days=max(m.reminder_days)) + LONGEST_LEAD
    ]


def _by_post(meeting) -> list[int]:
    """Those on this list who are written to by post; only people who have a postal address at all, or need a way of their
    own, are looked at closely."""
    addressed = Channel.objects.filter(way=Way.POST, purpose__in=[Purpose.MEETINGS, Purpose.EVERYTHING]).values(
        "person"
    )
    only = access.of_only_way().values("person")
    listed = Rsvp.objects.filter(Q(person__in=addressed) | Q(person__in=only), meeting=meeting)
    ways = dict(listed.annotate(way=way_of(OuterRef("person"))).order_by("person").values_list("person_id", "way"))
    needed = access.only_ways(ways) if ways else {}
    return [person for person, way in ways.items() if way and way_in_the_end(way, needed.get(person)) == Way.POST]


def _rows(moment):
    """Those who are still asked, have not said no, and were neither asked nor answered just before that moment."""
    meeting, just_now = moment.meeting, moment.due_at - JUST_ASKED
    asked = (
        Rsvp.objects.filter(meeting=meeting, invited_at__lte=just_now)
        .standing()
        .exclude(answer=Answer.NO)
        .exclude(answered_at__gt=just_now)
    )
    by_post = _by_post(meeting)  # nobody has number 0
    start = int(meeting.starts_at.timestamp())
    return emails.keyed(
        asked.filter(person__in=by_post or [0]) if moment.early else asked.exclude(person__in=by_post),
        emails.REMINDER, Value(f"{meeting.pk}"), F("person_id"), Value(f"{moment.days}:{start}"),
        start=Value(start), days=Value(moment.days),
    )  # fmt: skip


def _note(moment, *, now) -> int:
    """All letters of one moment in one statement, beside the mark that it is done; a second tick runs into the mark."""
    meeting = moment.meeting
    try:
        with transaction.atomic():
            run = ReminderRun.objects.create(
                meeting=meeting, days=moment.days, starts_at=meeting.starts_at, early=moment.early, planned_at=now
            )
            run.letters = letters.note_set(
                kind=emails.REMINDER, source=_rows(moment), about=meeting.about_word, due_at=moment.due_at,
                expires_at=moment.useless_at, now=now,
            )  # fmt: skip
            run.save(update_fields=["letters"])
    except IntegrityError:
        return 0
    return run.letters


def _note_joining(*, now) -> int:
    """The way to join, a day before, to those coming online or not sure; its key makes it one a person and start."""
    noted = 0
    near = Meeting.objects.published().filter(
        online_offered=True, starts_at__gt=now, starts_at__lte=now + LINK_OPENS
    ).exclude(join_link="")  # fmt: skip
    for meeting in near.order_by("starts_at", "pk"):
        start = int(meeting.starts_at.timestamp())
        source = emails.keyed(
            told_how_to_join(meeting),
            emails.JOIN,
            Value(f"{meeting.pk}"),
            F("person_id"),
            Value(f"{start}"),
            start=Value(start),
        )
        noted += letters.note_set(
            kind=emails.JOIN, source=source, about=meeting.about_word, due_at=joining_leaves_at(meeting, now=now),
            expires_at=meeting.ends_at, now=now,
        )  # fmt: skip
    return noted


def told_how_to_join(meeting):
    """Who comes online or is not sure, and is not written to by post."""
    online = Q(answer=Answer.YES, mode=Mode.ONLINE, place_no__isnull=False) | Q(answer=Answer.MAYBE)
    return Rsvp.objects.filter(online, meeting=meeting).standing().exclude(person__in=_by_post(meeting))


def joining_leaves_at(meeting, *, now) -> datetime:
    """In the sending window if that is at least two hours before the start; else at once, for it is of no use later."""
    opens = window.opening(now)
    return opens if opens <= meeting.starts_at - timedelta(hours=2) else now
