"""Which files of a piece of work may be shown to whom today, from what everybody pictured said."""

from dataclasses import dataclass

from django.db.models import F

from projects.evidence_rules import may_keep
from projects.models import Evidence, Pictured, Readers


@dataclass(frozen=True)
class Line:
    """One file as one reader meets it: `waits` is how many people's yes is missing, for whoever keeps it."""

    it: Evidence
    shown_to: str  # one of Readers: how far it is shown today
    keeps: bool
    waits: int

    @property
    def shown(self):
        return self.shown_to != Readers.NOBODY

    @property
    def tag(self):
        """Its state in a word and a tone, for whoever keeps it."""
        if self.shown_to == Readers.INSIDE:
            return "Everybody who sees the project", "leaf"
        if self.shown_to == Readers.TEAM:
            return "Only the team", "plain"
        return "Not shown: a yes is missing", "sun"


def shown_to(evidence, *, today) -> str:
    """How far: no further than was wanted, and no further than everybody in it said yes to."""
    people = list(evidence.pictured.all())
    for readers in (Readers.INSIDE, Readers.TEAM):
        if evidence.readers == Readers.TEAM and readers == Readers.INSIDE:
            continue
        if all(each.holds(readers, today=today) for each in people) if people else evidence.shows_nobody:
            return readers
    return Readers.NOBODY


def line_of(evidence, actor, *, today) -> Line:
    waits = sum(not each.holds(evidence.readers, today=today) for each in evidence.pictured.all())
    return Line(evidence, shown_to(evidence, today=today), may_keep(actor, evidence), waits)


def may_see(line) -> bool:
    return line.keeps or line.shown_to == Readers.INSIDE


def lines_of(evidence, actor, *, today) -> list[Line]:
    """Of these files those this actor may see, the newest first; two questions, however many there are."""
    found = evidence.visible_to(actor).with_all().newest()
    return [line for line in (line_of(each, actor, today=today) for each in found) if may_see(line)]


def of_project(project, actor, *, today) -> list[Line]:
    return lines_of(Evidence.objects.filter(project=project), actor, today=today)


def pictured_of(person):
    """Where somebody is pictured, what waits for their answer first."""
    found = Pictured.objects.of(person).select_related("evidence__project", "person")
    return found.order_by(F("decided_at").asc(nulls_first=True), "-evidence__added_at", "pk")


def names_of(ids) -> dict[int, str]:
    """What each is called, for the pages about post: never its title."""
    return dict.fromkeys(ids, "A picture of a piece of work")
