"""Reports to the Board, to write and to approve."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from coproduction.dashboards import report_actions
from coproduction.dashboards.models import Kind
from coproduction.dashboards.report_forms import CorrectionForm, ReportForm
from coproduction.dashboards.report_rules import WORDS, check_draft
from coproduction.dashboards.report_views import find
from members.permissions import Permission
from members.web import form_page, needs, once, post_only, refusals_answered, refusals_into

WRITE, APPROVE = Permission.WRITE_REPORT, Permission.APPROVE_REPORT


@post_only
@needs(WRITE)
@refusals_answered
def report_new(request):
    """A draft of a period that is over; the one that stands already when there is one."""
    period = request.POST.get("period", "")[:20]
    kind = Kind.ANNUAL if request.POST.get("sort") == Kind.ANNUAL else Kind.BOARD
    made = report_actions.draft(period=period, kind=kind, actor=request.actor, now=timezone.now())
    return redirect("report", made.pk)


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
    report_actions.count_again(report=find(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "Counted again, from what the log holds now.")
    return redirect("report", pk)


@needs(WRITE)
@once
@refusals_answered
def report_correct(request, pk):
    """The next version; the one that was approved stays beside it."""
    found = find(request, pk)
    form = CorrectionForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            made = report_actions.correct(
                report=found, note=form.cleaned_data["note"], actor=request.actor, now=timezone.now()
            )
            messages.success(request, f"Version {made.version} is a draft now. Version {found.version} stays as it is.")
            return redirect("report", made.pk)
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
