"""One command brings the whole site up on an empty folder, keeps it up, and takes all of it down again."""

import json
from urllib.request import urlopen

import psutil
import pytest

from coproduction.embedded import Servers
from tests.console import Console, free_port


@pytest.fixture
def console(tmp_path):
    console = Console(tmp_path / "data", free_port())
    yield console
    if console.process.poll() is None:
        console.stop()
    Servers(data_dir=tmp_path / "data").wipe()


def test_an_empty_folder_becomes_a_demonstration_that_heals_itself(console, tmp_path):
    console.wait_for("Same Table is ready")
    with urlopen(f"{console.address}/healthz") as answer:
        assert set(json.load(answer).values()) == {"ok"}
    console.wait_for("Jo Marlowe (Coordinator)")
    with urlopen(f"{console.address}/") as page:
        assert page.status == 200
    assert (tmp_path / "data" / "site.env").stat().st_mode & 0o777 == 0o600

    main = psutil.Process(console.process.pid)
    worker = next(child for child in main.children() if "worker" in child.cmdline())
    worker.kill()
    console.wait_for("worker stopped (killed by SIGKILL)")

    code, left = console.stop()
    assert (code, left) == (0, [])
