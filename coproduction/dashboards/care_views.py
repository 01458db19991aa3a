"""How people are looked after in one project; the project's page asks for it."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import care, frameworks
from members import charity
from members.models.charity import Module
from members.permissions import Permission
from members.web import needs, page
from projects.models import Project


@require_safe
@needs(Permission.SEE_PROJECTS)
def of_project(request, pk):
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    scope = frameworks.of_project(project, today=timezone.localdate())
    parts = care.of_project(scope, request.actor, pays=charity.has(Module.PAYMENTS))
    context = {"project": project, "parts": parts}
    return page(request, "dashboards/care.html", context, partial="dashboards/_care.html")
