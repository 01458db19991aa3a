"""The kinds of work and what each needs, read from `kinds.toml`; and how far one project is with its list."""

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Count

from projects.models import WHAT_FOR, Opportunity, PanelPoint, Point, ProjectKind, ProjectPoint

KINDS = Path(__file__).parent.parent / "kinds.toml"
WHEN = {"before": "Before", "during": "While it happens", "after": "Afterwards"}
OF_THE_TEN = {  # when each of the panel's ten points is looked after
    Point.INTERVIEW: "during", Point.EVALUATION: "during", Point.SUPPORT: "after",
}  # fmt: skip


@dataclass(frozen=True)
class Needed:
    """One thing to look after; `when` is before, during or after."""

    slug: str
    when: str
    name: str
    words: str


@dataclass(frozen=True)
class Kind:
    """One kind of work; `log_as` is the slug of what its involvement is usually logged as, `level` what that counts as."""

    slug: str
    name: str
    level: str
    log_as: str
    points: tuple


@functools.cache
def kinds() -> tuple[str, dict[str, Kind]]:
    """The version of the lists, and every kind by its slug, in their order."""
    said = tomllib.loads(KINDS.read_text(encoding="utf-8"))
    return said["version"], {row["slug"]: _kind(row) for row in said["kind"]}


def _kind(row):
    points = [Needed(**point) for point in row.get("point", ())]
    if row.get("ten_points"):  # of each panel they are ticked on its own page; here it is how panels are done as a rule
        points = [Needed(p.value, OF_THE_TEN.get(p, "before"), p.label, WHAT_FOR[p]) for p in Point]
    points.sort(key=lambda point: list(WHEN).index(point.when))
    return Kind(row["slug"], row["name"], row["level"], row["log_as"], tuple(points))


def kind_named(slug) -> Kind | None:
    return kinds()[1].get(slug)


def kind_of(project) -> Kind | None:
    """The kind somebody chose for it; None while nobody did, or where the kind is not published any more."""
    chosen = getattr(project, "kind_of_work", None)
    return kind_named(chosen.kind) if chosen else None


@dataclass(frozen=True)
class Line:
    """One point of a project's list, with what is written down about it (None: nothing yet)."""

    needed: Needed
    row: ProjectPoint | None
    panels: str = ""

    @property
    def is_done(self):
        return self.row is not None and self.row.done_at is not None

    def is_due(self, today):
        return not self.is_done and self.row is not None and self.row.due_on is not None and self.row.due_on <= today


def checklist(project) -> list[Line]:
    """The list of its kind (at most three questions, however long it is)."""
    kind = kind_of(project)
    if kind is None:
        return []
    rows = {row.point: row for row in project.points.select_related("looked_after_by").order_by("pk")}
    ticked = _ticked_at_panels(project) if kind.slug == "panel" else {}
    return [Line(each, rows.get(each.slug), ticked.get(each.slug, "")) for each in kind.points]


def _ticked_at_panels(project):
    """{point: "at 2 of 3 panels"}, from the lists of the panels themselves."""
    panels = Opportunity.objects.filter(project=project, sort="panel", cancelled_at=None, sent_at__isnull=False)
    whole = panels.count()
    done = PanelPoint.objects.filter(opportunity__in=panels, done_at__isnull=False).order_by()
    counts = dict(done.values_list("point").annotate(n=Count("pk")))
    return {p.value: f"Done at {counts.get(p.value, 0)} of {whole} panels" for p in Point} if whole else {}


def by_time(lines) -> list[tuple[str, list[Line]]]:
    """Before, while it happens, afterwards; what is empty is left out."""
    found = [(words, [line for line in lines if line.needed.when == when]) for when, words in WHEN.items()]
    return [(words, few) for words, few in found if few]


def logged_as(project_id) -> dict:
    """What the quick log begins with for this project: how involvement of its kind is usually logged, which brings the level."""
    chosen = ProjectKind.objects.filter(project=project_id).first()
    kind = kind_named(chosen.kind) if chosen else None
    return {"what": kind.log_as} if kind else {}
