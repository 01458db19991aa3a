"""The page of a team: what it began, who was in it and when, what it owes, who is trained."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.models import Team
from members.permissions import Permission, Role, can
from members.queries.training import coproduction_of
from members.web import needs, page
from projects import quarter_rules, quarters
from projects.actions.quarter import part_of
from projects.models import TeamLead
from projects.queries import team as asks

ANSWER, SET = Permission.ANSWER_QUARTER, Permission.CHANGE_SETTINGS
AT_THE_TOP = (Role.TRUSTEE, Role.BOARD)  # they read counts


@require_safe
@needs(Permission.SEE_PROJECTS)
def team(request, pk):
    """Open within the charity, like projects; names only for the team itself and whoever runs the group."""
    now, actor = timezone.now(), request.actor
    today, asked = timezone.localdate(now), quarter_rules.asked(now)
    found = get_object_or_404(Team, pk=pk)
    lead = TeamLead.objects.in_force(day=today).filter(team=found).select_related("person").first()
    projects, begun = asks.began(found, actor)
    lines, done = asks.done(found, actor)
    knows, owed = asks.knows(found, actor), asks.owes(found, actor, today=today)
    silent = found.is_active and not found.quarters.filter(quarter=asked).exists()
    context = {
        "team": found, "projects": projects, "begun": begun, "lines": lines, "done": done, "knows": knows,
        "lead": lead.person if lead and actor.role not in AT_THE_TOP else None, "today": today,
        "counts_only": actor.role in AT_THE_TOP, "owed": owed, "owes": "waits" if owed or silent else "done",
        "trained": coproduction_of(found, day=today) if knows else [],
        "silent": silent, "quarter": quarters.in_words(asked),
        "may_answer": found.is_active and can(actor, ANSWER, within=part_of(found, actor)), "keeps": can(actor, SET),
    }  # fmt: skip
    return page(request, "projects/team.html", context)
