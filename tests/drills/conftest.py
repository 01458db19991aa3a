"""How each drill ended is kept where DRILLS_KEPT says: its number, its figures, and whether it was a negative control."""

import json
import os
from pathlib import Path

import pytest

from tests.drills import harness
from tests.drills.names import number_in
from tests.drills.own_servers import own_servers  # noqa: F401 — a fixture


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    number, where = number_in(item.path.name), os.environ.get("DRILLS_KEPT")
    if where and number and (report.when == "call" or report.outcome != "passed"):
        line = {
            "drill": number, "test": item.name, "control": item.get_closest_marker("control") is not None,
            "outcome": report.outcome, "found": harness.taken(), "why": _why(report),
        }  # fmt: skip
        with Path(where).open("a") as kept:
            kept.write(json.dumps(line) + "\n")
    return report


def _why(report) -> str:
    if report.skipped and isinstance(report.longrepr, tuple):
        return str(report.longrepr[2]).removeprefix("Skipped: ")
    return ""
