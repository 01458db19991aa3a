"""The table of the drills: what was found, whether it passed, whether its negative control was caught."""

import os
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

from tests.drills.names import DRILLS

FIGURES = ("sent_unique", "lost", "duplicates", "max_delay", "http_5xx")
HEADS = (
    "drill", "what happens", "letters sent", "lost", "twice", "longest wait, s", "5xx", "passed", "control caught",
    "seconds", "form", "day", "commit",
)  # fmt: skip
BEGIN, END = "<!-- the drills: begin -->", "<!-- the drills: end -->"


@dataclass(frozen=True)
class Row:
    """One drill as it ended. `form` is "full", or what was shorter than that."""

    number: int
    seconds: float
    form: str
    day: str
    commit: str
    figures: dict = field(default_factory=dict)
    passed: bool = False
    caught: bool = False
    wrong: tuple = ()  # why it did not, in words
    left_out: tuple = ()  # what this machine, or this form, does not allow

    @property
    def is_well(self) -> bool:
        return self.passed and self.caught

    def cells(self) -> list[str]:
        said = [f"D{self.number}", DRILLS[self.number]]
        said += [str(self.figures.get(name, "")) for name in FIGURES]
        return [
            *said,
            *(_yes(each) for each in (self.passed, self.caught)),
            f"{self.seconds:.0f}",
            self.form,
            self.day,
            self.commit,
        ]

    def as_json(self) -> dict:
        return asdict(self) | {"id": f"D{self.number}", "what": DRILLS[self.number], "is_well": self.is_well}


def row(number: int, lines: list[dict], **more) -> Row:
    """From what the tests of one drill wrote down. A drill without a test, or without a control, is not well."""
    skipped = [line for line in lines if line["outcome"] == "skipped"]
    ran = [line for line in lines if line["outcome"] != "skipped"]
    drills = [line for line in ran if not line["control"]]
    controls = [line for line in ran if line["control"]]
    wrong = [f"{line['test']} {line['outcome']}" for line in ran if line["outcome"] != "passed"]
    wrong += [] if drills else ["there is no drill"]
    wrong += [] if controls else ["there is no negative control"]
    return Row(
        number, figures=figures(drills), passed=_all_passed(drills), caught=_all_passed(controls), wrong=tuple(wrong),
        left_out=tuple(f"{line['test']}: {line['why']}" for line in skipped), **more,
    )  # fmt: skip


def _all_passed(lines) -> bool:
    return bool(lines) and all(line["outcome"] == "passed" for line in lines)


def figures(lines) -> dict:
    """Sums of what was counted, and the longest wait; a figure that no test gave is absent."""
    found = {}
    for line in lines:
        for name in FIGURES:
            value = line["found"].get(name)
            if value is not None:
                found[name] = max(found.get(name, 0), value) if name == "max_delay" else found.get(name, 0) + value
    return {name: round(value, 1) for name, value in found.items()}


def _yes(well: bool) -> str:
    return "yes" if well else "**no**"


def as_text(rows: list[Row]) -> str:
    lines = [HEADS, *(each.cells() for each in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEADS))]
    return "\n".join("  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)) for line in lines)


def machine() -> str:
    """Cores and memory, and nothing that says whose machine it is."""
    return f"{os.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GB"


def write_into(page: Path, rows: list[Row], *, day: str) -> None:
    """These rows take the place of those of the same drills; the others stay, each with the day on which it ran."""
    before, _, rest = page.read_text().partition(BEGIN)
    old, _, after = rest.partition(END)
    lines = {int(found[1]): line for line in old.splitlines() if (found := re.match(r"\| D(\d+) \|", line))}
    lines = {
        number: _line([f"D{number}", what, *[""] * (len(HEADS) - 3), "not yet"]) for number, what in DRILLS.items()
    } | lines
    lines |= {each.number: _line(each.cells()) for each in rows}
    table = [_line(HEADS), _line(["---"] * len(HEADS)), *(lines[number] for number in sorted(lines))]
    said = f"Last run: {day}, on a machine with {machine()}."
    page.write_text("\n".join([before.rstrip("\n"), "", BEGIN, said, "", *table, END]) + after)


def _line(words) -> str:
    return f"| {' | '.join(words)} |"
