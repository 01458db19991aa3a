"""What the log says under a framework's standards: for the charity over a period, and for one project."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from coproduction.dashboards import file_views, frameworks, periods
from members.permissions import Permission
from members.web import needs, page
from projects.models import Project
from projects.queries.frameworks import STANDS_FIRST, crosswalk
from projects.queries.frameworks import frameworks as published

SEE = Permission.SEE_FRAMEWORKS


@require_safe
@needs(SEE)
def of_charity(request):
    slug = request.GET.get("period") or periods.USUAL
    scope = frameworks.of_charity(slug, today=timezone.localdate()) if slug in periods.SLUGS else None
    if scope is None:
        raise Http404
    about = periods.period(slug, today=timezone.localdate()).words
    return _page(request, scope, about, address=reverse("frameworks"), period=slug)


@require_safe
@needs(SEE)
def of_project(request, pk):
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    scope = frameworks.of_project(project, today=timezone.localdate())
    return _page(request, scope, project.title, address=reverse("project_frameworks", args=[pk]))


def _page(request, scope, about, *, address, period=""):
    every = published()
    chosen = next((each for each in every if each.slug == (request.GET.get("by") or STANDS_FIRST[0])), None)
    if chosen is None:
        raise Http404
    rows = frameworks.standards(chosen, scope, request.actor)
    if kind := file_views.asked(request):
        name = f"{chosen.slug}-{slugify(about)[:40]}-{scope.last}"
        return file_views.taken(frameworks.as_file(kind, chosen, rows, about), kind, name=name)
    tail = f"&period={period}" if period else ""
    choices = [(each.name, f"{address}?by={each.slug}{tail}", each == chosen) for each in every]
    first = len([each for each in every if each.slug in STANDS_FIRST])
    context = {
        "gaps": [] if chosen.sort == "ladder" else list(dict.fromkeys(gap for row in rows for gap in row.gaps)),
        "project": scope.project, "about": about, "framework": chosen, "rows": rows, "crosswalk": crosswalk()[0],
        "choices": choices[:first], "others": choices[first:], "is_other": chosen.slug not in STANDS_FIRST,
        "files": file_views.offered(f"{address}?by={chosen.slug}{tail}"), "is_ladder": chosen.sort == "ladder",
        "periods": [
            (words, f"{address}?by={chosen.slug}&period={slug}", slug == period)
            for slug, words in periods.SLUGS.items()
        ] if period else [],
    }  # fmt: skip
    return page(request, "dashboards/frameworks.html", context)
