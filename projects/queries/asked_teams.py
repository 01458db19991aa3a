"""Which team is asked for a quarter, who answers for it, and which one has not answered."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from members.models import Team
from projects.models import QuarterAnswer, TeamLead


@dataclass(frozen=True)
class Asked:
    """One team, whoever answers for it today (None: nobody), and its answer for the quarter (None: not yet)."""

    team: Team
    lead: object
    answer: QuarterAnswer | None


def asked(quarter, *, day, teams=None) -> list[Asked]:
    """Every team that is not retired, those without an answer first; three questions."""
    found = list((Team.objects.all() if teams is None else teams).filter(is_active=True).order_by("name", "pk"))
    leads = {lead.team_id: lead.person for lead in TeamLead.objects.in_force(day=day).select_related("person")}
    given = QuarterAnswer.objects.filter(quarter=quarter).select_related("answered_by")
    answers = {answer.team_id: answer for answer in given}
    rows = [Asked(team, leads.get(team.pk), answers.get(team.pk)) for team in found]
    return sorted(rows, key=lambda row: row.answer is not None)


def silent(quarter):
    """Teams that are not retired and have not answered, by name."""
    answered = QuarterAnswer.objects.filter(team=OuterRef("pk"), quarter=quarter)
    return Team.objects.filter(~Exists(answered), is_active=True).order_by("name", "pk")


def to_be_asked(quarter, *, day):
    """Leads in force whose team has not answered."""
    return TeamLead.objects.in_force(day=day).filter(team__in=silent(quarter).order_by().values("pk"))


def led_by(people, *, day):
    """The teams that these people (ids) answer for."""
    mine = TeamLead.objects.in_force(day=day).filter(person_id__in=people)
    return Team.objects.filter(pk__in=mine.values("team"), is_active=True).order_by("name", "pk")
