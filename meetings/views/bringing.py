"""A partner brings people of their own organisation: type or upload a list, look at each row's fate, then press once."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from meetings import bringing
from meetings.actions import registrations
from meetings.forms.bringing import TOO_LARGE, BringForm
from meetings.gathering_rules import days_of, why_closed, without_number
from meetings.models import Gathering, Registration
from members.models import Organisation
from members.permissions import Permission
from members.web import Refused, needs, once, page, refusals_into
from members.words import plural


@needs(Permission.BRING_PEOPLE)
@once
def bring(request, pk):
    """The list, its dry run, and the people their organisation tells itself how it stands."""
    now = timezone.now()
    gathering = get_object_or_404(Gathering.objects.visible_to(request.actor), pk=pk)
    mine = list(Organisation.objects.filter(pk__in=request.actor.organisation_ids).order_by("name", "pk"))
    organisation = _which(request, mine)
    here = f"{reverse('meetings:bring', args=[pk])}?organisation={organisation.pk}"
    rows, sure = None, request.POST.get("step") == "bring"
    form = BringForm(request.POST or None, request.FILES or None)
    if getattr(request, "too_large", False):
        form.add_error("file", TOO_LARGE)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            if no := why_closed(gathering, now=now):
                raise Refused(no)
            rows = bringing.read(form.words, gathering=gathering, organisation=organisation, now=now)
            if sure:
                counts = _bring(rows, gathering, organisation, actor=request.actor, now=now)
                messages.success(request, f"Thank you. You registered {plural(counts[0], 'person,people')}.{counts[1]}")
                return redirect(here)
    brought = Registration.objects.filter(gathering=gathering, brought_by=organisation, way="")
    context = {
        "gathering": gathering,
        "days": days_of(gathering),
        "organisation": organisation,
        "here": here,
        "others": [each for each in mine if each != organisation],
        "form": form,
        "rows": rows,
        "fine": sum(row.is_fine for row in rows or []),
        "words": form.words if rows else "",
        "closed": why_closed(gathering, now=now),
        "brought": [(without_number(each.name), each) for each in brought.by_name().defer("needs")],
    }
    return page(request, "meetings/bring.html", context, status=422 if form.errors else 200)


def _which(request, mine):
    """The organisation chosen in the address, or the first of those they speak for."""
    said = request.GET.get("organisation") or (str(mine[0].pk) if mine else "")
    found = next((each for each in mine if str(each.pk) == said), None)
    if found is None:
        raise Http404
    return found


def _bring(rows, gathering, organisation, *, actor, now):
    """Every good row; one that somebody else registered meanwhile is left out and said so."""
    done, left = 0, []
    for row in rows:
        if row.is_fine:
            try:
                registrations.bring(
                    gathering=gathering, asked=row.asked, organisation=organisation, actor=actor, now=now
                )
                done += 1
            except Refused:
                left.append(row.name)
    return done, f" Left out, because you brought them already: {', '.join(left)}." if left else ""
