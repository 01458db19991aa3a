"""Reports to the Board, to read: the list, one report, its files, and the pack for commissioners."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import (
    filters,
    periods,
    report_actions,
    report_figures,
    report_files,
    report_layout,
    report_queries,
    report_rows,
)
from coproduction.dashboards.report_annex import may_be_named
from coproduction.dashboards.report_copy_views import copy_of
from coproduction.dashboards.report_rules import section_of, state_of
from members.permissions import Permission, can, require
from members.rules import Refused
from members.web import needs, page, paginate, post_only

SEE, WRITE, APPROVE = Permission.SEE_REPORTS, Permission.WRITE_REPORT, Permission.APPROVE_REPORT
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@needs(SEE)
def reports(request):
    """Every report, the latest period first, and for whoever writes them what could be drafted."""
    today = timezone.localdate()
    context = {
        "reports": paginate(request, report_queries.newest_first(), per_page=25),
        "to_draft": report_queries.to_be_drafted(today=today) if can(request.actor, WRITE) else [],
        "told": report_queries.wants_letters(request.actor.person),
        "chooses": can(request.actor, WRITE) or can(request.actor, Permission.WRITE_FOR_GROUP),
        "may_open_pdf": can(request.actor, Permission.SEE_DASHBOARD),
    }
    return page(request, "dashboards/reports.html", context)


def find(request, pk):
    found = report_queries.visible_to(request.actor).select_related("section", "author", "approved_by")
    return get_object_or_404(found, pk=pk)


def laid_out(report, *, actor, public=False, now):
    """What this reader may read of it now."""
    before, named = report_queries.before(report), may_be_named(report, actor)
    source = report_layout.source_of(report, public=public, named=named, before=before, now=now)
    return report_layout.lay_out(source)


@require_safe
@needs(SEE)
def report(request, pk):
    """The whole report as a page, and what may be done with it."""
    found, now = find(request, pk), timezone.now()
    actor = request.actor
    context = {
        "report": found, "document": laid_out(found, actor=request.actor, now=now),
        "more": report_rows.more_of(report_figures.read(found.figures)), "versions": report_queries.versions(found),
        "section": section_of(found), "read": state_of(found), "writes": can(actor, WRITE),
        "approves": can(actor, APPROVE) and not found.is_approved, "is_author": found.author_id == actor.person_id,
        "group_writes": can(actor, Permission.WRITE_FOR_GROUP) and not found.is_approved,
    }  # fmt: skip
    return page(request, "dashboards/report.html", context)


@require_safe
@needs(SEE)
def pack(request, pk):
    """The same for commissioners: nobody is named, with what is different and what could not be."""
    found = _approved(request, pk)
    document = laid_out(found, actor=request.actor, public=True, now=timezone.now())
    return page(request, "dashboards/report_pack.html", {"report": found, "document": document})


def _approved(request, pk):
    found = find(request, pk)
    if not found.is_approved:
        raise Http404
    return found


@require_safe
@needs(SEE)
def report_file(request, pk, form):
    """As PDF (`?print=large` in large print, which whoever reads large print gets anyway) or as Word; `?for=commissioners`."""
    public = request.GET.get("for") == "commissioners"
    found, now = (_approved if public else find)(request, pk), timezone.now()
    document = laid_out(found, actor=request.actor, public=public, now=now)
    name = f"{'pack' if public else 'year' if found.is_annual else 'report'}-{found.period}-v{found.version}"
    if form == "docx":
        return _file(report_files.word(document), DOCX, f"{name}.docx")
    return _pdf(request, document, name, now=now)


def _pdf(request, document, name, *, now):
    wanted = request.GET.get("print") or request.actor.person.letter_format
    large = wanted == "large"
    made = report_files.pdf(document, large=large, now=now)
    return _file(made, "application/pdf", f"{name}{'-large' if large else ''}.pdf", shown=True)


def _file(content, sort, name, *, shown=False):
    response = HttpResponse(content, content_type=sort)
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    return response


@require_safe
def board_report_pdf(request):
    """The newest approved report of the period in the address; else the figures as they stand, which say that nobody approved them."""
    require(request.actor, Permission.SEE_DASHBOARD)
    now = timezone.now()
    try:
        about = periods.period(request.GET.get("period") or periods.USUAL, today=timezone.localdate(now))
        only = filters.chosen(request.GET)
    except Refused as refusal:
        return render(request, "dashboards/refused.html", {"words": str(refusal)}, status=400)
    found = None if only else report_queries.approved_of(about.slug)
    if found:
        return _pdf(
            request, laid_out(found, actor=request.actor, now=now), f"report-{found.period}-v{found.version}", now=now
        )
    return copy_of(request, about, only, now=now)


@post_only
@needs(SEE)
def tell_me(request):
    """A letter when a new report is ready, or none any more."""
    wanted = request.POST.get("wanted") == "yes"
    report_actions.tell_me(wanted=wanted, actor=request.actor, now=timezone.now())
    words = "We write to you when a new report is ready." if wanted else "We don’t write to you about reports any more."
    messages.success(request, words)
    return redirect("reports")
