"""Why a letter is withheld at the very last moment, whatever its kind (domain 8.2, invariant 1)."""

import logging
from datetime import datetime

from django.db import transaction

from members.models import Letter
from members.models.channel import Way
from members.models.wishes import NOT_AT_ALL
from members.post.calls import in_words_to
from members.post.kinds import Kind
from members.post.looking import Seen
from members.post.trial import TRIAL

log = logging.getLogger(__name__)
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
    reason = _why_not_ever(letter, kind, seen, now=now)
    return TRIAL if not reason and seen.in_trial and not _leaves_in_a_trial(letter, kind, seen) else reason


def _why_not_ever(letter: Letter, kind: Kind, seen: Seen, *, now: datetime) -> str:
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
    if not kind.after_leaving and (reason := _left_or_not_wished(letter, seen)):
        return reason
    return _no_way(letter, kind, seen)


def _left_or_not_wished(letter: Letter, seen: Seen) -> str:
    if seen.has_left:
        return LEFT
    if seen.essential_only_since and not letter.is_essential:
        return ESSENTIAL_ONLY
    if seen.wish == NOT_AT_ALL and not letter.is_essential:
        return NOT_THIS_SORT
    return ""


def _leaves_in_a_trial(letter: Letter, kind: Kind, seen: Seen) -> bool:
    """What somebody asks for at the door, and whatever goes to our own staff, not to somebody else in their name."""
    return letter.is_sensitive or kind.to_the_paused or (seen.works_here and kind.to is None)


def ending(letter: Letter, kind: Kind, seen: Seen, reason: str, *, now: datetime) -> dict:
    """What is written down of a letter that is withheld: why; of one in a trial also to where it would have gone, and
    what it would have said."""
    if reason != TRIAL:
        return {"reason": reason}
    try:
        with transaction.atomic():
            if would_not := kind.still_true(letter, now=now):
                return {"reason": would_not}
            rendered = kind.render(letter, now=now)
    except Exception:
        log.exception("letter %s (%s) could not be written for a trial", letter.pk, letter.kind)
        return {"reason": reason}
    words = rendered.text if seen.way == Way.EMAIL else in_words_to(letter.person_id, rendered, seen.way)
    return {"reason": reason, "to": seen.address, "subject": rendered.subject[:200], "text": words}


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
