"""Whether a title that somebody types is a project we have already."""

import re
from difflib import SequenceMatcher

from projects.models import Project

ALIKE = 0.8
MOST = 4
SHORTEST = 8  # a shorter title is in too many others to mean the same


def _plain(title):
    return " ".join(re.findall(r"\w+", title.lower()))


def alike(titles) -> dict[str, list[Project]]:
    """{title: the projects that it may be, the likeliest first}; one question for all of them."""
    titles = [title for title in titles if _plain(title)]
    if not titles:
        return {}
    projects = [(_plain(each.title), each) for each in Project.objects.select_related("team").order_by("title", "pk")]
    found = {}
    for title in titles:
        rows = [(_near(_plain(title), other), each) for other, each in projects]
        rows = sorted((row for row in rows if row[0] >= ALIKE), key=lambda row: (-row[0], row[1].title, row[1].pk))
        found[title] = [each for _, each in rows[:MOST]]
    return found


def _near(one, other):
    if one == other:
        return 1
    if min(len(one), len(other)) >= SHORTEST and (one in other or other in one):
        return 0.9
    return SequenceMatcher(None, one, other).ratio()
