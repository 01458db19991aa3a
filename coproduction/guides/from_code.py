"""The parts of our papers that are written from the code, so that they cannot say something else than it does.

Each stands in its file between two lines that name it. `manage.py write_docs` writes them anew; a test compares.
"""

import functools
import re
import tomllib
from pathlib import Path

from coproduction.guides.shelf import DOCS, PAPERS
from members import personal_data, sweeps
from members.queries import kinds_of_record

ROOT = DOCS.parent
FLOORS = {"coproduction": "the roof", "projects": "third floor", "meetings": "second floor", "members": "the ground"}
IMPORT = re.compile(r"^ *from ([a-z_.]+) import (\([^)]*\)|[^\n#(]+\n)", re.M)
BETWEEN = re.compile(r"(<!-- from the code: ([a-z-]+)[^>]*-->\n).*?(<!-- to here -->)", re.S)


def files() -> dict[Path, str]:
    """Every file with such a part, and how it should read."""
    found = [DOCS / "architecture.md", *sorted(PAPERS.glob("*.md"))]
    return {file: written(file.read_text()) for file in found}


def written(words: str) -> str:
    return BETWEEN.sub(lambda part: f"{part[1]}{PARTS[part[2]]()}\n{part[3]}", words)


# ---- the drawing ----------------------------------------------------------------------------------------------------
def drawing() -> str:
    """Floors with their rooms, and the doors of a lower floor that somebody above walks through."""
    names = list(FLOORS)
    lines = ["```text"]
    for floor in names:
        lines += _box(f"{floor}: {FLOORS[floor]}", _rooms(floor))
        for lower in names[names.index(floor) + 1 :]:
            lines += _wrapped(f"  │ {lower}: ", doors(floor, lower))
        if floor != names[-1]:
            lines.append("  ▼")
    return "\n".join([*lines, "```"])


def _rooms(floor: str) -> list[str]:
    """Its folders, and from the top down where a contract of `pyproject.toml` orders them."""
    here = {path.name for path in (ROOT / floor).iterdir() if (path / "__init__.py").is_file()} - {"migrations"}
    order = " ".join(layer for contract in _contracts(floor) for layer in contract)
    place = {room: at for at, room in enumerate(re.findall(r"\w+", order))}
    return sorted(here, key=lambda room: (place.get(room, -1), room))


def _contracts(floor: str):
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return [each["layers"] for each in contracts if floor in each.get("containers", [])]


def doors(upper: str, lower: str, root: Path = ROOT) -> list[str]:
    """Which modules of a lower floor the files of an upper one name, to the first dot."""
    return sorted(door for floor, door in _imported(root / upper) if floor == lower)


@functools.cache
def _imported(floor: Path) -> set[tuple[str, str]]:
    found = set()
    for path in sorted(floor.rglob("*.py")):
        if "migrations" not in path.parts:
            for module, names in IMPORT.findall(path.read_text()):
                lower, _, inside = module.partition(".")
                doors = [inside.split(".")[0]] if inside else re.findall(r"(\w+)(?: as \w+)?[,\s)]", names)
                found |= {(lower, door) for door in doors}
    return found


WIDE = 118


def _box(title: str, rooms: list[str]) -> list[str]:
    inside = _wrapped("│ ", rooms, between=" · ")
    return [
        f"┌─ {title} {'─' * (WIDE - len(title) - 5)}┐",
        *(f"{line:<{WIDE - 1}}│" for line in inside),
        f"└{'─' * (WIDE - 2)}┘",
    ]


def _wrapped(start: str, words: list[str], between: str = ", ") -> list[str]:
    lines, room = [start], WIDE - 4
    for word in words:
        piece = word + (between if word != words[-1] else "")
        if len(lines[-1]) + len(piece) > room:
            lines.append(" " * (len(start) if start.strip() != "│" else 0) + ("│ " if start.strip() == "│" else ""))
        lines[-1] += piece
    return [line.rstrip() for line in lines]


# ---- the data-protection pack ---------------------------------------------------------------------------------------
def records_of_processing() -> str:
    """One line for each kind of record that leads to a person, from the register that erasing and copies go by."""
    rows = [
        "| what is kept | how long | when somebody asks to be forgotten | in the copy they are given |",
        "| --- | --- | --- | --- |",
    ]
    kinds = {}
    for record in personal_data.records():
        erases = "; ".join(sorted({str(way) for way in record.paths.values()}))
        kinds[kinds_of_record.words_for_staff(record.model)] = (record.retain, erases, record.export)
    rows += [f"| {words} | {keep} | {erases} | {export} |" for words, (keep, erases, export) in sorted(kinds.items())]
    return "\n".join(rows)


def retention_schedule() -> str:
    """The periods that the site begins with; the charity's own stand in the site, under Rights."""
    rows = ["| what | how long | counted from | why | who answers for it |", "| --- | --- | --- | --- | --- |"]
    for each in sweeps.registered():
        rows.append(f"| {each.words} | {_period(each.days)} | {each.trigger} | {each.reason} | {each.owner} |")
    return "\n".join(rows)


def _period(days: int) -> str:
    for size, one in ((365, "year"), (30, "month"), (7, "week"), (1, "day")):
        if days % size == 0:
            count = days // size
            return f"{count} {one}{'' if count == 1 else 's'}"
    return f"{days} days"


PARTS = {
    "drawing": drawing,
    "records-of-processing": records_of_processing,
    "retention-schedule": retention_schedule,
}
