"""The coordinator's page of what is missing behind the figures."""

from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from coproduction.dashboards import quality
from members.permissions import Permission
from members.web import needs, page, paginate, typed

FEW, MANY = 5, 25


@require_safe
@needs(Permission.SEE_DATA_QUALITY)
def data_quality(request):
    """A few of each sort; with `?show=` all of one sort, a page at a time."""
    found, only = quality.gaps(now=timezone.now()), typed(request, "show", longest=20)
    if only:
        found = [gap for gap in found if gap.slug == only]
        if not found:
            raise Http404
        part = paginate(request, found[0].rows, per_page=MANY)
        return page(
            request, "dashboards/quality_all.html", {"gap": found[0], "part": part, "lines": _lines(found[0], part)}
        )
    counted = [(gap, gap.rows.count()) for gap in found]
    context = {
        "gaps": [(gap, count, _lines(gap, gap.rows[:FEW])) for gap, count in counted if count],
        "complete": [gap for gap, count in counted if not count],
        "few": FEW,
    }
    return page(request, "dashboards/quality.html", context)


def _lines(gap, rows):
    return [gap.line(row) for row in rows]
