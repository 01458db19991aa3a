"""The short guides of `guide.toml`: how to ask well, how to answer well."""

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

WORDS = Path(__file__).parent.parent / "guide.toml"


@dataclass(frozen=True)
class Guide:
    title: str
    sentences: tuple


@functools.cache
def guides() -> dict[str, Guide]:
    said = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {name: Guide(each["title"], tuple(each["sentences"])) for name, each in said.items()}
