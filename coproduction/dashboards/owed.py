"""What each team owes, for the Management Board and the coordinator: counts of things, with the team's page beside them."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from coproduction.dashboards.disclosure import protect
from coproduction.dashboards.figures import Measure, Things
from coproduction.dashboards.wording import number
from members.models import Team
from projects import quarter_rules, quarters
from projects.models import Activity, Contribution, Opportunity, Project, QuarterAnswer

COLUMNS = (
    "Answers past their day",
    "Work past the day people were to hear",
    "Log entries without detail",
    "Projects that run without people",
)


@dataclass(frozen=True)
class OwedPage:
    """`rows` as (team, cells of (column, words), whether it has not answered for the quarter)."""

    quarter: str
    rows: list

    @property
    def silent(self):
        return sum(silent for _, _, silent in self.rows)


def owed(*, today, now) -> OwedPage:
    """Every team in use, whoever owes most first; six questions however many there are."""
    asked = quarter_rules.asked(now)
    answered = QuarterAnswer.objects.filter(team=OuterRef("pk"), quarter=asked)
    teams = list(Team.objects.filter(is_active=True).annotate(answered=Exists(answered)).order_by("name", "pk"))
    involved = Activity.objects.held().with_lived_experience().filter(project=OuterRef("pk"))
    counts = (
        _by(Contribution.objects.overdue(today=today), "project__team"),
        _by(Opportunity.objects.owed(today=today), "project__team"),
        _by(Activity.objects.held().filter(needs_detail=True), "team"),
        _by(Project.objects.running().filter(~Exists(involved)), "team"),
    )
    rows = [(team, _shown([count.get(team.pk, 0) for count in counts]), not team.answered) for team in teams]
    late = {team.pk: sum(count.get(team.pk, 0) for count in counts) for team in teams}
    return OwedPage(quarters.in_words(asked), sorted(rows, key=lambda row: (-late[row[0].pk], row[0].name, row[0].pk)))


def _by(found, team):
    rows = found.order_by().values(team).annotate(n=Count("pk", distinct=True)).filter(Q(**{f"{team}__isnull": False}))
    return {row[team]: row["n"] for row in rows.order_by(team)}


def _shown(counts):
    now = protect(Measure("OWED", {column: Things(count) for column, count in zip(COLUMNS, counts, strict=True)})).now
    return [(column, number(now[column])) for column in COLUMNS]
