"""Figures as everybody may read them: what `disclosure.protect` gives. None of them holds what is hidden."""

from dataclasses import dataclass, field

from coproduction.dashboards.filters import Filter
from coproduction.dashboards.periods import Period


@dataclass(frozen=True)
class Shown:
    """A figure that everybody may know; `of` and `percent` only where they may be known as well."""

    value: int
    of: int | None = None
    percent: int | None = None
    is_hidden = False


@dataclass(frozen=True)
class Hidden:
    """That there is a figure, what may be said instead of it, and why. It does not hold the figure."""

    why: str
    words: str = "not shown"
    of: int | None = None
    value = None
    percent = None
    is_hidden = True


@dataclass(frozen=True)
class ProtectedTable:
    """Cells are numbers or None for hidden; withheld as a whole it has no cell and no total."""

    cells: tuple[int | None, ...]
    total: int | None
    why: str = ""

    @property
    def is_withheld(self):
        return not self.cells


@dataclass(frozen=True)
class ProtectedMeasure:
    metric: str
    now: dict
    before: dict = field(default_factory=dict)


@dataclass(frozen=True)
class ProtectedBucket:
    label: str
    activities: dict
    people: Shown | Hidden | None = None
    hours: Shown | Hidden | None = None


@dataclass(frozen=True)
class ProtectedBoard:
    """What everybody reads who shows figures: nothing in it can be traced to a person."""

    period: Period
    filter: Filter
    measures: dict[str, ProtectedMeasure]
    trend: tuple[ProtectedBucket, ...] = ()
