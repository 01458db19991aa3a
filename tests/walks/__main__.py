"""`make walk`: the site walked through line by line as a new user, and a table of what holds. PART=name walks one part."""

import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.walks import asked_and_told, first_month, people_in_full, running, whole_month
from tests.walks.telling import Telling
from tests.walks.walker import chromium

# Each part brings up its own site: `walk(say, browser)`.
PARTS = {
    "month": first_month.walk,  # one month of the charity, from a draft to a figure
    "whole_month": whole_month.walk,  # from a series to what happened since; the conference, last and next
    "told": asked_and_told.walk,  # a sentence followed to who was told; a panel; a definition agreed; our story
    "people": people_in_full.walk,  # an empty site for real use: set up, joined, met, handed over, erased
    "running": running.walk,  # docs/running.md followed in a fresh clone: by hand, a copy, a disaster, and back
}


def main() -> None:
    names = [name for name in os.environ.get("PART", "").replace(",", " ").split() if name] or list(PARTS)
    if unknown := [name for name in names if name not in PARTS]:
        sys.exit(f"There is no part {', '.join(unknown)}. The parts are: {', '.join(PARTS)}.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # and take the site down
    folder = Path(tempfile.mkdtemp(prefix="same-table-walk-"))
    walked = []
    with chromium() as browser:
        for name in names:
            began = time.monotonic()
            say = Telling(name, folder)
            try:
                PARTS[name](say, browser)
            except Exception as problem:  # the site did not come up, or would not go down
                say("the site comes up and goes down", False, why=str(problem)[-1500:])
            walked.append((say, time.monotonic() - began))
    print("\n" + table(walked), flush=True)
    if any(say.wrong for say, _ in walked):
        sys.exit(f"Pictures of what is not ok: {folder}")
    shutil.rmtree(folder, ignore_errors=True)


def table(walked) -> str:
    """Every sentence with its verdict, then the counts."""
    lines = []
    for say, _ in walked:
        lines += [f"{'ok    ' if holds else 'not ok'}  {say.part}: {sentence}" for holds, sentence, _ in say.lines]
    for say, seconds in walked:
        right = len(say.lines) - len(say.wrong)
        lines.append(f"{say.part}: {right} ok, {len(say.wrong)} not ok, in {seconds:.0f} s")
        lines += [f"  not ok: {sentence} ({why})" for _, sentence, why in say.wrong]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
