"""The charity's own facts, for every page, letter and print; kept for a few seconds, so that nobody asks the database.

`current()` may look them up; `known()` never does: error pages and the foot of every page use what is at hand.
"""

import re
import time
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from django.conf import settings
from django.db import InterfaceError, OperationalError

from members.models import Charity
from members.models.charity import EMERGENCY, usual_modules

FRESH = 5.0  # seconds after which another process's change is seen
ONLY_STAFF = "This is only a trial: our own staff get theirs, and nobody else hears of it."
TERMS = {  # the usual word, and how the settings page asks for it
    "client": "somebody who uses the charity's services",
    "clients": "the same, more than one",
    "member": "somebody in the group of people with lived experience",
    "members": "the same, more than one",
    "Advisory Group": "the group itself",
    "co-production": "working on it together from the start",
    "Network": "the partner organisations together",
}


@dataclass(frozen=True)
class Facts:
    """Who the charity is. `logo` is an address of this site, or empty; `terms` holds only words that differ."""

    name: str
    phone: str
    text_number: str
    email: str
    hours: str
    address: str
    logo: str = ""
    logo_words: str = ""
    emergency_words: str = EMERGENCY
    terms: MappingProxyType = field(default_factory=lambda: MappingProxyType({}), hash=False)
    modules: frozenset = frozenset()
    is_written_down: bool = False
    created_at: datetime | None = None
    set_up_at: datetime | None = None
    access_confirmed_at: datetime | None = None
    is_trial: bool = False  # letters, texts and calls reach staff only

    @property
    def phone_href(self):
        """To ring it; to the public front page while no number is written down."""
        number = "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")
        return f"tel:{number}" if number else "/"


def usual() -> Facts:
    """What holds until somebody has filled in the page *Your charity*: the settings of the server."""
    return Facts(
        name=settings.CHARITY_NAME,
        phone=settings.CHARITY_PHONE,
        text_number=settings.CHARITY_TEXT_NUMBER,
        email=_shown(settings.CHARITY_EMAIL),
        hours=settings.CHARITY_HOURS,
        address=settings.CHARITY_ADDRESS,
        modules=frozenset(usual_modules()),
    )


def _shown(email) -> str:
    """Nobody reads what is sent to the address that letters leave from, so no page names it."""
    return "" if email == settings.NOT_SAID_YET["email"] else email


def said_of_letters(words: str) -> str:
    """What a page says of letters that were noted just now; in a trial, who gets them."""
    return ONLY_STAFF if current().is_trial else words


def row() -> Charity:
    """The charity's row; an unsaved one with the usual words while there is none."""
    found = Charity.objects.select_related("logo").first()
    if found:
        return found
    names = ("name", "phone", "text_number", "email", "hours", "address")
    return Charity(pk=1, **{name: getattr(settings, f"CHARITY_{name.upper()}") for name in names})


def not_said_yet(found=None) -> set[str]:
    """On a real site, fields that hold words nobody there wrote: shown empty, so that nobody saves them unread."""
    if settings.DEMO:
        return set()
    found = found or row()
    of_nobody = (settings.NOT_SAID_YET, settings.MADE_UP)
    return {name for words in of_nobody for name in words if words[name] and getattr(found, name) == words[name]}


class Kept:
    """Something read from the database and good for a few seconds; `forget()` after a change."""

    def __init__(self, read, *, fresh=FRESH):
        self._read, self._fresh = read, fresh
        self._value, self._until = None, 0.0

    def now(self):
        if time.monotonic() >= self._until:
            self.put(self._read())
        return self._value

    def at_hand(self):
        """What was read last, however long ago; None before the first time."""
        return self._value

    def put(self, value, *, seconds=None):
        if value != self._value:
            self._value = value
        self._until = time.monotonic() + (self._fresh if seconds is None else seconds)

    def forget(self):
        self._until = 0.0


def _read() -> Facts:
    found = Charity.objects.select_related("logo").first()
    if found is None:
        return usual()
    return Facts(
        name=found.name,
        phone=found.phone,
        text_number=found.text_number,
        email=_shown(found.email),
        hours=found.hours or settings.NOT_SAID_YET["hours"],  # it ends a sentence on many pages
        address=found.address,
        logo=f"/members/settings/logo/{found.logo.sha256[:12]}/" if found.logo else "",
        logo_words=found.logo_words or found.name,
        emergency_words=found.emergency_words,
        terms=MappingProxyType(dict(found.terms)),
        modules=frozenset(found.modules),
        is_written_down=not not_said_yet(found) & {"name", "phone", "email", "address"},
        created_at=found.created_at,
        set_up_at=found.set_up_at,
        access_confirmed_at=found.access_confirmed_at,
        is_trial=found.is_trial,
    )


kept = Kept(_read)


def current() -> Facts:
    """The facts as they are now, at most a few seconds old. Without a database: the last ones known."""
    try:
        return kept.now()
    except (OperationalError, InterfaceError):
        return known()


def known() -> Facts:
    """The same without ever asking the database."""
    return kept.at_hand() or usual()


def forget():
    """Called when the row was written: the next page reads it anew."""
    kept.forget()


def has(module) -> bool:
    """Whether this part of the site is switched on."""
    return str(module) in current().modules


def in_our_words(phrase: str) -> str:
    """A phrase with every usual word in it replaced by ours; as it is while the charity has no words of its own."""
    terms = known().terms
    if not terms:
        return phrase
    usual_words = "|".join(re.escape(each) for each in sorted(terms, key=len, reverse=True))
    return re.sub(rf"\b(?:{usual_words})\b", lambda found: word(found.group()), phrase, flags=re.IGNORECASE)


def word(usual_word: str) -> str:
    """Our word for a usual one (*client*, *Advisory Group*); a capital at the beginning stays one."""
    terms = known().terms
    if usual_word in terms:
        return terms[usual_word]
    ours = next((own for usual_one, own in terms.items() if usual_one.lower() == usual_word.lower()), "")
    capital = ours and usual_word[0].isupper()
    return (ours[:1].upper() + ours[1:] if capital else ours) or usual_word
