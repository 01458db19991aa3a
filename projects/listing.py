"""The list of projects: how it is searched and narrowed, its rows, and the file it may become."""

from django.db.models import Q

from members.models import Team
from members.permissions import Permission
from members.queries.listing import Filter, Listing, Order
from members.words import day as day_words
from projects.models import Project, Stage
from projects.queries.lists import shown, with_involvement


def _by_words(found, words):
    return found.filter(Q(title__icontains=words) | Q(summary__icontains=words))


def _teams():
    return [(team.slug, team.name) for team in Team.objects.order_by("name", "pk")]


def _of_team(found, value, *, day):
    return found.filter(team__slug=value)


def _stages():
    return [*((str(value), label) for value, label in Stage.choices), ("none", "Not known")]


def _at_stage(found, value, *, day):
    return found.filter(stage=None if value == "none" else int(value))


def _rows(ids, order):
    by = order.by if order else ("title", "pk")
    return shown(with_involvement(Project.objects.filter(pk__in=ids)).select_related("team").order_by(*by))


def draw(ids, order, *, day):
    """The lines of one page, with from when people were involved."""
    return _rows(ids, order)


def _columns(ids, *, day):
    for row in _rows(ids, None):
        project = row.project
        yield [
            project.title, project.team, project.get_stage_display() or "Not known", day_words(project.started_on),
            day_words(project.ended_on), row.first_stage.label if row.first_stage else "", project.activity_count,
        ]  # fmt: skip


PROJECTS = Listing(
    name="projects",
    title="Projects",
    noun="project,projects",
    search_label="Find a project by its words",
    template="projects/_projects.html",
    search=_by_words,
    draw=draw,
    filters=(Filter("team", "Team", _teams, _of_team), Filter("stage", "Now at", _stages, _at_stage)),
    orders=(
        Order("", "By title", ("title", "pk")),
        Order("newest", "Newest first", ("-started_on", "-pk")),
    ),
    heads=("Project", "Team", "Now at", "Began", "Finished", "Involved from", "Logged so far"),
    columns=_columns,
    may_take=Permission.PLAN_PROJECT,
    per_page=30,
)
