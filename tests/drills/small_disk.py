"""A disk of two mebibytes, mounted for one test; where that is not permitted the test says so and is left out."""

import contextlib
import gc
import os
import subprocess
from pathlib import Path

import pytest

SMALL = 2 * 1024 * 1024


@contextlib.contextmanager
def small_disk(folder: Path, *, size=SMALL, owner=None):
    """A tmpfs of that size at `folder`; skipped with the reason where nobody may mount."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"No small disk can be mounted here: {done.stderr.strip()}")
    try:
        if owner is not None:
            os.chown(folder, *owner)
            os.chmod(folder, 0o700)
        yield folder
    finally:
        gc.collect()  # whatever still holds a file of it open
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """One file that takes all the room there is."""
    filler = folder / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as out:
        while True:
            out.write(b"0" * 4096)
    return filler


def files_in(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())
