"""A demonstration of its own, as `make run` starts it, for whoever looks at its pages; JOURNEYS_AT names one that runs already."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from coproduction.embedded import Servers
from tests.console import Console, free_port


@contextmanager
def demonstration():
    """Its address; afterwards nothing of it is left."""
    if address := os.environ.get("JOURNEYS_AT"):
        yield address
        return
    folder = Path(tempfile.mkdtemp(prefix="looked-at-"))
    console = Console(folder, free_port())
    try:
        console.wait_for("Same Table is ready")
        yield console.address
    finally:
        try:
            console.stop()
        finally:
            Servers(data_dir=folder).wipe()
            shutil.rmtree(folder, ignore_errors=True)
