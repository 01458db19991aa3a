"""What lies behind which consent: who keeps a sensitive field says so here, and how to delete it.

Hidden at once, because every reader asks `queries.consent.holds()`; deleted by the sweep within 30 days after
the consent is withdrawn. Registered in `AppConfig.ready()`; upper floors register theirs too.
"""

from collections.abc import Callable
from dataclasses import dataclass

from members.models.consent import Consent


@dataclass(frozen=True)
class Behind:
    """One thing behind one consent: its words for the page, and clear(*, person, now), which deletes it.

    For a consent about one event, clear is called with `about` as well.
    """

    consent: str
    words: str
    clear: Callable


_behind: dict[tuple[str, str], Behind] = {}
_one_by_one: dict[str, Callable] = {}


def register(consent: Consent, *, words: str, clear: Callable) -> None:
    """`words` reads after "we delete": what helps on a bad day. Registering the same words again replaces them."""
    _behind[(Consent(consent), words)] = Behind(Consent(consent), words, clear)


def of(consent: Consent) -> list[Behind]:
    """What lies behind this consent, in the order of its words."""
    return sorted((b for b in _behind.values() if b.consent == consent), key=lambda b: b.words)


def agreed_one_by_one(consent: Consent, *, count: Callable) -> None:
    """Beside this consent somebody may agree thing by thing: count(person, *, today) says how many of those are shown."""
    _one_by_one[Consent(consent)] = count


def shown_one_by_one(consent: Consent, *, person, today) -> int:
    """How many single things of theirs are shown, whatever they said to the consent for all."""
    return _one_by_one[consent](person, today=today) if consent in _one_by_one else 0


def clear(*, person, consent, now, about="") -> list[str]:
    """Delete everything behind it; the words of what went."""
    gone = []
    for behind in of(consent):
        behind.clear(person=person, now=now, **({"about": about} if about else {}))
        gone.append(behind.words)
    return gone
