"""What the log already says: over which days, in which words, and with links to what is missing (FW-05).

Every figure goes through `disclosure.protect`; links go only to what this reader may open.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.urls import reverse

from coproduction.dashboards import wording
from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.figures import Things, ThingShare
from coproduction.dashboards.spans import Period
from projects.models import Activity, Contribution, Opportunity, Project

FEW = 5  # links to what is missing
TAGS = {"full": ("Written down", "leaf"), "part": ("Partly written down", "sun"), "nothing": ("Nothing yet", "plain")}


@dataclass(frozen=True)
class Scope:
    """One project since it began, or the whole charity over a period; `people_until` is where counts of people end."""

    first: date
    last: date
    people_until: date
    project: Project | None = None
    period: Period | None = None

    @property
    def projects(self):
        if self.project is not None:
            return Project.objects.filter(pk=self.project.pk)
        running = Q(ended_on=None) | Q(ended_on__gte=self.first)
        return Project.objects.filter(running, started_on__lte=self.last)

    @property
    def activities(self):
        return self._within(Activity.objects.held().filter(ended_on__range=(self.first, self.last)))

    @property
    def said(self):
        return self._within(Contribution.objects.filter(said_on__range=(self.first, self.last)))

    @property
    def work(self):
        """Pieces of work people were asked to."""
        sent = Opportunity.objects.filter(sent_at__date__range=(self.first, self.last), cancelled_at=None)
        return self._within(sent)

    def _within(self, found):
        return found.filter(project=self.project) if self.project else found


@dataclass(frozen=True)
class Found:
    """What is written down: `state` is full, part or nothing; `missing` names what is not, `links` lead to some of it."""

    state: str
    sentences: list
    missing: str = ""
    links: list = field(default_factory=list)

    @property
    def tag(self):
        return TAGS[self.state]


def share(what, part, whole, one_many, *, missing="", links=(), more=()) -> Found:
    """ "The stage is known: 4 of 7 pieces of work.", and what is missing when it is not all of them."""
    one, _, many = one_many.partition(",")
    if not whole:
        return Found("nothing", [f"There are no {many} here.", *more])
    state = "full" if part == whole else "part" if part else "nothing"
    words = wording.share(protect(ThingShare(part, whole)))
    sentence = f"{what}: {words} {one if whole == 1 else many}."
    return Found(state, [sentence, *more], missing if part < whole else "", list(links))


def count(things) -> str:
    """How many things there are, through the one door as every other figure."""
    return wording.number(protect(Things(things.count())))


def to_projects(found):
    rows = found.order_by("title", "pk").values_list("pk", "title")[:FEW]
    return [(title, reverse("projects:project", args=[pk])) for pk, title in rows]


def to_activities(found, actor):
    rows = found.visible_to(actor).newest().values_list("pk", "title")[:FEW]
    return [(title, reverse("projects:activity", args=[pk])) for pk, title in rows]


def to_work(found, actor):
    rows = found.visible_to(actor).order_by("-sent_at", "-pk").values_list("pk", "title")[:FEW]
    return [(title, reverse("projects:opportunity", args=[pk])) for pk, title in rows]


def to_said(found, actor):
    rows = found.visible_to(actor).newest()[:FEW]
    return [(str(said), reverse("projects:said", args=[said.pk])) for said in rows]
