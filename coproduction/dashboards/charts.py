"""The picture on the dashboard: asked for by a page, drawn by the worker, kept by the hash of what it shows.

Its facts are protected figures and the words around them, so nothing else can be read from a stored picture.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from coproduction.dashboards.models import ChartPicture
from meetings.models import Level
from members.models import Job
from members.models.job import JobState
from members.post import jobs

KIND = "chart"
KEPT_FOR = timedelta(days=60)
COLOURS = {
    Level.STRATEGIC: 1,
    Level.OPERATIONAL: 2,
    Level.INDIVIDUAL: 6,
}  # numbers of --chart-n and of the legend's keys


@dataclass(frozen=True)
class Picture:
    """A chart as a page shows it: its facts always, the drawing when there is one."""

    digest: str
    facts: dict
    svg: str = ""

    @property
    def legend(self):
        return [(COLOURS[level], Level(level).label.lower()) for level in self.facts["levels"]]

    @property
    def columns(self):
        return [self.facts["unit"], *(Level(level).label for level in self.facts["levels"]), "Together"]

    @property
    def rows(self):
        return [
            [label, *counts, sum(counts)]
            for label, counts in zip(self.facts["labels"], self.facts["counts"], strict=True)
        ]

    @property
    def drawing(self):
        return Drawing(self.svg) if self.svg else ""


class Drawing(str):
    """A stored SVG that templates print as it is: `drawing.clean` wrote it, letting through shapes and words only."""

    def __html__(self):
        return str(self)


def facts_of(board) -> dict | None:
    """Activities by level over time, from a protected board; None when there is nothing to draw."""
    levels = [level for level in Level.values if any(bucket.activities[level] for bucket in board.trend)]
    if not levels:
        return None
    unit = "Year" if board.period.slug == "all" else "Month"
    counts = [[bucket.activities[level] for level in levels] for bucket in board.trend]
    sums = [
        f"{sum(column)} {Level(level).label.lower()}"
        for level, column in zip(levels, zip(*counts, strict=True), strict=True)
    ]
    return {
        "sentence": f"Activities each {unit.lower()}, by level. Together: {', '.join(sums)}.{_order(levels)}",
        "unit": unit,
        "levels": levels,
        "labels": [bucket.label for bucket in board.trend],
        "counts": counts,
    }


def _order(levels):
    """So that nobody needs the colours to read a bar."""
    names = [Level(level).label.lower() for level in levels]
    return f" In each bar {' comes before '.join(names)}." if len(names) > 1 else ""


def picture_of(facts: dict) -> Picture:
    """The picture of these facts; when it has not been drawn yet, it is asked for."""
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    kept = ChartPicture.objects.filter(digest=digest).values_list("svg", flat=True).first()
    if (
        not kept
        and not Job.objects.filter(key=f"{KIND}:{digest}", state__in=[JobState.WAITING, JobState.RUNNING]).exists()
    ):
        with transaction.atomic():
            ChartPicture.objects.bulk_create([ChartPicture(digest=digest, facts=facts)], ignore_conflicts=True)
            jobs.note(kind=KIND, key=f"{KIND}:{digest}", facts={"digest": digest})
    return Picture(digest, facts, kept or "")


def draw(job, *, now, progress) -> None:
    """Draw one picture that was asked for, and let go of pictures nobody has needed for two months."""
    from coproduction.dashboards import drawing  # here, because its library takes 75 MB that no web process should hold

    progress(0, 1)
    picture = ChartPicture.objects.filter(digest=job.facts["digest"]).first()
    if picture is not None and not picture.svg:
        picture.svg = drawing.svg(picture.facts)
        picture.drawn_at = now
        picture.save(update_fields=["svg", "drawn_at"])
    ChartPicture.objects.filter(drawn_at__lt=now - KEPT_FOR).delete()
    progress(1, 1)
