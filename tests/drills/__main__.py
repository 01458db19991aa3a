"""`make drills`: every drill in full, one after another, and the table of what they found. ONLY=D6 runs one, SHORT=1 the short forms."""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.drills import table
from tests.drills.names import DRILLS, files_of

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reliability.md"


def asked_for() -> list[int]:
    words = os.environ.get("ONLY", "").replace(",", " ").upper().split()
    wrong = [word for word in words if word.removeprefix("D") not in map(str, DRILLS)]
    if wrong:
        sys.exit(f"There is no drill {', '.join(wrong)}: they are D1 to D{max(DRILLS)}.")
    return [int(word.removeprefix("D")) for word in words] or list(DRILLS)


def form(number: int, *, full: bool) -> str:
    if not full:
        return "short"
    minutes = os.environ.get("SOAK_MINUTES", "60")
    return f"{minutes} minutes" if number == 22 and minutes != "60" else "full"


def commit() -> str:
    """Which version was tried; a plus where something was changed in it."""

    def git(*words):
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True).stdout.strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", f":!{PAGE.relative_to(ROOT)}")
    return (git("rev-parse", "--short", "HEAD") or "unknown") + ("+" if changed else "")


def run(number: int, *, full: bool, kept: Path) -> table.Row:
    """One drill's files in a pytest of their own, so that what one breaks is not there for the next."""
    kept.unlink(missing_ok=True)
    environment = os.environ | {"DRILLS": "full" if full else "", "DRILLS_KEPT": str(kept)}
    began, files = time.monotonic(), [str(path) for path in files_of(number)]
    if files:
        command = [sys.executable, "-m", "pytest", "-n", "0", "-q", "-rfEs", *files]
        subprocess.run(command, cwd=ROOT, env=environment)
    lines = [json.loads(line) for line in kept.read_text().splitlines()] if kept.is_file() else []
    more = {"form": form(number, full=full), "day": f"{datetime.now(UTC):%Y-%m-%d}", "commit": commit()}
    return table.row(number, lines, seconds=time.monotonic() - began, **more)


def main() -> int:
    full, rows = not os.environ.get("SHORT"), []
    data_dir = Path(os.environ.get("DATA_DIR") or ROOT / ".data").resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number in asked_for():
            print(f"\nD{number}: {DRILLS[number]}", flush=True)
            rows.append(run(number, full=full, kept=Path(folder) / "kept.jsonl"))
            (data_dir / "drills.json").write_text(json.dumps([each.as_json() for each in rows], indent=1))
            table.write_into(PAGE, rows[-1:], day=rows[-1].day)
    well = sum(each.is_well for each in rows)
    print(f"\n{table.as_text(rows)}\n")
    for each in rows:
        for why in (*each.wrong, *(f"left out: {what}" for what in each.left_out)):
            print(f"D{each.number}: {why}")
    print(f"{well} passed, {len(rows) - well} failed")
    return 0 if well == len(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
