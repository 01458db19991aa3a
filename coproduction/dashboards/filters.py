"""At most one of team, level and body, so that no two views can be subtracted from each other (REP-02, SUPP-06)."""

from dataclasses import dataclass

from django.db.models import Value
from django.http import Http404

from meetings.models import Level
from members.models import Body, Team
from members.rules import Refused

NAMES = ("team", "level", "body")


@dataclass(frozen=True)
class Filter:
    """Which cell of which dimension is asked for; without `by` it is the whole charity."""

    by: str = ""
    value: int | str | None = None
    slug: str = ""
    name: str = "the whole charity"

    def __bool__(self):
        return bool(self.by)

    @property
    def words(self):
        """How a sentence names what is left: "for Community Connections", "at strategic level"."""
        return {
            "": "",
            "team": f"for {self.name}",
            "level": f"at {self.name.lower()} level",
            "body": f"for the {self.name}",
        }[self.by]


EVERYTHING = Filter()


def chosen(asked) -> Filter:
    """The one filter in the address; Refused for two of them, a 404 for one that does not exist."""
    given = [(name, value.strip()) for name in NAMES for value in asked.getlist(name) if value.strip()]
    if len(given) > 1:
        raise Refused(
            "Choose one of team, level and body at a time. Two together could leave so few people that a figure says who they are.",
            field=given[1][0],
        )
    if not given:
        return EVERYTHING
    by, word = given[0]
    if by == "level":
        return _level(word)
    return _row({"team": Team, "body": Body}[by], by=by, word=word)


def _level(word):
    if word not in Level.values:
        raise Http404("There is no such level.")
    return Filter(by="level", value=word, slug=word, name=Level(word).label)


def _row(model, *, by, word):
    word = word.replace("\x00", "")  # Postgres knows no such letter
    row = model.objects.filter(slug=word).only("pk", "slug", "name").first()
    if row is None and word.isascii() and word.isdigit() and len(word) < 10:
        row = model.objects.filter(pk=int(word)).only("pk", "slug", "name").first()
    if row is None:
        raise Http404(f"There is no such {by}.")
    return Filter(by=by, value=row.pk, slug=row.slug, name=row.name)


def options():
    """Every team and body as (by, slug, name), in one query, teams first."""
    teams = Team.objects.annotate(by=Value("team")).values_list("by", "slug", "name")
    bodies = Body.objects.annotate(by=Value("body")).values_list("by", "slug", "name")
    return sorted(
        teams.order_by().union(bodies.order_by(), all=True), key=lambda row: (row[0] != "team", row[2], row[1])
    )
