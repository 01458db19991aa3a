"""The page of what matters to whom."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from coproduction.dashboards import priorities
from members.permissions import Permission
from members.web import needs, page
from projects.models import Decision, Way
from projects.queries.agreeing import may_keep, sees_positions, standing_of, with_voices
from projects.queries.texts import version_of


@require_safe
@needs(Permission.SEE_AGREEMENTS)
def weighed(request, pk):
    """Every theme with a word for each group; nothing before the answers are laid open."""
    found = (
        Decision.objects.visible_to(request.actor).filter(way=Way.WEIGH).select_related("agreement__project", "project")
    )
    decision = get_object_or_404(with_voices(found), pk=pk)
    standing = standing_of(decision)
    if standing.version is None:
        raise Http404
    version = version_of(decision.agreement, standing.version.number)
    open_to_me = sees_positions(request.actor, decision)
    context = {
        "decision": decision,
        "sees": open_to_me,
        "keeps": may_keep(request.actor, decision),
        "weighed": priorities.weighed(decision, version) if open_to_me else None,
    }
    return page(request, "dashboards/priorities.html", context)
