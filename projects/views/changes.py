"""What is different between two versions of a text."""

from django.http import Http404

from members.permissions import Permission, can
from members.web import needs, page, row_id
from projects.queries import texts as reads
from projects.views.texts import SEE, one


@needs(SEE)
def changes(request, pk):
    """What is different between two versions."""
    found = one(request, pk)
    numbers = list(found.versions.order_by("number").values_list("number", flat=True))
    if len(numbers) < 2:
        raise Http404
    after = _number(request.GET.get("to"), numbers) or numbers[-1]
    before = _number(request.GET.get("from"), numbers) or numbers[max(0, numbers.index(after) - 1)]
    old, new = reads.version_of(found, before), reads.version_of(found, after)
    context = {
        "agreement": found,
        "before": old,
        "after": new,
        "clauses": reads.changed_clauses(old, new),
        "numbers": numbers,
        "taken": [(each, reads.credit(each)) for each in reads.taken_up_in([new]).get(new.pk, [])]
        if _people(request)
        else [],
    }
    return page(request, "projects/changes.html", context)


def _number(words, numbers):
    return found if (found := row_id(words)) in numbers else None


def _people(request):
    """Trustees and the Management Board meet no names of people."""
    return can(request.actor, Permission.SEE_PEOPLE) or request.actor.role in ("member", "partner")
