"""One command brings the whole site up on an empty folder, keeps it up, and takes all of it down again."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from coproduction.embedded import Servers

ROOT = Path(__file__).parents[2]
PATIENCE = 150  # seconds for a first start on two busy cores


class Console:
    """What a person sees of `make run`, line by line."""

    def __init__(self, data_dir, port):
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        environment = {**kept, "DATA_DIR": str(data_dir), "PORT": str(port)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "coproduction.run"], cwd=ROOT, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.lines, self.seen = queue.Queue(), []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip())

    def wait_for(self, words):
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            try:
                self.seen.append(self.lines.get(timeout=0.2))
            except queue.Empty:
                assert self.process.poll() is None, "\n".join(self.seen)
                continue
            if words in self.seen[-1]:
                return self.seen[-1]
        raise AssertionError(f"never said {words!r}:\n" + "\n".join(self.seen[-60:]))

    def stop(self):
        """Ask it to stop; everything it started, in its own words and by the system's."""
        started = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(40)
        _, left = psutil.wait_procs(started, timeout=5)
        return code, left


@pytest.fixture
def console(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    console = Console(tmp_path / "data", port)
    console.port = port
    yield console
    if console.process.poll() is None:
        console.stop()
    Servers(data_dir=tmp_path / "data").wipe()


def test_an_empty_folder_becomes_a_demonstration_that_heals_itself(console, tmp_path):
    console.wait_for("Same Table is ready")
    with urlopen(f"http://127.0.0.1:{console.port}/healthz") as answer:
        assert set(json.load(answer).values()) == {"ok"}
    console.wait_for("Coordinator: ")
    with urlopen(f"http://127.0.0.1:{console.port}/") as page:
        assert page.status == 200
    assert (tmp_path / "data" / "site.env").stat().st_mode & 0o777 == 0o600

    main = psutil.Process(console.process.pid)
    worker = next(child for child in main.children() if "worker" in child.cmdline())
    worker.kill()
    console.wait_for("worker stopped (killed by SIGKILL)")

    code, left = console.stop()
    assert (code, left) == (0, [])
