"""The published frameworks with their standards, and the crosswalk: what we write down, and which standard it is about."""

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Prefetch

from projects.models import Framework, FrameworkItem
from projects.queries.ladder import FRAMEWORKS, lay_out

CROSSWALK = Path(__file__).parent.parent / "crosswalk.toml"
STANDS_FIRST = ("4pi", "tlap")  # what is shown; everything else stands behind another way


@dataclass(frozen=True)
class LogField:
    """One thing that is written down anyway. `serves`: {framework slug: names of the standards it says something about}."""

    slug: str
    name: str
    serves: dict


@functools.cache
def crosswalk() -> tuple[str, tuple[LogField, ...]]:
    """Its version, and its rows in their order."""
    said = tomllib.loads(CROSSWALK.read_text(encoding="utf-8"))
    rows = [LogField(row.pop("slug"), row.pop("name"), row) for row in said["field"]]
    return said["version"], tuple(rows)


@functools.cache
def _published() -> frozenset:
    entries = tomllib.loads(FRAMEWORKS.read_text(encoding="utf-8"))["framework"]
    return frozenset((entry["slug"], entry["version"]) for entry in entries)


def frameworks() -> list[Framework]:
    """The newest version in use of each, with its items from the first on; what is published since is laid out first."""
    if not _published() <= set(Framework.objects.values_list("slug", "version")):
        lay_out()
    found = {}
    items = FrameworkItem.objects.order_by("place", "pk")
    for each in Framework.objects.in_use().prefetch_related(Prefetch("items", items)):
        found.setdefault(each.slug, each)
    first = [found[slug] for slug in STANDS_FIRST if slug in found]
    return first + [each for each in found.values() if each not in first]


def framework(slug) -> Framework | None:
    return next((each for each in frameworks() if each.slug == slug), None)


def fields_of(item, framework) -> list[LogField]:
    """What is written down about one standard."""
    return [row for row in crosswalk()[1] if item.name in row.serves.get(framework.slug, ())]
