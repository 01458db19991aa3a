"""What people typed, made harmless for a letter: one line, and nothing a mail program would turn into a link.

`flat()` wraps whatever is handed to a letter's templates, so that no template has to remember it.
"""

import re
from collections.abc import Mapping

from django.conf import settings
from django.db.models import Model
from django.db.models.query import QuerySet

SPACES = re.compile(r"[\s\x00-\x1f\x7f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
SCHEME = re.compile(r"\b[a-z][a-z0-9+.-]*:/+|\bwww\.|\bmailto:", re.IGNORECASE)
DOMAIN = re.compile(r"(?<=[\w-])\.(?=[^\W\d_]{2,})")


def one_line(words: str) -> str:
    """Typed words on one line, without addresses of pages."""
    words = SPACES.sub(" ", words).strip()
    if "." in words or ":" in words:
        words = DOMAIN.sub(". ", SCHEME.sub("", words))
    return words


def is_ours(words: str) -> bool:
    """An address of this very site, made by us: no blanks, and it starts with BASE_URL."""
    return words.startswith(settings.BASE_URL + "/") and not SPACES.search(words)


def flat(value):
    """The value for a template: strings on one line, models and lists so that theirs are too."""
    if isinstance(value, str):
        return value if is_ours(value) else one_line(value)
    if isinstance(value, Model):
        return Flat(value)
    if isinstance(value, Mapping):
        return {key: flat(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | QuerySet):
        return [flat(each) for each in value]
    return value


class Flat:
    """A model as a letter sees it: every word it gives away is on one line."""

    def __init__(self, thing):
        self._thing = thing

    def __getattr__(self, name):
        value = getattr(self._thing, name)
        if callable(value) and not getattr(value, "alters_data", False) and not hasattr(value, "all"):
            return lambda *args: flat(value(*args))
        return flat(value)

    def __str__(self):
        return one_line(str(self._thing))

    def __bool__(self):
        return bool(self._thing)

    def __eq__(self, other):
        return self._thing == getattr(other, "_thing", other)

    def __hash__(self):
        return hash(self._thing)
