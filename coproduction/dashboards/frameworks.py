"""The page of one framework: each of its standards with what the log says about it already. No entry is made twice."""

import csv
import io
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from coproduction.dashboards import coverage_said, coverage_work, periods
from coproduction.dashboards.coverage import Found, Scope
from members.words import harmless, plural
from projects.models import Framework, FrameworkItem, Rating, Side
from projects.queries.frameworks import crosswalk, fields_of

ASKS = {
    "purpose": coverage_work.purpose, "who": coverage_work.who, "stage": coverage_work.stage, "step": coverage_work.step,
    "access": coverage_work.access, "recognition": coverage_work.recognition, "support": coverage_work.support,
    "loop": coverage_said.loop, "told": coverage_said.told, "reflection": coverage_said.reflection,
    "board": coverage_work.board,
}  # fmt: skip


@dataclass(frozen=True)
class Standard:
    """One standard, or one step of a ladder, and what is found: (name of what is written down, Found)."""

    item: FrameworkItem
    found: list

    @property
    def gaps(self):
        return [name for name, found in self.found if found.state == "nothing"]


def of_charity(slug, *, today) -> Scope:
    """Over one of the periods of the dashboard; the whole organisation is live and exact."""
    asked = periods.period(slug, today=today)
    return Scope(asked.live.first, asked.live.last, asked.live.last, period=asked)


def of_project(project, *, today) -> Scope:
    """Since it began; people are counted up to the end of last month, so that nobody learns who came yesterday."""
    return Scope(periods.BEGINNING, today, today.replace(day=1) - timedelta(days=1), project)


def standards(framework, scope, actor) -> list[Standard]:
    """In their order; a ladder from its highest step down. Each thing is asked about once, however many it serves."""
    items = list(framework.items.all())
    if framework.sort == Framework.Sort.LADDER:
        return _steps(items[::-1], scope)
    asked = {row.slug: ASKS[row.slug](scope, actor) for item in items for row in fields_of(item, framework)}
    return [Standard(item, [(row.name, asked[row.slug]) for row in fields_of(item, framework)]) for item in items]


def _steps(items, scope):
    rated = Rating.objects.filter(side=Side.STAFF, activity__in=scope.activities.values("pk"))
    counts = dict(rated.values_list("step").annotate(n=Count("pk")).order_by("step"))
    return [Standard(item, [("As staff see it", _at(counts.get(item.pk, 0)))]) for item in items]


def _at(count):
    return Found("full" if count else "nothing", [f"{plural(count, 'piece of work,pieces of work')}."])


def as_csv(framework, rows, about) -> bytes:
    """UTF-8 with the mark that spreadsheets look for; no links, for a file has no reader's role."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            "About",
            "Framework",
            "Crosswalk",
            "Standard",
            "What we write down",
            "State",
            "What is there",
            "What is missing",
        ]
    )
    version = crosswalk()[0]
    for standard in rows:
        for name, found in standard.found or [("", Found("nothing", ["The log has nothing about this."]))]:
            cells = (
                about, str(framework), version, standard.item.name, name, found.tag[0], " ".join(found.sentences), found.missing,
            )  # fmt: skip
            writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")
