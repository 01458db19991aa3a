"""One command brings the whole site up on an empty folder and keeps it up; that it takes all of it down again is asked
when the journeys, which walk through this site, are over (conftest.py)."""

import json
from urllib.request import urlopen

import psutil


def test_an_empty_folder_becomes_a_demonstration_that_heals_itself(console):
    console.wait_for("Jo Marlowe (Coordinator)")
    with urlopen(f"{console.address}/healthz") as answer:
        assert set(json.load(answer).values()) == {"ok"}
    with urlopen(f"{console.address}/") as page:
        assert page.status == 200
    assert (console.data_dir / "site.env").stat().st_mode & 0o777 == 0o600

    main = psutil.Process(console.process.pid)
    worker = next(child for child in main.children() if "worker" in child.cmdline())
    worker.kill()
    console.wait_for("worker stopped (killed by SIGKILL)")
