"""A send that would contradict what somebody needs does not leave: it becomes a task for a person (AIS-04)."""

from members.models import Letter
from members.models.channel import Way
from members.post.kinds import Kind
from members.post.looking import Seen
from members.rules import access


def why(letter: Letter, kind: Kind, seen: Seen) -> str:
    """Why this way contradicts a need; empty when it may leave. What somebody asked for this second (a code) is not held up."""
    if not seen.needs or letter.is_sensitive or kind.to is not None or kind.to_the_paused:
        return ""
    return access.why_not_this_way(_known(seen), way=seen.way, letter_format=letter.person.letter_format)


def another_way(letter: Letter, seen: Seen) -> str:
    """The way the task takes: the one they need, another of theirs, or the telephone when nothing fits, with the reason beside it."""
    known = _known(seen)
    ways = [only for need, only in access.ONLY.items() if need in known]
    ways += [c.way for c in letter.person.channels.all()]
    fitting = access.another_way(
        known, ways=[w for w in ways if w != Way.EMAIL], letter_format=letter.person.letter_format
    )
    return fitting or (seen.way if seen.way == Way.POST else Way.PHONE)


def _known(seen: Seen) -> dict[str, str]:
    return dict(each.split("=", 1) for each in seen.needs or ())
