"""Who looked at what of mine (DP-08)."""

from members.models import SensitiveRead
from members.permissions import Permission, Role, require
from members.views.person import find
from members.web import needs, page, paginate


def who_looked(request):
    """Every signed-in person's own list."""
    return _page(request, request.actor.person, own=True)


@needs(Permission.SEE_CONTACT)
def who_looked_at(request, pk):
    """The same, read out to somebody who asks by telephone."""
    person = find(request, pk)
    require(request.actor, Permission.SEE_INFORMATION, within=person)
    return _page(request, person, own=False)


def _page(request, person, *, own):
    reads = SensitiveRead.objects.filter(person=person).select_related("reader").order_by("-read_at", "-pk")
    found = paginate(request, reads, per_page=30)
    rows = [{"read": each, "who": _who(each)} for each in found]
    return page(
        request,
        "members/who_looked.html",
        {"person": person, "own": own, "found": found, "rows": rows},
    )


def _who(read):
    name = read.reader.name if read.reader else "Somebody who no longer works here"
    return f"{name}, {Role(read.role).label}" if read.role else name
