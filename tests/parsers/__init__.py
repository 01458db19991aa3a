"""Calendar files read by programs that did not write them."""

import json
import subprocess
from pathlib import Path

import playwright
import vobject

HERE = Path(__file__).parent
NODE = Path(playwright.__file__).parent / "driver" / "node"


def by_ical_js(words: str) -> dict:
    """What ical.js reads, in the node that Playwright brings along."""
    done = subprocess.run(
        [str(NODE), str(HERE / "read.cjs")], input=words, capture_output=True, text=True, timeout=30, check=True
    )
    return json.loads(done.stdout)


def by_vobject(words: str) -> list:
    """The events as vobject reads them, with their own time zone taken from the file."""
    return list(vobject.readOne(words).vevent_list) if "BEGIN:VEVENT" in words else []
