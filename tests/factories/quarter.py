"""Quarters of teams in tests: who answers for one, and what it said."""

from datetime import date

from django.utils import timezone

from projects.models import QuarterAnswer, TeamLead

SUMMER = date(2026, 7, 1)
NUMBERS = {
    "staff": 9, "trained": 4, "panels_held": 0, "panels_with": 0, "governance_held": 0, "governance_with": 0,
}  # fmt: skip


def team_lead(team, person):
    return TeamLead.objects.create(team=team, person=person, named_at=timezone.now())


def quarter_answer(team, quarter=SUMMER, **numbers):
    return QuarterAnswer.objects.create(
        team=team, quarter=quarter, answered_at=timezone.now(), **{**NUMBERS, **numbers}
    )
