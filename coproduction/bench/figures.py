"""The figures of the benchmark, each a ratio within one run or a rate, with its bar."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import cycle
from statistics import median

from coproduction.bench.hammer import Run, hammer


@dataclass(frozen=True)
class Figure:
    """One line of the table. `bar` is empty where a figure is only shown; `ok` is then true."""

    name: str
    value: float
    unit: str
    bar: str
    ok: bool
    command: str = "make bench"
    note: str = ""

    def line(self) -> str:
        """The figure as a row of the printed table."""
        return (
            f"{'ok ' if self.ok else 'NOT'} {self.name:28} {self.value:>12,} {self.unit:16} {self.bar:10} {self.note}"
        )

    def as_json(self) -> dict:
        return asdict(self)


def at_least(name: str, value: float, bar: float, unit: str = "of bare", note: str = "") -> Figure:
    return Figure(name, round(value, 3), unit, f"≥ {bar:g}", value >= bar, note=note)


def at_most(name: str, value: float, bar: float, unit: str, note: str = "") -> Figure:
    return Figure(name, round(value, 1), unit, f"≤ {bar:g}", value <= bar, note=note)


def shown(name: str, value: float, unit: str, note: str = "") -> Figure:
    return Figure(name, round(value, 2), unit, "", True, note=note)


class WentWrong(RuntimeError):
    """A page answered with an error while it was measured: its rate means nothing."""


def against_bare(page: Iterator[bytes], bare: Iterator[bytes], *, port: int, seconds: float) -> tuple[float, str]:
    """The page's rate as a share of the bare view's, the median of three pairs run one after the other."""
    for requests in (bare, page):
        _checked(hammer(requests, port=port, seconds=min(0.5, seconds)))
    pairs = []
    for _ in range(3):
        slow = _checked(hammer(page, port=port, seconds=seconds))
        quick = _checked(hammer(bare, port=port, seconds=seconds))
        pairs.append((slow.rate / quick.rate, slow.rate, quick.rate))
    middle = median(ratio for ratio, _, _ in pairs)
    _, slow_rate, quick_rate = min(pairs, key=lambda pair: abs(pair[0] - middle))
    return middle, f"{slow_rate:.0f} a second where bare does {quick_rate:.0f}"


def _checked(run: Run) -> Run:
    if run.refused or not run.statuses:
        raise WentWrong(f"answers by status: {run.statuses}")
    return run


def again_and_again(message: bytes) -> Iterator[bytes]:
    return cycle([message])
