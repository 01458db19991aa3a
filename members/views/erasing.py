"""Erasing somebody: what would go, what stays and why, whose name it is elsewhere; then the receipt."""

import json

from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import erasure
from members.forms.rights import EraseForm
from members.models import ErasureReceipt
from members.permissions import Permission
from members.queries.traces import MOST
from members.views.person import find
from members.web import form_page, needs, page, refusals_answered, refusals_into


@needs(Permission.ANSWER_RIGHTS)
@refusals_answered
def erase(request, pk):
    """Nothing goes before the name has been typed."""
    person, now = find(request, pk), timezone.now()
    seen = erasure.preview(person=person, actor=request.actor, now=now)
    form = EraseForm(request.POST or None, person=person)
    theirs, chosen = set(request.POST.getlist("theirs")), set(request.POST.getlist("rows"))
    if form.is_valid():
        with refusals_into(form):
            leave = frozenset(trace.key for trace in seen.unsure if trace.key not in theirs)
            rows = frozenset(row.pk for row in seen.maybe if str(row.pk) in chosen)
            receipt = erasure.erase(person=person, actor=request.actor, now=now, leave=leave, rows=rows)
            return redirect("members:receipt", receipt.number)
    context = {
        "person": person, "seen": seen, "unsure": seen.unsure[:MOST],
        "ticked": theirs if request.method == "POST" else {trace.key for trace in seen.unsure},
        "maybe": [
            (row, " · ".join(str(word) for word in json.loads(row.words).values() if word), str(row.pk) in chosen)
            for row in seen.maybe
        ],
    }  # fmt: skip
    return form_page(request, "members/erase.html", form, context)


@needs(Permission.ANSWER_RIGHTS)
def receipt(request, number):
    """What went and what stays, without a name: to print, to read out, to keep."""
    found = get_object_or_404(ErasureReceipt, number=number)
    return page(request, "members/receipt.html", {"receipt": found, "total": sum(found.counts.values())})
