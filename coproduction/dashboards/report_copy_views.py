"""A copy of figures that nobody has approved: at once, or as soon as the worker has it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import report_copies, report_counting
from members import files
from members.models import Job
from members.models.job import JobState
from members.permissions import Permission
from members.web import needs, page

SEE = Permission.SEE_DASHBOARD


def copy_of(request, about, only, *, now):
    """The PDF; of a long log, for somebody at a browser, the way to the page that waits for it. Programs wait themselves."""
    large = (request.GET.get("print") or request.actor.person.letter_format) == "large"
    if report_counting.is_long() and "text/html" in request.headers.get("Accept", ""):
        job = report_copies.ask(period=about.slug, filter=only, large=large, actor=request.actor)
        return redirect("report_copy", job.pk)
    content = report_copies.made(period=about, filter=only, large=large, now=now)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{report_copies.name_of(about.slug, large)}"'
    return response


@require_safe
@needs(SEE)
def report_copy(request, pk):
    """That the worker makes it; then the way to the copy."""
    job = _own(request, pk)
    is_over = job.state in (JobState.DONE, JobState.FAILED)
    kept = report_copies.of(job, now=timezone.now()) if job.state == JobState.DONE else None
    context = {"job": job, "kept": kept, "failed": is_over and kept is None}
    return page(request, "dashboards/report_copy.html", context, partial="dashboards/_report_copy.html")


@require_safe
@needs(SEE)
def report_copy_file(request, pk):
    now = timezone.now()
    kept = report_copies.of(_own(request, pk), now=now)
    if kept is None:
        raise Http404
    return files.response(kept, now=now)


def _own(request, pk):
    return get_object_or_404(Job, pk=pk, kind=report_copies.KIND, asked_by=request.actor.person_id)
