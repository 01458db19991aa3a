"""A Celery of 2024 in a venv of its own, kept between runs: it is known to stop listening after its broker came back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drills import harness

PINNED = ("celery==5.4.0", "kombu==5.3.7", "redis==5.0.8")
PLACE = harness.ROOT / ".data-test" / "old-celery"


def program() -> Path:
    """Its Python. Where the packages cannot be had, whoever asks is left out and says so."""
    python = PLACE / "bin" / "python"
    if not (PLACE / "whole").is_file():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(PLACE)], check=True, capture_output=True)
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PINNED]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if done.returncode:
            pytest.skip("That old Celery could not be installed here.")
        (PLACE / "whole").touch()
    return python


class OldWorker(harness.Program):
    """The carrying worker under the old versions; without Django, so without our settings."""

    def __init__(self, broker):
        words = ("-m", "celery", "-A", "tests.drills.carrying", "worker", "--concurrency=1", "-l", "error")
        super().__init__(*words, REDIS_URL=broker.address)
        self.command[0] = str(program())
        self.environment = {k: v for k, v in self.environment.items() if not k.startswith("DJANGO")}
        self.environment |= {"PATH": os.defpath, "PYTHONPATH": str(harness.ROOT)}
