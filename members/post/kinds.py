"""The kinds of letters, by name. Upper floors register theirs in `AppConfig.ready()` through letters.register."""

from collections.abc import Callable
from dataclasses import dataclass, field

from members.models.channel import Purpose
from members.models.letter import Lane
from members.post.prepared import PreparedRow


@dataclass(frozen=True)
class Rendered:
    """One letter in words. `script` is for the telephone or print, `short` for a text message.

    `slip` is what is printed to tear off and send back: a line each, "[ ] " a box, "____" a line to write on.

    `attachments` are dicts of `name`, `type` and `text` (text, not bytes: they are kept on the row as JSON).
    """

    subject: str
    text: str
    html: str = ""
    script: str = ""
    short: str = ""
    slip: str = ""
    attachments: list = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """How one kind of letter behaves; the fields are explained at letters.register."""

    name: str
    render: Callable
    still_true: Callable
    lane: int
    essential: bool
    windowed: bool
    purpose: str
    words: str
    human_twin: bool
    to_the_paused: bool = False
    after_leaving: bool = False
    rule: str = ""
    to: Callable | None = None
    to_name: Callable | None = None
    reads: PreparedRow | None = None
    link: str = ""

    def guest_of(self, letter) -> dict:
        """Name and address for the line on *calls and letters*, when the letter is to nobody we have a record of."""
        if letter.person_id is not None:
            return {}
        return {"to_name": self.to_name(letter) or "A guest", "to_address": self.to(letter)}


_kinds: dict[str, Kind] = {}


def add(kind: Kind) -> None:
    """Known from now on; registering the same name again replaces it."""
    _kinds[kind.name] = kind


def get(name: str) -> Kind:
    """Raises LookupError for a kind nobody registered."""
    try:
        return _kinds[name]
    except KeyError:
        raise LookupError(f"No kind of letter is called {name!r}.") from None


def find(name: str) -> Kind | None:
    """The kind of that name; None when nobody knows it any more."""
    return _kinds.get(name)


def words(name: str) -> str:
    """What staff call this kind; for one that is no longer known, its name."""
    return _kinds[name].words if name in _kinds else name.replace("_", " ").capitalize()


def known() -> list[str]:
    return sorted(_kinds)


def make(name, *, render, still_true, lane, essential, windowed, purpose, words, human_twin, **more) -> Kind:
    """A Kind with its lane and purpose checked."""
    return Kind(
        name=name,
        render=render,
        still_true=still_true,
        lane=Lane(lane),
        essential=essential,
        windowed=windowed,
        purpose=Purpose(purpose),
        words=words,
        human_twin=human_twin,
        **more,
    )
