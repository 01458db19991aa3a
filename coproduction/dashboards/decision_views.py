"""The register of decisions as trustees and the Management Board read it."""

from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import decisions
from members.permissions import Permission
from members.web import needs, page, paginate, typed

EVERY = (("", "All"), ("with", "With lived experience"), ("without", "Without"))


@require_safe
@needs(Permission.SEE_DASHBOARD)
def register(request):
    """What was decided; `?show=with` or `without`. A word that is neither shows all."""
    which = typed(request, "show", longest=10)
    which = which if which in decisions.SHOWN else ""
    shown = paginate(request, decisions.decided(request.actor, which=which), per_page=15)
    address = reverse("dashboard_decisions")
    shown.lines = decisions.lines(shown.object_list, request.actor, today=timezone.localdate())
    options = [(words, f"{address}?show={slug}" if slug else address, slug == which) for slug, words in EVERY]
    context = {"page": shown, "options": options, "which": which, "share": decisions.in_words(request.actor)}
    return page(request, "dashboards/decisions.html", context)
