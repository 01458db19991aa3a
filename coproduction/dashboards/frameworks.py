"""The page of one framework: each of its standards with what the log says about it already. No entry is made twice."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from coproduction.dashboards import coverage_said, coverage_work, exports, periods
from coproduction.dashboards.coverage import Found, Scope
from members.words import plural
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


COLUMNS = (
    "About", "Framework", "Crosswalk", "Standard", "What we write down", "State", "What is there", "What is missing",
)  # fmt: skip
WIDTHS = (24, 36, 12, 40, 40, 16, 60, 60)


def as_file(kind, framework, rows, about) -> bytes:
    """As CSV, a spreadsheet or JSON; no links, for a file has no reader's role."""
    lines = list(_lines(framework, rows, about))
    if kind == "csv":
        return exports.csv_of(COLUMNS, lines)
    if kind == "xlsx":
        return exports.xlsx_of(COLUMNS, lines, title=f"{framework}: {about}", sheet="Standards", widths=WIDTHS)
    facts = {"about": about, "framework": str(framework), "crosswalk": str(crosswalk()[0])}
    return exports.json_of(facts | {"standards": exports.named([line[3:] for line in lines], COLUMNS[3:])})


def _lines(framework, rows, about):
    version = str(crosswalk()[0])
    for standard in rows:
        for name, found in standard.found or [("", Found("nothing", ["The log has nothing about this."]))]:
            yield (
                about, str(framework), version, standard.item.name, name, found.tag[0], " ".join(found.sentences), found.missing,
            )  # fmt: skip
