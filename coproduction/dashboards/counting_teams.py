"""What teams began and held over whole quarters: what the log shows or what they said, whichever is more. Unprotected."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q

from members.models import Team
from projects.models import Activity, Project, QuarterAnswer, QuarterStart
from projects.queries.quarter import GOVERNANCE, PANELS, Held, counted

NO_TEAM = "No team"


@dataclass
class OfTeam:
    """One team over a stretch (`name` alone: what belongs to none), and in which quarters it said nothing."""

    name: str
    pk: int | None = None
    began: Held = field(default_factory=Held)
    panels: Held = field(default_factory=Held)
    governance: Held = field(default_factory=Held)
    staff: int = 0
    trained: int = 0
    silent: tuple = ()
    is_active: bool = True

    @property
    def is_there(self):
        return self.is_active or any((self.began.held, self.panels.held, self.governance.held, self.staff))


@dataclass(frozen=True)
class OfTeams:
    """Every team, and how many projects have people in them by the word of their team alone."""

    teams: list[OfTeam]
    by_word: int

    def together(self, sort) -> Held:
        return sum((getattr(team, sort) for team in self.teams), Held())


def of_teams(quarters, span, *, now) -> OfTeams:
    """Eight questions, however many teams and quarters."""
    rows = [OfTeam(t.name, t.pk, is_active=t.is_active) for t in Team.objects.order_by("name", "pk")]
    found = {row.pk: row for row in [*rows, OfTeam(NO_TEAM, is_active=False)]}
    answers = {}
    for answer in QuarterAnswer.objects.filter(quarter__in=quarters).order_by("quarter", "pk"):
        answers[answer.team_id, answer.quarter] = answer
        found[answer.team_id].staff, found[answer.team_id].trained = answer.staff, answer.trained
    for sort, of in (("panels", PANELS), ("governance", GOVERNANCE)):
        known = {key: held for key, held in counted(of, span.first, span.last, now=now).items() if key[1] in quarters}
        for key in sorted(known.keys() | answers.keys(), key=str):
            row, held = found[key[0]], known.get(key, Held())
            if answer := answers.get(key):
                held = held.or_more(getattr(answer, f"{sort}_held"), getattr(answer, f"{sort}_with"))
            setattr(row, sort, getattr(row, sort) + held)
    for team, held in _began(span).items():
        found[team].began = held
    for row in found.values():
        row.silent = tuple(each for each in quarters if row.is_active and (row.pk, each) not in answers)
    return OfTeams([row for row in found.values() if row.is_there], _by_word(span))


def _involved(of_project):
    return Exists(Activity.objects.held().with_lived_experience().filter(project=OuterRef(of_project)))


def _began(span):
    """{team: Held}: projects that started, and of them those with people in the log, as MET-02 counts them."""
    begun = Project.objects.filter(started_on__range=(span.first, span.last)).annotate(there=_involved("pk"))
    rows = begun.order_by().values("team").annotate(n=Count("pk"), le=Count("pk", filter=Q(there=True)))
    return {row["team"]: Held(row["n"], row["le"]) for row in rows}


def _by_word(span):
    said = QuarterStart.objects.filter(with_people=True, project__started_on__range=(span.first, span.last))
    return said.exclude(_involved("project")).order_by().values("project").distinct().count()
