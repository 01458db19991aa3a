"""The journeys' site and browser: the whole demonstration as `make run` starts it, and a Chromium that looks twice.

Every page a visitor sees is checked by axe-core, for words in the browser's console (a broken content security
policy speaks there), for sideways scrolling, and for requests to anybody but our own address.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from coproduction.embedded import Servers
from tests.console import Console, free_port
from tests.journeys.visitor import Visitor


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items):
    """Journeys through the demonstration share one site, so under xdist they go to one worker."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.journey)
            if {"address", "console"} & set(item.fixturenames):
                item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def console():
    """`make run` on an empty folder, ready; when all journeys are over it must end with 0 and leave nothing running."""
    folder = Path(tempfile.mkdtemp(prefix="journeys-"))
    console = Console(folder, free_port())
    try:
        console.wait_for("Same Table is ready")
        yield console
    finally:
        try:
            assert console.stop() == (0, []), "a stopped site ends with 0 and takes everything with it"
        finally:
            Servers(data_dir=folder).wipe()
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def address(request):
    """Where the demonstration is.

    JOURNEYS_AT names one that runs already, for whoever writes a journey; the story there is used up as they go.
    """
    return os.environ.get("JOURNEYS_AT") or request.getfixturevalue("console").address


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
