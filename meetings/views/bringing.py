"""A partner brings people of their own organisation: type or upload a list, look at each row's fate, then press once."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings import bringing
from meetings.actions import registrations
from meetings.forms.bringing import BringForm
from meetings.gathering_rules import days_of, why_closed
from meetings.models import Gathering, Registration
from members.models import Organisation
from members.permissions import Permission
from members.web import Refused, needs, once, page, refusals_into
from members.words import plural


@needs(Permission.BRING_PEOPLE)
@once
def bring(request, pk):
    """The list, its dry run, and the rows their organisation has brought so far."""
    now = timezone.now()
    gathering = get_object_or_404(Gathering.objects.visible_to(request.actor), pk=pk)
    organisation = get_object_or_404(
        Organisation.objects.filter(pk__in=request.actor.organisation_ids).order_by("name", "pk")[:1]
    )
    rows, sure = None, request.POST.get("step") == "bring"
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            if no := why_closed(gathering, now=now):
                raise Refused(no)
            rows = bringing.read(form.words, gathering=gathering, now=now)
            if sure:
                counts = _bring(rows, gathering, organisation, actor=request.actor, now=now)
                messages.success(request, f"{plural(counts[0], 'person is,people are')} on the list now.{counts[1]}")
                return redirect("meetings:bring", pk)
    context = {
        "gathering": gathering,
        "days": days_of(gathering),
        "organisation": organisation,
        "form": form,
        "rows": rows,
        "fine": sum(row.is_fine for row in rows or []),
        "words": form.words if rows else "",
        "closed": why_closed(gathering, now=now),
        "brought": Registration.objects.filter(gathering=gathering, brought_by=organisation).by_name().defer("needs"),
    }
    return page(request, "meetings/bring.html", context, status=422 if form.errors else 200)


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
    return done, f" Left out, because they are on it already: {', '.join(left)}." if left else ""
