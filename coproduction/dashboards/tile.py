"""One tile: a figure as a reader meets it, with its numbers."""

from dataclasses import dataclass

from django.utils.text import capfirst

from coproduction.dashboards import wording
from coproduction.dashboards.definitions import DEFINITIONS, TITLES, changed
from coproduction.dashboards.reasons import LEFT_OUT, NOT_THERE
from coproduction.dashboards.wording import number, percent, share


@dataclass(frozen=True)
class Part:
    """One number of a tile: what it counts, how it reads, and why it is hidden if it is."""

    name: str
    words: str
    why: str = ""


@dataclass(frozen=True)
class Tile:
    """One figure as a reader meets it; `hidden` says why there is none.

    `lines` stand open beneath it, `folded` behind its title; `link` leads to a page that says more: (words, address).
    """

    metric: str
    figure: str
    parts: tuple[Part, ...]
    unit: str = ""
    sentence: str = ""
    trend: str = ""
    quality: str = ""
    hidden: str = ""
    lines: tuple[str, ...] = ()
    folded: tuple[str, tuple[str, ...]] = ("", ())
    link: tuple[str, str] = ()

    @property
    def title(self):
        return TITLES[self.metric]

    @property
    def definition(self):
        return DEFINITIONS[self.metric]

    @property
    def changed(self):
        """The mark of a definition that changed."""
        return changed(self.metric)

    @property
    def is_not_there(self):
        """There is no figure, and nothing was kept back."""
        return self.hidden in NOT_THERE

    @property
    def is_left_out(self):
        """A report does not keep the figure, which its page may show."""
        return self.hidden in LEFT_OUT

    @property
    def leaves_out(self):
        """The same of the figure or of any number inside it."""
        return self.is_left_out or any(part.why in LEFT_OUT for part in self.parts)

    @property
    def also_hidden(self):
        """Numbers inside this tile, other than its figure, that are not shown."""
        return [part for part in self.parts[1:] if part.why and part.why not in NOT_THERE]

    @property
    def also_not_there(self):
        """The same of numbers that nobody has: what is not known is not hidden."""
        return [part for part in self.parts[1:] if part.why in NOT_THERE]


def part(name, value, words=number):
    return Part(name, words(value), value.why if value.is_hidden else "")


def counted_to(board):
    """What a reader must know about counts of people under a filter."""
    return f"Counted {board.period.closed_words}." if board.filter and board.period.closed else ""


def share_tile(value, unit, nothing):
    """Figure and unit of a share; without anything to count it says so in words."""
    if value.is_hidden:
        return {
            "figure": capfirst(share(value)),
            "unit": unit if wording.is_small(value) else "",
            "hidden": value.why,
        }
    if not value.of:
        return {"figure": nothing}
    return {"figure": share(value), "unit": unit + percent(value)}
