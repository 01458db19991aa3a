"""The picture on the dashboard: asked for by a page, drawn by the worker, kept by the hash of what it shows.

Its facts are protected figures and the words around them, so nothing else can be read from a stored picture.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from coproduction.dashboards import charts_marked
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
LOOKS = {1: ("var(--chart-1)", False), 2: ("var(--ink)", True)}  # of a row: a full bar, or an empty one with its edge


@dataclass(frozen=True)
class Picture:
    """A chart as a page shows it: its facts always, the drawing when there is one."""

    digest: str
    facts: dict
    svg: str = ""

    @property
    def title(self):
        return self.facts.get("title", "Activities over time")

    @property
    def why(self):
        """Why numbers are hidden in it, each reason once."""
        return self.facts.get("why", ())

    @property
    def changed(self):
        """Since when its figures are counted in another way, if they are."""
        return self.facts.get("changed", ())

    @property
    def has_rows(self):
        """Whether each bar stands under its own words, so that no legend is needed."""
        return "groups" in self.facts

    @property
    def level(self):
        """Of its heading: charts with rows stand under a heading of their page."""
        return 3 if self.has_rows else 2

    @property
    def legend(self):
        if self.has_rows:
            return []
        return [(COLOURS[level], Level(level).label.lower()) for level in self.facts["levels"]]

    @property
    def columns(self):
        if self.has_rows:
            return self.facts["columns"]
        return [self.facts["unit"], *(Level(level).label for level in self.facts["levels"]), "Together"]

    @property
    def rows(self):
        if self.has_rows:
            return self.facts["table"]
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
    labels = [bucket.label for bucket in board.trend]
    found = {
        "sentence": f"Activities each {unit.lower()}, by level. Together: {', '.join(sums)}.{_order(levels)}",
        "unit": unit,
        "levels": levels,
        "labels": labels,
        "counts": counts,
    }
    return charts_marked.marked(found, charts_marked.TREND, charts_marked.in_trend(board, labels))


def _order(levels):
    """So that nobody needs the colours to read a bar."""
    names = [Level(level).label.lower() for level in levels]
    return f" In each bar {' comes before '.join(names)}." if len(names) > 1 else ""


def picture_of(facts: dict) -> Picture:
    """The picture of these facts; when it has not been drawn yet, it is asked for."""
    return pictures_of([facts])[0]


def pictures_of(every: list[dict]) -> list[Picture]:
    """The same of several, in as many questions while nothing is new."""
    facts = {hashlib.sha256(json.dumps(each, sort_keys=True).encode()).hexdigest(): each for each in every}
    kept = dict(ChartPicture.objects.filter(digest__in=facts).exclude(svg="").values_list("digest", "svg"))
    if new := {digest: each for digest, each in facts.items() if digest not in kept}:
        _ask_for(new)
    return [Picture(digest, each, kept.get(digest, "")) for digest, each in facts.items()]


def _ask_for(new):
    keys = {f"{KIND}:{digest}": digest for digest in new}
    under_way = Job.objects.filter(key__in=keys, state__in=[JobState.WAITING, JobState.RUNNING])
    wanted = set(keys.values()) - {keys[key] for key in under_way.values_list("key", flat=True)}
    if not wanted:
        return
    with transaction.atomic():
        rows = [ChartPicture(digest=digest, facts=new[digest]) for digest in new if digest in wanted]
        ChartPicture.objects.bulk_create(rows, ignore_conflicts=True)
        for row in rows:
            jobs.note(kind=KIND, key=f"{KIND}:{row.digest}", facts={"digest": row.digest})


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
