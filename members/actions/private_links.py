"""Links that open a page without sign-in and are no row of `Link`: who keeps a token of their own says so here (DP-10).

A registration for a conference and a speaker's page have one each. What somebody's lost device or open mailbox could still
open is asked for and taken back everywhere at once. Registered in `AppConfig.ready()`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Opens:
    """One link that still opens its page: what it is about, and until when (None: until they say that we may forget them)."""

    words: str
    until: datetime | None


@dataclass(frozen=True)
class Kept:
    """standing(*, person, now, since) -> [Opens]: with `since`, only what went out in a letter after that moment.
    renew(*, person, now): every token of theirs is another one from then on."""

    standing: Callable
    renew: Callable


_kept: dict[type, Kept] = {}


def register(model, *, standing: Callable, renew: Callable) -> None:
    """`model` keeps the token in a field `token_hash`. Registering it again replaces what was said."""
    _kept[model] = Kept(standing, renew)


def kept_by() -> set:
    """Which models have told how theirs are taken back."""
    return set(_kept)


def standing(*, person, now, since=None) -> list[Opens]:
    """What still opens, of every table that told."""
    return [each for kept in _kept.values() for each in kept.standing(person=person, now=now, since=since)]


def take_back(*, person, now, since=None) -> int:
    """Whatever stood in a letter opens nothing any more; the next letter brings another. How many still opened."""
    opened = len(standing(person=person, now=now, since=since))
    for kept in _kept.values():
        kept.renew(person=person, now=now)
    return opened
