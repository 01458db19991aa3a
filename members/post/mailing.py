"""A mailing says the same to many people: what is common is written once, and each gets their own few words.

Kept for a few seconds only, under everything the letter is about, so that a changed meeting is written anew at once.
"""

import functools
import time
from collections.abc import Callable, Iterable

from django.db.models import Model
from django.utils.html import escape

GOOD_FOR = 5.0  # seconds
MOST = 100
_written: dict[tuple, tuple[float, "Common"]] = {}


class Common:
    """The words of a mailing with marks where each person's own words stand; parts are written when first wanted."""

    def __init__(self, write: Callable[[str, dict], str], words: dict, personal: Iterable[str]):
        self._write, self._marks = write, {name: f"xq7{name}7qx" for name in personal}
        self._words, self._parts = words | self._marks, {}

    def part(self, name: str, own: dict) -> str:
        """One part (subject, txt, html …) with this person's own words in their places."""
        if name not in self._parts:
            self._parts[name] = self._write(name, self._words)
        words = self._parts[name]
        for mark, value in ((self._marks[each], own[each]) for each in self._marks):
            words = words.replace(mark, escape(value) if name == "html" else str(value))
        return words


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
        return type(value), repr([value.__dict__.get(name) for name in _columns(type(value))])
    if isinstance(value, list | tuple):
        return tuple(alike(each) for each in value)
    return type(value), repr(value)
