"""All that was logged, to be found again and put right (LOG-26)."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from members import lists
from members.models import Person
from members.permissions import Permission, require
from members.rules import Refused
from members.web import refusals_answered
from projects.log_listing import LOG
from projects.models import Activity

ONE_PERSONS = "What one person took part in stays here. Show everybody’s entries first."
A_SEARCH = (
    "What one person took part in stays here, and a search may be their name. "
    "Empty the search box first; what you chose beside it stays."
)


@refusals_answered
def log(request):
    """Every entry this role may open: those that count, or those that do not; of one person where the address says so."""
    require(request.actor, Permission.EDIT_LOG)
    today, which = timezone.localdate(), request.GET.get("show", "")
    which = "aside" if which == "aside" else ""
    found = Activity.objects.visible_to(request.actor)
    found = found.exclude(state=Activity.State.HELD) if which else found.held()
    person = _person(request)
    if person:
        found = found.filter(pk__in=person.participations.values("activity"))
    keep = {"show": which, "person": str(person.pk) if person else ""}
    does = request.POST.get("do")
    if person and does in ("take", "keep"):
        raise Refused(ONE_PERSONS)
    if does == "take" and lists.wanted(request, LOG).words:
        raise Refused(A_SEARCH)
    if answer := lists.answered(request, LOG, found, day=today, keep=keep):
        return answer
    listed = lists.shown(request, LOG, found, day=today, keep=keep)
    if person or listed.asked.words:
        listed.may_take = False
    context = {"which": which, "person": person, "empty": "projects/_log_empty.html"}
    return lists.page(request, "projects/log.html", listed, context)


def _person(request):
    """Whom the address names, if this role may see them; else 404. Nobody where it names nobody."""
    asked = request.GET.get("person", "")
    if not asked:
        return None
    pk = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 18 else 0
    return get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
