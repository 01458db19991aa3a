"""Letters about finding a date: the question, one reminder for those who have not answered, and what came of it."""

from datetime import datetime, time, timedelta

from django.db.models import Case, CharField, Count, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject

from meetings.models import DateAsked, DatePoll, MeetingState, PollState
from meetings.rules import LINK_LASTS, LONDON
from members.models.channel import Purpose
from members.models.letter import Lane
from members.post import letters, links
from members.words import day

ASK, REMIND, RESULT = "dates_ask", "dates_reminder", "dates_result"
PURPOSE = "dates"
A_MOMENT = timedelta(minutes=10)  # an invitation to the chosen date takes the place of the news
RULES = {
    ASK: "When people are asked about dates: to each of them.",
    REMIND: "The day before the day to answer by: to those who have not answered and did not ask to be rung.",
    RESULT: "When a date is chosen or given up: to everybody who was asked, unless the invitation reaches them first.",
}


def send_question(poll, *, now, people=None) -> int:
    return _send(poll, ASK, _asked(poll, people), due_at=now, now=now)


def send_reminder(poll, *, now) -> int:
    silent = _asked(poll).filter(answered_at=None, ring_me=False)
    return _send(poll, REMIND, silent, due_at=now, now=now)


def send_result(poll, *, now) -> int:
    letters.withhold(about=poll.about_word, reason="A date was chosen, or given up.")
    return _send(poll, RESULT, _asked(poll), due_at=now + A_MOMENT, now=now)


def remind_at(poll) -> datetime:
    return datetime.combine(poll.answer_by - timedelta(days=1), time(10), tzinfo=LONDON)


def _asked(poll, people=None):
    asked = DateAsked.objects.filter(poll=poll, removed_at=None)
    return asked if people is None else asked.filter(person__in=people)


def _times_off():
    """How often somebody was taken off this list: who came back is asked afresh, for the earlier letter and link ended."""
    events = DateAsked.pgh_event_models["update"].objects.filter(pgh_obj_id=OuterRef("pk"), removed_at__isnull=False)
    counted = events.order_by().values("pgh_obj_id").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def _send(poll, kind, asked, *, due_at, now) -> int:
    again = Case(When(times_off=0, then=Value("")), default=Concat(Value(":"), Cast("times_off", CharField())))
    key = Concat(Value(f"{kind}:{poll.pk}:"), Cast("person_id", CharField()), again)
    source = asked.annotate(times_off=_times_off(), key=key, facts=JSONObject(poll=F("poll_id"))).values_list(
        "key", "person_id", "facts"
    )
    ends = max((option.starts_at for option in poll.options.all()), default=due_at + timedelta(days=1))
    return letters.note_set(kind=kind, source=source, about=poll.about_word, due_at=due_at, expires_at=ends, now=now)


# ---- when they leave ----------------------------------------------------------------------------------------------------
def _found(letter):
    if "_asked" not in letter.__dict__:
        asked = DateAsked.objects.filter(poll=letter.facts["poll"], person=letter.person_id, removed_at=None)
        letter._asked = asked.select_related("poll", "poll__chosen", "poll__meeting").first()
    return letter._asked


def question_still_true(letter, *, now) -> str:
    asked = _found(letter)
    if asked is None:
        return "They are not asked about it any more."
    if asked.poll.state != PollState.OPEN:
        return "A date was chosen, or given up."
    return "They have answered already." if asked.answered_at else ""


def reminder_still_true(letter, *, now) -> str:
    if no := question_still_true(letter, now=now):
        return no
    return "They asked to be rung instead." if _found(letter).ring_me else ""


def result_still_true(letter, *, now) -> str:
    asked = _found(letter)
    if asked is None:
        return "They are not asked about it any more."
    poll = asked.poll
    if poll.state not in (PollState.CHOSEN, PollState.DROPPED):
        return "It is open again."
    if poll.meeting is None or poll.meeting.state != MeetingState.PUBLISHED:
        return ""
    invited = poll.meeting.rsvps.filter(person=letter.person_id, removed_at=None).exists()
    return "The invitation tells them." if invited else ""


def ask(letter, *, now):
    return _compose("dates_ask", letter, now=now, reminder=letter.kind == REMIND)


def result(letter, *, now):
    return _compose("dates_result", letter, now=now)


def _compose(name, letter, *, now, **more):
    poll: DatePoll = _found(letter).poll
    link = links.link_for(
        person=letter.person, purpose=PURPOSE, about=poll.about_word, now=now,
        expires_at=datetime.combine(poll.answer_by, time(), tzinfo=LONDON) + LINK_LASTS,
    )  # fmt: skip
    words = {
        "first_name": letter.person.first_name,
        "poll": poll,
        "dates": [option.starts_at for option in poll.options.order_by("starts_at", "pk")],
        "chosen": poll.chosen.starts_at if poll.chosen else None,
        "answer_by": day(poll.answer_by),
        "url": links.address(link),
        **more,
    }
    return letters.compose(f"meetings/email/{name}", words, personal=("first_name", "url"))


def register_all():
    """Called once, when the app is ready."""
    optional = {"lane": Lane.BULK, "essential": False, "windowed": True, "purpose": Purpose.MEETINGS}
    for kind, render, still_true, words in (
        (ASK, ask, question_still_true, "Which dates suit you?"),
        (REMIND, ask, reminder_still_true, "Reminder: which dates suit you?"),
        (RESULT, result, result_still_true, "The date that was found"),
    ):
        letters.register(kind, render=render, still_true=still_true, words=words, rule=RULES[kind], **optional)
