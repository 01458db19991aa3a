"""The journeys' site and browser: the whole demonstration as `make run` starts it, and a Chromium that looks twice.

Every page a visitor sees is checked by axe-core, for words in the browser's console (a broken content security
policy speaks there), for sideways scrolling, and for requests to anybody but our own address.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.journeys.visitor import Visitor

ROOT = Path(__file__).parents[2]
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")
START = 300  # seconds, on a tired machine


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    """All journeys share one site, so under xdist they go to one worker."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def address():
    """The address of a freshly started demonstration; stopped and removed afterwards.

    JOURNEYS_AT names one that runs already, for whoever writes a journey; the story there is used up as they go.
    """
    if already := os.environ.get("JOURNEYS_AT"):
        yield already
        return
    folder, port = Path(tempfile.mkdtemp(prefix="journeys-")), _free_port()
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    environment |= {"DATA_DIR": str(folder), "PORT": str(port), "DEMO": "1", "PYTHONUNBUFFERED": "1"}
    with (folder / "run.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "coproduction.run"], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        deadline = time.monotonic() + START
        while "Same Table is ready" not in (said := (folder / "run.log").read_text(errors="replace")):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"The demonstration did not start:\n{said[-3000:]}")
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            assert process.wait(timeout=60) == 0, "a stopped site ends with 0"
        finally:
            subprocess.run(
                [sys.executable, "-m", "coproduction.embedded", "wipe", "--data-dir", str(folder)],
                cwd=ROOT,
                env=environment,
            )
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def visitor(chromium, address):
    """`visitor()`: somebody at a browser of their own; `visitor(phone=True, javascript=False, dark=True)`."""
    everybody = []

    def come(*, phone=False, javascript=True, dark=False):
        context = chromium.new_context(
            base_url=address,
            viewport={"width": 360, "height": 740} if phone else {"width": 1280, "height": 900},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        somebody = Visitor(context, address, javascript=javascript)
        everybody.append(somebody)
        return somebody

    yield come
    for somebody in everybody:
        somebody.leave()
