"""Lighthouse, as Google's own program scores a page: its mobile profile (a slow telephone on a slow network), several runs."""

import json
import statistics
import subprocess
from dataclasses import dataclass, field

from tests import node
from tests.chromium import ARGUMENTS, find

CATEGORIES = ("performance", "accessibility", "best-practices")
PATIENCE = 180


@dataclass
class Score:
    """One page: the median of each category, from 0 to 100; what kept it from the whole, in Lighthouse's own names."""

    name: str
    runs: list[dict] = field(default_factory=list)
    short_of: set[str] = field(default_factory=set)
    kilobytes: int = 0
    speed: int = 0  # of the machine at that moment, as Lighthouse measures it: well below 1000 it was busy

    def median(self, category) -> int:
        return round(statistics.median(run[category] for run in self.runs))

    @property
    def medians(self) -> dict[str, int]:
        return {category: self.median(category) for category in CATEGORIES}

    def line(self) -> str:
        numbers = "  ".join(
            f"{self.median(each):>3} ({'/'.join(str(run[each]) for run in self.runs)})" for each in CATEGORIES
        )
        return f"{self.name:<22} {self.speed:>5}  {numbers}  {self.kilobytes} KB  {', '.join(sorted(self.short_of))}"


def ask(address, *, name, cookies="", runs) -> Score:
    """`cookies`: the header of somebody signed in."""
    score = Score(name)
    for _ in range(runs):
        found = _once(address, cookies)
        score.runs.append({each: round(100 * found["categories"][each]["score"]) for each in CATEGORIES})
        score.kilobytes = round(found["audits"]["total-byte-weight"]["numericValue"] / 1024)
        score.speed = round(found["environment"]["benchmarkIndex"])
        score.short_of |= set(_short_of(found))
    return score


def _once(address, cookies) -> dict:
    command = [
        "node", str(node.PROGRAM), address, "--quiet", "--output=json", "--output-path=stdout", "--no-enable-error-reporting",
        f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(['--headless', *ARGUMENTS])}",
    ]  # fmt: skip
    command += [f"--extra-headers={json.dumps({'Cookie': cookies})}"] if cookies else []
    done = subprocess.run(
        command, env=node.environment() | {"CHROME_PATH": find()}, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert not found.get("runtimeError"), found["runtimeError"]
    assert found["finalDisplayedUrl"].partition("#")[0] == address, f"{address} led to {found['finalDisplayedUrl']}"
    return found


def _short_of(found):
    for category in found["categories"].values():
        for part in category["auditRefs"]:
            score = found["audits"][part["id"]]["score"]
            if part["weight"] and score is not None and score < 0.9:
                yield part["id"]
