"""Reports to the Board, to write and to approve."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from coproduction.dashboards import report_actions, report_counting
from coproduction.dashboards.models import Kind
from coproduction.dashboards.report_forms import CorrectionForm, ReportForm
from coproduction.dashboards.report_rules import COUNTING, WORDS, check_draft
from coproduction.dashboards.report_views import find
from members.models import Job
from members.models.job import JobState
from members.permissions import Permission
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into, wants_part

WRITE, APPROVE = Permission.WRITE_REPORT, Permission.APPROVE_REPORT


@post_only
@needs(WRITE)
@refusals_answered
def report_new(request):
    """A draft of a period that is over; the one that stands already when there is one."""
    period = request.POST.get("period", "")[:20]
    kind = Kind.ANNUAL if request.POST.get("sort") == Kind.ANNUAL else Kind.BOARD
    made = report_counting.draft(period=period, kind=kind, actor=request.actor, now=timezone.now())
    return _there_or_counting(made)


def _there_or_counting(made):
    return redirect("report_counting" if isinstance(made, Job) else "report", made.pk)


@require_safe
@needs(WRITE)
def report_counting_page(request, pk):
    """That the worker counts; then the report."""
    job = get_object_or_404(Job, pk=pk, kind=COUNTING)
    found = report_counting.report_of(job)
    if job.state == JobState.DONE and found:
        here = reverse("report", args=[found.pk])
        return HttpResponseClientRedirect(here) if wants_part(request) else redirect(here)
    context = {"job": job, "report": found, "failed": job.state in (JobState.FAILED, JobState.DONE), "id": "_counting"}
    return page(request, "dashboards/report_counting.html", context, partial="dashboards/_report_counting.html")


@needs(WRITE)
@once
@refusals_answered
def report_edit(request, pk):
    found = find(request, pk)
    check_draft(found)
    form = ReportForm(request.POST or None, initial={name: getattr(found, name) for name in WORDS})
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            report_actions.write(report=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("report", pk)
    return form_page(request, "dashboards/report_form.html", form, {"report": found})


@post_only
@needs(WRITE)
@refusals_answered
def report_count(request, pk):
    made = report_counting.again(report=find(request, pk), actor=request.actor, now=timezone.now())
    if not isinstance(made, Job):
        messages.success(request, "Counted again, from what the log holds now.")
    return _there_or_counting(made)


@needs(WRITE)
@once
@refusals_answered
def report_correct(request, pk):
    """The next version; the one that was approved stays beside it."""
    found = find(request, pk)
    form = CorrectionForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made, job = report_counting.correct(
                report=found, note=form.cleaned_data["note"], actor=request.actor, now=timezone.now()
            )
            messages.success(request, f"Version {made.version} is a draft now. Version {found.version} stays as it is.")
            return _there_or_counting(job or made)
    return form_page(request, "dashboards/report_correct.html", form, {"report": found})


@post_only
@needs(WRITE)
@refusals_answered
def report_throw_away(request, pk):
    report_actions.throw_away(report=find(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "The draft is gone.")
    return redirect("reports")


@post_only
@needs(APPROVE)
@refusals_answered
def report_approve(request, pk):
    """From now on nothing in it changes."""
    read = request.POST.get("read", "")[:64]
    report_actions.approve(report=find(request, pk), read=read, actor=request.actor, now=timezone.now())
    messages.success(request, "Approved. From now on nothing in it changes.")
    return redirect("report", pk)
