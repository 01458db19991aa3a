"""What stands in a report to the Board, as blocks that page, PDF and Word draw each in their way."""

from dataclasses import dataclass, field

from coproduction.dashboards.tile import Tile


@dataclass(frozen=True)
class Words:
    """A paragraph; `soft` for what explains."""

    text: str
    soft: bool = False
    sort = "words"


@dataclass(frozen=True)
class Figures:
    """Tiles, as they were counted; `large`: the four that come first."""

    tiles: tuple[Tile, ...]
    meanings: dict[str, str]  # the definitions they were counted by
    large: bool = False
    elsewhere: str = ""  # where its readers find today what a report does not keep
    sort = "figures"

    @property
    def explained(self):
        return [(tile, self.meanings.get(tile.metric, "")) for tile in self.tiles]


@dataclass(frozen=True)
class Bars:
    """Numbers of things as bars, with the sentence that says the same."""

    title: str
    rows: tuple[tuple[str, int], ...]
    sort = "bars"

    @property
    def alt(self):
        return f"{self.title}: {', '.join(f'{name} {count}' for name, count in self.rows)}."

    @property
    def shares(self):
        """(name, count, per cent of the longest) for drawing."""
        most = max((count for _, count in self.rows), default=0) or 1
        return [(name, count, round(100 * count / most)) for name, count in self.rows]


@dataclass(frozen=True)
class Quote:
    text: str
    by: str = ""
    sort = "quote"


@dataclass(frozen=True)
class Lines:
    """A list; each line with what it is about in front, or nothing."""

    rows: tuple[tuple[str, str], ...]
    sort = "lines"


@dataclass(frozen=True)
class Table:
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sort = "table"

    @property
    def cells(self):
        """Each row with the names of its columns, for a narrow screen."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Part:
    title: str
    blocks: list = field(default_factory=list)
    number: int = 0

    @property
    def heading(self):
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True)
class Document:
    """`cover` as (label, words); `parts` are the two pages; `appendix` stands behind them."""

    title: str
    state: str
    cover: list
    parts: list[Part]
    appendix: list[Part]
    note: str = ""
