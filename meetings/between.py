"""What holds and what is asked about questions between bodies, and about the visits that link two of them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db.models import Count, Q

from meetings.models import Attendance, Meeting, MeetingState, Question
from members.models import Body, Consent, Letter, Person, RoleGrant, Seat
from members.models.letter import LetterState
from members.permissions import Role
from members.queries import names
from members.rules import Refused
from members.words import local, plural

SOONEST = timedelta(days=1)
LATEST = timedelta(days=400)
TOLD = "question_answered"
NOT_YET = [LetterState.WAITING, LetterState.SENDING, LetterState.FAILED, LetterState.UNCERTAIN]


# ---- what holds --------------------------------------------------------------------------------------------------------
def check_sides(*, asker, asked):
    """Somebody asks somebody else, and at least one of them is a body."""
    if asker == asked:
        raise Refused("That would be a question to yourselves. Please choose another body or team.", field="asked")
    if not isinstance(asker, Body) and not isinstance(asked, Body):
        raise Refused("Two teams can simply talk. Please choose a body, on one side at least.", field="asked")


def check_answer_by(answer_by, *, day):
    """There is time to answer, and the day is not years away."""
    if answer_by < day + SOONEST:
        raise Refused("Please choose a day after today, so that they have time to answer.", field="answer_by")
    if answer_by > day + LATEST:
        raise Refused("That is more than a year away. Please choose an earlier day.", field="answer_by")


def check_open(question):
    """Neither answered nor taken back."""
    if question.taken_back_at is not None:
        raise Refused("This question was taken back, so there is nothing to answer any more.")
    if question.answered_at is not None:
        raise Refused("This question has been answered already. Nothing was changed.")


def check_answered(question):
    """Only what was answered can be put right."""
    if question.taken_back_at is not None or question.answered_at is None:
        raise Refused("There is no answer to put right. Please answer the question first.")


def check_owner(question, person, *, day):
    """Whoever answers belongs to the side that is asked, or works for the charity."""
    if not may_own(question, day=day).filter(pk=person.pk).exists():
        raise Refused(f"Please choose somebody of {question.asked.the}, or a coordinator.", field="owner")


def check_meeting(question, meeting, *, now):
    """A coming meeting of the body that is asked."""
    if meeting.starts_at <= now or meeting.state == MeetingState.CANCELLED:
        raise Refused("That meeting is over or off. Please choose one that is still to come.", field="meeting")
    if question.to_body_id is None or meeting.body_id != question.to_body_id:
        raise Refused(f"That is not a meeting of {question.asked.the}.", field="meeting")


# ---- who ---------------------------------------------------------------------------------------------------------------
def people_of(body, team, *, day):
    """Ids of those who sit in a body, or work in a team, on that day."""
    if body is not None:
        return Seat.objects.filter(body=body).on(day).aware().values("person")
    return RoleGrant.objects.filter(team=team, role=Role.STAFF).on(day).values("person")


def may_own(question, *, day):
    """Who may be named to see to the answer: those of the side that is asked, and coordinators."""
    coordinators = RoleGrant.objects.filter(role=Role.COORDINATOR).on(day).values("person")
    theirs = people_of(question.to_body, question.to_team, day=day)
    return Person.objects.filter(Q(pk__in=theirs) | Q(pk__in=coordinators), died_on=None, erased_at=None).by_name()


def coming_meetings(question, *, now):
    """Meetings of the asked body to come, soonest first: where the question can be put on the agenda."""
    if question.to_body_id is None:
        return Meeting.objects.none()
    coming = Meeting.objects.filter(body=question.to_body_id, starts_at__gt=now)
    return coming.exclude(state=MeetingState.CANCELLED).order_by("starts_at", "pk")


def offered_for(meeting):
    """Open questions to the body of this meeting that stand on no agenda: offered to whoever writes this one."""
    if meeting.body_id is None:
        return Question.objects.none()
    waiting = Question.objects.open().with_places().filter(to_body=meeting.body_id, meeting=None)
    return waiting.soonest_first()


def names_of(ids) -> dict[int, str]:
    """What staff read where a letter or a call is about a question."""
    return dict(Question.objects.filter(pk__in=ids).values_list("pk", "words"))


# ---- how far it is -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    """One question as its reader sees it: the state in a word, and how long it took or has been waiting."""

    question: Question
    word: str
    tone: str
    time: str
    is_late: bool
    is_mine: bool


def line(question, *, actor, day):
    """The question in the words of a list."""
    late = question.is_open and question.answer_by < day
    word, tone = _state(question, late)
    return Line(question, word, tone, _time(question, day), late, question.owner_id in actor.looks_after)


def _state(question, late):
    if question.taken_back_at:
        return "Taken back", "plain"
    if question.answered_at:
        told = ", and everybody told" if question.told_at else ""
        if question.outcome == Question.Outcome.ANSWERED:
            return f"Answered{told}", "leaf"
        return f"Couldn’t answer, because{told}", "clay"
    if late:
        return "Late", "clay"
    if question.meeting_id:
        return "On an agenda", "sun"
    return ("Somebody sees to it", "sun") if question.owner_id else ("Waits for an answer", "sun")


def _time(question, day):
    if question.answered_at:
        days = (local(question.answered_at).date() - local(question.put_at).date()).days
        return "Answered on the same day" if days == 0 else f"The answer took {plural(days, 'day')}"
    days = (day - local(question.put_at).date()).days
    return "Asked today" if days <= 0 else f"Asked {plural(days, 'day')} ago"


@dataclass(frozen=True)
class Told:
    """How many of those who asked have heard the answer."""

    told: int
    of: int


def told_of(question):
    """Counted in letters and calls that are done; whoever is on a break hears nothing and is left out."""
    states = Counter(Letter.objects.filter(about=question.about_word, kind=TOLD).values_list("state", flat=True))
    told = states[LetterState.SENT]
    return Told(told, told + sum(states[state] for state in NOT_YET))


@dataclass(frozen=True)
class Earlier:
    """An answer as it read before it was put right, and until when it stood."""

    words: str
    until: datetime


def earlier_answers(question) -> list[Earlier]:
    """What the answer said before, the latest first; empty when it was never put right."""
    events = Question.pgh_event_models["update"].objects.filter(pgh_obj_id=question.pk, answered_at__isnull=False)
    said = []
    for at, words in events.order_by("pgh_id").values_list("pgh_created_at", "answer"):
        if not said or said[-1][1] != words:
            said.append((at, words))
    return [Earlier(words, until) for (_, words), (until, _) in pairwise(said)][::-1]


# ---- visits ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Month:
    """One month: of so many meetings, at how many somebody from the other body was; names only where allowed."""

    first: date
    meetings: int
    visited: int
    who: tuple[str, ...]


def visits(*, body_sort, hat, actor, today, months=12):
    """People with that hat at meetings of that body, by month, newest first (three questions)."""
    since = _month_back(today, months - 1)
    held = Meeting.objects.filter(
        body__sort=body_sort, state=MeetingState.PUBLISHED, register_closed_at__isnull=False, starts_at__date__gte=since,
    )  # fmt: skip
    there = Q(attendances__came=True, attendances__hat=hat)
    rows = held.annotate(there=Count("attendances", filter=there)).values_list("starts_at", "there")
    count, visited = Counter(), Counter()
    for starts_at, heads in rows:
        first = local(starts_at).date().replace(day=1)
        count[first] += 1
        visited[first] += bool(heads)
    who = _who(held, hat, actor)
    return [
        Month(first, count[first], visited[first], tuple(who.get(first, ()))) for first in sorted(count, reverse=True)
    ]


def _who(held, hat, actor):
    """Coordinators read names, members the first names of those who agreed; nobody else any."""
    if actor.role not in (Role.COORDINATOR, Role.MEMBER):
        return {}
    came = Attendance.objects.filter(meeting__in=held, came=True, hat=hat).order_by("meeting__starts_at", "pk")
    rows = list(came.values_list("person", "person__name", "meeting__starts_at"))
    if actor.role == Role.COORDINATOR:
        named = {pk: name for pk, name, _ in rows}
    else:
        agreed = names.shown(Person.objects.filter(pk__in={pk for pk, _, _ in rows}), to=Consent.NAME_TO_MEMBERS)
        named = {pk: name.split()[0] for pk, name in agreed.items() if name != names.A_MEMBER}
    found = {}
    for pk, _, at in rows:
        month = found.setdefault(local(at).date().replace(day=1), [])
        if pk in named and named[pk] not in month:
            month.append(named[pk])
    return found


def _month_back(day, months):
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
