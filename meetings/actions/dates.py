"""Finding a date (MTG-13): proposed, asked, answered, chosen. Locks: the poll first, then the person's line."""

from datetime import timedelta

from django.db import transaction

from meetings import date_letters, date_rules
from meetings.actions import planning
from meetings.models import DateAnswer, DateAsked, DateOption, DatePoll, PollState
from members.actions import ringing
from members.models import Person, Seat
from members.permissions import Permission, Via, require
from members.post import letters, links

PLAN = Permission.PLAN_MEETING


@transaction.atomic
def create(*, actor, now, dates, people=None, **fields) -> DatePoll:
    """A draft with its dates; nobody hears of it. Without `people` those with a seat in the body stand on the list."""
    poll = DatePoll(**fields)
    require(actor, PLAN, within=poll)
    date_rules.check_dates(dates, now=now)
    date_rules.check_answer_by(poll.answer_by, dates, now=now)
    poll.save()
    DateOption.objects.bulk_create(DateOption(poll=poll, starts_at=at) for at in sorted(dates))
    if people is None:
        people = seat_holders(poll, day=min(dates).date())
    _ask(poll, people)
    return poll


def seat_holders(poll, *, day):
    """Who sits in the poll's body on that day and can be asked."""
    if poll.body_id is None:
        return Person.objects.none()
    seats = Seat.objects.filter(body=poll.body_id).on(day)
    return Person.objects.filter(pk__in=seats.values("person"), died_on=None).aware().by_name()


def _ask(poll, people) -> list[Person]:
    """Put people on the list, each once; who was taken off comes back. Those who are new on it."""
    known = set(DateAsked.objects.filter(poll=poll, removed_at=None).values_list("person", flat=True))
    new = [person for person in people if person.pk not in known]
    DateAsked.objects.bulk_create([DateAsked(poll=poll, person=person) for person in new], ignore_conflicts=True)
    for back in DateAsked.objects.filter(poll=poll, person__in=new).exclude(removed_at=None):
        back.removed_at = None
        back.save(update_fields=["removed_at"])
    return new


@transaction.atomic
def add_people(*, poll, people, actor, now) -> list[Person]:
    """More people; while it is open they are asked at once."""
    require(actor, PLAN, within=poll)
    poll = _lock(poll)
    if poll.state != PollState.DRAFT:
        date_rules.check_open(poll)
    new = _ask(poll, people)
    if new and poll.state == PollState.OPEN:
        date_letters.send_question(poll, now=now, people=new)
    return new


@transaction.atomic
def take_off(*, asked, actor, now, reason="They are not asked about these dates any more.") -> None:
    """Off the list: their link ends, letters that wait are not sent, and their answers no longer count."""
    require(actor, PLAN, within=asked.poll)
    _take_off(asked, now=now, reason=reason)


def _take_off(asked, *, now, reason) -> None:
    asked.removed_at = now
    asked.save(update_fields=["removed_at"])
    about = asked.poll.about_word
    links.revoke(about=about, person=asked.person_id, purpose=date_letters.PURPOSE, now=now)
    letters.withhold(about=about, person=asked.person_id, reason=reason)


@transaction.atomic
def open_poll(*, poll, actor, now) -> DatePoll:
    """Ask everybody on the list, each by their own way."""
    require(actor, PLAN, within=poll)
    poll = _lock(poll)
    dates = list(poll.options.values_list("starts_at", flat=True))
    people = DateAsked.objects.filter(poll=poll, removed_at=None).exists()
    date_rules.check_can_open(poll, dates=dates, people=people, now=now)
    poll.state, poll.opened_at = PollState.OPEN, now
    poll.save(update_fields=["state", "opened_at"])
    date_letters.send_question(poll, now=now)
    return poll


