"""Why a letter is withheld at the very last moment, whatever its kind (domain 8.2, invariant 1)."""

from datetime import datetime

from members.models import Letter
from members.models.channel import Way
from members.models.wishes import NOT_AT_ALL
from members.post.kinds import Kind
from members.post.looking import Seen

DIED = "They have died. Nothing is sent any more."
LEFT = "They have left the group."
PAUSED = "They are taking a break."
ESSENTIAL_ONLY = "They asked for essential letters only."
TOO_LATE = "It was too late to be of use."
NO_WAY = "We have no way to reach them."
NO_EMAIL = "We have no email address for them."
EMAIL_ONLY = "This letter is only sent by email."
NOT_THIS_SORT = "They asked us not to send this sort of letter."
CAME_BACK = "Their email comes back. Somebody rings them; until then nothing goes there."
BY_HAND = "Their email comes back."
NO_OTHER_ADDRESS = "Whoever it was for gets no copies any more."


def why_not(letter: Letter, kind: Kind, seen: Seen, *, now: datetime) -> str:
    """ "" when it may leave, else the reason in words for staff."""
    if letter.expires_at and letter.expires_at <= now:
        return TOO_LATE
    if letter.person_id is None:
        return _no_way(letter, kind, seen) if kind.to is not None else ""
    if seen.died_on:
        return DIED
    if kind.to_the_paused:
        return ""
    if seen.paused_at:
        return PAUSED
    if kind.after_leaving:
        return _no_way(letter, kind, seen)
    if seen.has_left:
        return LEFT
    if seen.essential_only_since and not letter.is_essential:
        return ESSENTIAL_ONLY
    if seen.wish == NOT_AT_ALL and not letter.is_essential:
        return NOT_THIS_SORT
    return _no_way(letter, kind, seen)


def _no_way(letter: Letter, kind: Kind, seen: Seen) -> str:
    if letter.is_sensitive:
        return ""  # a backend handed it in with its own address
    if kind.to is not None:
        return "" if seen.address else NO_OTHER_ADDRESS
    if seen.way == Way.EMAIL and not seen.address:
        return NO_EMAIL if letter.way_is_fixed else NO_WAY
    if seen.way != Way.EMAIL and not kind.human_twin:
        return EMAIL_ONLY
    if seen.way == Way.EMAIL and seen.comes_back and not (letter.is_essential and kind.human_twin):
        return CAME_BACK
    return ""
