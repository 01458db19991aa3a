"""The one paragraph of each standard letter that may be worded anew: the original from its template, and the charity's own."""

import re
import time
from dataclasses import dataclass

from django.template.loader import get_template

from members.models import LetterWords

SLOT = re.compile(r"\{% own_words \"(\w+)\" %\}(.*?)\{% endown_words %\}", re.DOTALL)
FRESH = 5.0
_kept = {"at": -FRESH, "words": {}}


@dataclass(frozen=True)
class Slot:
    """A kind of letter with its paragraph: `template` as compose knows it, `original` as we wrote it."""

    kind: str
    template: str
    title: str
    original: str


_slots: dict[str, tuple[str, str]] = {}


def register(kind, *, template, title) -> None:
    """In `AppConfig.ready()`: the letters of this kind hold `{% own_words "kind" %}our words{% endown_words %}`."""
    _slots[kind] = (template, title)


def slots() -> list[Slot]:
    """Every letter that has such a paragraph, in the order in which they were named."""
    return [Slot(kind, template, title, _original(kind, template)) for kind, (template, title) in _slots.items()]


def find(kind) -> Slot | None:
    return next((slot for slot in slots() if slot.kind == kind), None)


def _original(kind, template):
    source = get_template(f"{template}.txt").template.source
    found = next((words for name, words in SLOT.findall(source) if name == kind), "")
    return " ".join(found.split())


def own() -> dict:
    """kind -> the charity's own paragraph; looked up every few seconds, so that a mailing does not ask for each letter."""
    now = time.monotonic()
    if now - _kept["at"] >= FRESH:
        _kept.update(at=now, words=dict(LetterWords.objects.values_list("kind", "words")))
    return _kept["words"]


def forget() -> None:
    """Somebody has just changed a paragraph."""
    _kept["at"] = -FRESH