@transaction.atomic
def answer(*, asked, suits, actor, now) -> DateAsked:
    """Save what suits one person: `suits` is option id -> yes, ifneedbe or no. The last answer stands."""
    require_to_answer_dates(actor, asked)
    poll = _lock(asked.poll)
    asked = DateAsked.objects.select_for_update(of=("self",), no_key=True).get(pk=asked.pk)
    date_rules.check_answer(poll, asked, suits, options=poll.options.all())
    known = {each.option_id: each for each in DateAnswer.objects.filter(asked=asked)}
    for option_id, word in suits.items():
        said = known.get(option_id) or DateAnswer(asked=asked, option_id=option_id)
        if said.suits != word:
            said.suits = word
            said.save()
    asked.answered_at, asked.via, asked.ring_me = now, actor.via.value, False
    asked.recorded_by = actor.person if actor.via == Via.DESK else None
    asked.save(update_fields=["answered_at", "via", "ring_me", "recorded_by"])
    letters.withhold(
        about=poll.about_word, person=asked.person_id, reason="They have answered already.",
        kinds=[date_letters.ASK, date_letters.REMIND],
    )  # fmt: skip
    asked.poll = poll
    return asked


@transaction.atomic
def ring_me_instead(*, asked, actor, now) -> DateAsked:
    """Phone me instead: one call, and no reminder in between."""
    require_to_answer_dates(actor, asked)
    poll = _lock(asked.poll)
    date_rules.check_open(poll)
    ringing.ring_me(person=asked.person, actor=actor, about=poll.about_word, now=now)
    asked.ring_me = True
    asked.save(update_fields=["ring_me"])
    return asked


def require_to_answer_dates(actor, asked) -> None:
    """One's own line, or as staff in the name of exactly this person."""
    if actor.on_behalf_of is None:
        require(actor, Permission.ANSWER, within=asked)
        return
    require(actor, Permission.ANSWER_FOR, within=asked.poll)
    if actor.on_behalf_of.pk != asked.person_id:
        raise ValueError("An answer is recorded for the person it is about.")


@transaction.atomic
def choose(*, poll, option, actor, now) -> DatePoll:
    """This date it is: a draft of the meeting with the same people, and everybody hears of it."""
    require(actor, PLAN, within=poll)
    poll = _lock(poll)
    option = poll.options.get(pk=option.pk)
    date_rules.check_can_choose(poll, option, now=now)
    asked = Person.objects.filter(
        pk__in=DateAsked.objects.filter(poll=poll, removed_at=None).values("person"), died_on=None
    )
    from_poll = {name: getattr(poll, name) for name in ("title", "about", "kind", "body", "team", "lead")}
    poll.meeting = planning.create(
        actor=actor, now=now, people=list(asked.by_name()), starts_at=option.starts_at,
        ends_at=option.starts_at + timedelta(minutes=poll.minutes), **from_poll,
    )  # fmt: skip
    poll.chosen, poll.state, poll.closed_at = option, PollState.CHOSEN, now
    poll.save(update_fields=["meeting", "chosen", "state", "closed_at"])
    date_letters.send_result(poll, now=now)
    return poll


@transaction.atomic
def drop(*, poll, actor, now) -> DatePoll:
    """No date was found. Who was asked is told; a draft goes quietly."""
    require(actor, PLAN, within=poll)
    poll = _lock(poll)
    told = poll.state == PollState.OPEN
    if not told and poll.state != PollState.DRAFT:
        date_rules.check_open(poll)
    poll.state, poll.closed_at, poll.opened_at = PollState.DROPPED, now, poll.opened_at or now
    poll.save(update_fields=["state", "closed_at", "opened_at"])
    if told:
        date_letters.send_result(poll, now=now)
    return poll


def leave_all(person, *, now) -> None:
    """Somebody has left: off the list of every poll that is not over (announced by members.events.person_left)."""
    for asked in DateAsked.objects.filter(
        person=person, removed_at=None, poll__state__in=[PollState.DRAFT, PollState.OPEN]
    ).select_related("poll").order_by("pk"):  # fmt: skip
        _take_off(asked, now=now, reason="They have left the group.")


def _lock(poll) -> DatePoll:
    return DatePoll.objects.select_for_update(of=("self",), no_key=True).get(pk=poll.pk)
