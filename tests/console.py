"""`make run` as a person sees it: started, read line by line, stopped."""

import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import psutil

from coproduction.embedded import Servers

ROOT = Path(__file__).parents[1]
PATIENCE = 240  # seconds for a first start on two busy cores


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Console:
    """What a person sees of `make run`, line by line."""

    def __init__(self, data_dir, port, **more):
        self.data_dir, self.address = data_dir, f"http://127.0.0.1:{port}"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = {**kept, "DATA_DIR": str(data_dir), "PORT": str(port), **more}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "coproduction.run"], cwd=ROOT, env=self.environment,
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


@contextmanager
def running(name, *, port=None, **environment):
    """A site in a folder of its own, ready; afterwards nothing of it is left."""
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-"))
    console = Console(folder, port or free_port(), **environment)
    try:
        console.wait_for("Same Table is ready")
        yield console
    finally:
        try:
            console.stop()
        finally:
            Servers(data_dir=folder).wipe()
            shutil.rmtree(folder, ignore_errors=True)
