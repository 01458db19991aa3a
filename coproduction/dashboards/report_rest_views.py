"""What a report says there is more of than it lists: all of it, page by page, as it stands on the day somebody reads."""

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import report_annex, report_rows
from coproduction.dashboards.report_views import find
from coproduction.dashboards.spans import Span
from members.permissions import Permission
from members.web import needs, page, paginate


@require_safe
@needs(Permission.SEE_REPORTS)
def rest(request, pk, what):
    """One sort of rows; words only as far as people say yes to them today, as in the report."""
    report = find(request, pk)
    sort, title = report_rows.PAGES.get(what, ("", ""))
    if not sort or (sort == report_rows.PROMISED and not report.is_annual):
        raise Http404
    rows = report_rows.found(sort, Span(report.starts_on, report.ends_on))
    shown = paginate(request, rows.select_related("contribution"), per_page=50)
    facts = [report_rows.facts_of(row) for row in shown.object_list]
    shown.lines = (report_annex.changes if sort == report_rows.CHANGES else report_annex.could_not)(facts)
    context = {"report": report, "page": shown, "title": title, "today": timezone.localdate()}
    context["of_all_years"] = sort == report_rows.PROMISED
    return page(request, "dashboards/report_rest.html", context)
