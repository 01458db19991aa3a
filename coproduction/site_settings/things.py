"""The four sorts of things a charity names for itself, and how each is told to be in use."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from meetings.forms.settings import KindForm, VenueForm
from meetings.models import Kind, Meeting, Venue
from members.forms.settings import BodyForm, TeamForm
from members.models import Body, RoleGrant, Seat, Team
from members.words import plural
from projects.models import Activity, Project


@dataclass(frozen=True)
class Sort:
    """One sort: its pages are `settings_<plural>`, `settings_<plural>_new` and `settings_<plural>_edit`."""

    key: str
    one: str
    many: str
    intro: str
    model: type
    form: type
    counted: Callable  # adds counts to a queryset
    in_use: Callable  # says in words what belongs to one of them
    order: tuple = ("name", "pk")

    @property
    def rows(self):
        return self.counted(self.model.objects.order_by("-is_active", *self.order))


def _how_many(rows, path):
    """How many of these rows belong to each; apart from other counts, so that they do not multiply."""
    mine = rows.order_by().filter(**{path: OuterRef("pk")}).values(path)
    return Coalesce(Subquery(mine.annotate(number=Count("pk")).values("number")), 0)


def _listed(*counts):
    """ "3 people, 2 projects" from pairs of a number and its words; what is nought is left out."""
    return ", ".join(plural(number, words) for number, words in counts if number)


TEAMS = Sort(
    key="teams", one="team", many="Teams",
    intro="Teams of staff. A team owns meetings, projects and what is logged; it holds no seats.",
    model=Team, form=TeamForm,
    counted=lambda rows: rows.annotate(
        staff=_how_many(RoleGrant.objects.not_ended(), "team"),
        running=_how_many(Project.objects.running(), "team"),
    ),
    in_use=lambda team: _listed((team.staff, "person,people"), (team.running, "running project")),
)  # fmt: skip
BODIES = Sort(
    key="bodies", one="body", many="Bodies",
    intro="Groups that meet. Whoever has a seat there is proposed to be asked.",
    model=Body, form=BodyForm,
    counted=lambda rows: rows.annotate(
        seated=_how_many(Seat.objects.filter(ends=None), "body"), held=_how_many(Meeting.objects.all(), "body")
    ),
    in_use=lambda body: _listed((body.seated, "seat"), (body.held, "meeting")),
)  # fmt: skip
VENUES = Sort(
    key="venues", one="venue", many="Venues",
    intro="Places you meet, with what is known about getting in. Choose one when you plan a meeting, and it fills that in.",
    model=Venue, form=VenueForm,
    counted=lambda rows: rows.annotate(held=_how_many(Meeting.objects.all(), "venue")),
    in_use=lambda venue: _listed((venue.held, "meeting")),
)  # fmt: skip
KINDS = Sort(
    key="kinds", one="kind of activity", many="Kinds of activity",
    intro="What can be logged and planned, each with the level it usually has.",
    model=Kind, form=KindForm, order=("position", "name", "pk"),
    counted=lambda rows: rows.annotate(
        held=_how_many(Meeting.objects.all(), "kind"), logged=_how_many(Activity.objects.all(), "kind")
    ),
    in_use=lambda kind: _listed((kind.held, "meeting"), (kind.logged, "logged activity,logged activities")),
)  # fmt: skip
SORTS = {sort.key: sort for sort in (TEAMS, BODIES, VENUES, KINDS)}
