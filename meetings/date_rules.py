"""What holds about finding a date: one check for each rule, in words the person can read."""

from collections import Counter

from meetings.models import PollState
from meetings.models.date_poll import Suits
from meetings.rules import LONDON
from members.rules import Refused
from members.words import day, when

MOST_DATES = 12


def check_dates(starts, *, now) -> None:
    """At least two dates that are still to come, none of them twice."""
    starts = list(starts)
    if not starts:
        raise Refused("Please write down at least two dates to choose from.", field="day_1")
    if again := next((start for start, times in Counter(starts).items() if times > 1), None):
        raise Refused(f"{when(again)} stands there twice. Please take one of them out.", field="day_1")
    if past := next((start for start in starts if start <= now), None):
        raise Refused(f"{when(past)} has already passed. Please choose dates that are still to come.", field="day_1")
    if len(starts) == 1:
        raise Refused("With one date there is nothing to choose from. Please write down another one.", field="day_2")
    if len(starts) > MOST_DATES:
        raise Refused(f"More than {MOST_DATES} dates are hard to read. Please take some out.", field="day_1")


def check_answer_by(answer_by, starts, *, now) -> None:
    """Answers are wanted from today on, and before the first of the dates."""
    if answer_by < now.astimezone(LONDON).date():
        raise Refused("The day to answer by has passed. Please choose a later one.", field="answer_by")
    first = min(starts)
    if answer_by > first.astimezone(LONDON).date():
        raise Refused(
            f"The day to answer by is after the first date, {day(first)}. Please choose an earlier one.",
            field="answer_by",
        )


def check_can_open(poll, *, dates, people, now) -> None:
    if poll.state != PollState.DRAFT:
        raise Refused("People were asked already. Nobody was asked twice.")
    check_dates(dates, now=now)
    check_answer_by(poll.answer_by, dates, now=now)
    if not people:
        raise Refused("Nobody is on the list yet. Please add people first.")


def check_open(poll) -> None:
    """Answers and choices are for a poll that people are answering."""
    if poll.state == PollState.CHOSEN:
        raise Refused("A date was chosen already. If it does not suit you, please ring us.")
    if poll.state == PollState.DROPPED:
        raise Refused("We stopped looking for a date, so there is nothing to answer.")
    if poll.state == PollState.DRAFT:
        raise Refused("Nobody was asked yet.")


def check_answer(poll, asked, suits, *, options) -> None:
    """`suits` is date -> answer; dates and words we did not offer are refused, and so is an answer that says nothing."""
    check_open(poll)
    if asked.removed_at is not None:
        raise Refused("You are not asked about these dates any more. Please ring us if you think you should be.")
    if not suits:
        raise Refused("Nothing is saved yet. Please press yes, if need be, or no for at least one date.")
    if not set(suits) <= {option.pk for option in options} or not set(suits.values()) <= set(Suits.values):
        raise Refused("These dates changed while your page was open. Please look again, and press again.")


def check_can_choose(poll, option, *, now) -> None:
    check_open(poll)
    if option.starts_at <= now:
        raise Refused(f"{when(option.starts_at)} has already passed. Please choose another date.")
