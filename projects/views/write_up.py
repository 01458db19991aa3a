"""A project written up: on the page, as Word and as PDF (FW-07)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.permissions import Permission, require
from members.web import needs, page
from projects import write_up_files
from projects.models import Project
from projects.queries.write_up import write_up as parts_of

PLAN = Permission.PLAN_PROJECT
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _project(request, pk):
    found = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    require(request.actor, PLAN, within=found)
    return found


@require_safe
@needs(PLAN)
def write_up(request, pk):
    project = _project(request, pk)
    return page(
        request,
        "projects/write_up.html",
        {"project": project, "parts": parts_of(project, for_desk=request.actor.knows_everybody)},
    )


@require_safe
@needs(PLAN)
def write_up_word(request, pk):
    project = _project(request, pk)
    return _file(write_up_files.word(project, parts_of(project), now=timezone.now()), WORD, "write-up.docx")


@require_safe
@needs(PLAN)
def write_up_pdf(request, pk):
    project = _project(request, pk)
    return _file(write_up_files.pdf(project, parts_of(project), now=timezone.now()), "application/pdf", "write-up.pdf")


def _file(content, content_type, name):
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
