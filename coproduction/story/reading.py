"""The story's words, read from the small files in `data`."""

import functools
import tomllib
from pathlib import Path

DATA = Path(__file__).parent / "data"


@functools.cache
def read(name):
    """One data file as a dict of lists; it is shared, so nobody changes what they read."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
