"""What teams began and held over whole quarters: what the log shows or what they said, whichever is more. Unprotected."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from members.models import Team
from projects.models import Activity, Project, QuarterAnswer, QuarterStart
from projects.queries.quarter import GOVERNANCE, PANELS, Held, counted

NO_TEAM = "No team"
SORTS = {"panels": PANELS, "governance": GOVERNANCE}
SAID = ("team", "quarter", "staff", "trained", *(f"{sort}_{what}" for sort in SORTS for what in ("held", "with")))


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
    last_said: date | None = None
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
    teams = Team.objects.order_by("name", "pk").values("pk", "name", "is_active")
    said = QuarterAnswer.objects.filter(quarter__in=quarters).order_by("quarter", "pk").values(*SAID)
    held = {}
    for sort, of in SORTS.items():
        known = counted(of, span.first, span.last, now=now)
        held[sort] = {key: each for key, each in known.items() if key[1] in quarters}
    found = gathered(teams, said, held, quarters=quarters)
    rows = {row.pk: row for row in found}
    for team, began in _began(span).items():
        rows[team].began = began
    return OfTeams([row for row in found if row.is_there], _by_word(span))


def gathered(teams, said, held, *, quarters) -> list[OfTeam]:
    """Each team from rows: what it said of these quarters, and of each sort what the log holds; last what is nobody's."""
    found = {row["pk"]: OfTeam(row["name"], row["pk"], is_active=row["is_active"]) for row in teams}
    found[None] = OfTeam(NO_TEAM, is_active=False)
    answers = {(row["team"], row["quarter"]): row for row in said}
    for (team, _), answer in answers.items():  # oldest first
        found[team].staff, found[team].trained = answer["staff"], answer["trained"]
        found[team].last_said = answer["quarter"]
    for sort, known in held.items():
        for key in sorted(known.keys() | answers.keys(), key=str):
            row, here = found[key[0]], known.get(key, Held())
            if answer := answers.get(key):
                here = here.or_more(answer[f"{sort}_held"], answer[f"{sort}_with"])
            setattr(row, sort, getattr(row, sort) + here)
    for row in found.values():
        row.silent = tuple(each for each in quarters if row.is_active and (row.pk, each) not in answers)
    return list(found.values())


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
