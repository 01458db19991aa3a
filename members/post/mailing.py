"""A mailing says the same to many people: what is common is written once, and each gets their own few words.

Kept for a few seconds only, under everything the letter is about, so that a changed meeting is written anew at once.
"""

import functools
import re
import time
from collections.abc import Callable, Iterable
from html import escape

from django.db.models import Model

GOOD_FOR = 5.0  # seconds
MOST = 100
AS_READ = "_version_as_read"  # on a row that no sender changes: which row, in which version Postgres keeps it
_written: dict[tuple, tuple[float, "Common"]] = {}


class Common:
    """The words of a mailing with marks where each person's own words stand; parts are written when first wanted."""

    def __init__(self, write: Callable[[str, dict], str], words: dict, personal: Iterable[str]):
        personal = list(personal)
        self._write, self._words, self._parts = write, words | {name: f"xq7{name}7qx" for name in personal}, {}
        self._mark = re.compile(f"xq7({'|'.join(map(re.escape, personal))})7qx")

    def part(self, name: str, own: dict) -> str:
        """One part (subject, txt, html …) with this person's own words in their places."""
        if name not in self._parts:
            self._parts[name] = self._mark.split(self._write(name, self._words))  # words and marks by turns
        said = {each: escape(str(value)) if name == "html" else str(value) for each, value in own.items()}
        words = list(self._parts[name])
        words[1::2] = [said[mark] for mark in words[1::2]]
        return "".join(words)


def common(template: str, context: dict, words: Callable[[], dict], *, personal: Iterable[str], write) -> Common:
    """The same object for everybody to whom the same is said; `words` are asked for when it is said for the first time."""
    key = (
        template,
        tuple(personal),
        *((name, alike(value)) for name, value in sorted(context.items()) if name not in personal),
    )
    now = time.monotonic()
    found = _written.get(key)
    if found and now - found[0] < GOOD_FOR:
        return found[1]
    if len(_written) >= MOST:
        _written.clear()
    made = Common(write, words(), personal)
    _written[key] = (now, made)
    return made


def forget() -> None:
    """The words of letters have changed: nothing written before is used again by this process."""
    _written.clear()


@functools.cache
def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def alike(value):
    """Something that is equal only when the templates would say the same."""
    if isinstance(value, Model):
        if read := value.__dict__.get(AS_READ):
            return type(value), read
        return type(value), repr([value.__dict__.get(name) for name in _columns(type(value))])
    if isinstance(value, list | tuple):
        return tuple(alike(each) for each in value)
    return type(value), repr(value)
