"""What holds about agendas: they fit the time, long ones have breaks, and whoever proposed a topic hears why not."""

from datetime import timedelta

from meetings.models import ItemState, MeetingState
from meetings.rules import check_can_change
from members.rules import Refused
from members.words import plural

LONG = 75  # minutes; a longer agenda needs a break (domain 4.1)
STRETCH = 60  # minutes that people can sit without one
BREAK = 10  # minutes of a usual break
SEED = """We say who we are, as much as we like.
Anybody may take a break at any point, and need not say why.
One person speaks at a time.
We use plain words, and ask when a word is new.
We challenge ideas, not people."""


def lasts(meeting) -> int:
    """How many minutes the meeting has."""
    return int((meeting.ends_at - meeting.starts_at) / timedelta(minutes=1))


def total(items) -> int:
    return sum(item.minutes for item in items)


def longest_stretch(items) -> int:
    """The most minutes in a row without a break."""
    longest = now = 0
    for item in items:
        now = 0 if item.is_break else now + item.minutes
        longest = max(longest, now)
    return longest


def wants_a_break(items) -> bool:
    """Longer than 75 minutes, and an hour or more of it in one go."""
    return total(items) > LONG and longest_stretch(items) > STRETCH


def check_fits(meeting, items, *, before=None):
    """The agenda is no longer than the meeting; one that was too long already may become shorter."""
    wanted, there = total(items), lasts(meeting)
    if wanted > there and (before is None or wanted >= before):
        raise Refused(
            f"The agenda would take {wanted} minutes, and the meeting lasts {there}. "
            f"Please make something {wanted - there} minutes shorter, or keep a topic for next time.",
            field="minutes",
        )


def check_agenda_can_change(meeting, *, now):
    check_can_change(meeting, now=now)


def check_can_propose(meeting, *, title, now):
    """Whoever is asked may propose something until the meeting starts."""
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("This meeting was cancelled, so there is no agenda.")
    if meeting.state == MeetingState.DRAFT:
        raise Refused("This meeting is not open yet. Please ring us if you think it should be.")
    if meeting.starts_at <= now:
        raise Refused("This meeting has begun. Please say it there, or ring us and we keep it for next time.")
    if not title.strip():
        raise Refused("Please write in a few words what you would like to talk about.", field="title")


def check_proposal_answer(item, *, state, because, meeting):
    """On the agenda, next time, or not this time because; nothing else."""
    if state not in (ItemState.ON, ItemState.NEXT_TIME, ItemState.NOT_TAKEN):
        raise Refused("Please press one of the answers.")
    if state == ItemState.NOT_TAKEN and not because.strip():
        raise Refused("Please say why not, in a few words. The person who proposed it will read it.", field="because")
    if state == ItemState.NEXT_TIME and item.body_id is None:
        raise Refused(
            "This meeting belongs to no group that meets again, so there is no next time. "
            "Please put it on the agenda, or say why not."
        )


def check_can_skip(item, *, now):
    if item.state != ItemState.ON or item.is_break or not item.may_be_skipped:
        raise Refused("This topic cannot be moved to the end. Please ring us, and we find another way.")
    if item.meeting.starts_at <= now:
        raise Refused("The meeting has begun. You can step out at any time, and need not say why.")


def check_can_go_out(meeting, items, *, waiting, goes_without_a_break, now):
    """Something to talk about, it fits, breaks were thought about, and nobody who proposed a topic waits for an answer."""
    if meeting.state == MeetingState.DRAFT:
        raise Refused("Nobody has been asked to this meeting yet. Please publish it first.")
    check_can_change(meeting, now=now)
    if not any(not item.is_break for item in items):
        raise Refused("There is nothing on the agenda yet. Please put something on it first.")
    if waiting:
        raise Refused(
            f"{plural(waiting, 'proposed topic,proposed topics')} still "
            f"{'waits' if waiting == 1 else 'wait'} for an answer. Please answer first: whoever proposed it is waiting."
        )
    check_fits(meeting, items)
    if wants_a_break(items) and not goes_without_a_break:
        raise Refused(
            f"This agenda takes {total(items)} minutes, {longest_stretch(items)} of them without a break. "
            "Please add a break, or tick that you have thought about it."
        )
