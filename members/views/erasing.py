"""Erasing somebody: what would go, what stays and why, whose name it is elsewhere; how far it is; then the receipt."""

import json

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import erasing
from members.forms.rights import EraseForm
from members.models import ErasureReceipt, ImportRow, Job, Person
from members.permissions import Permission
from members.queries import traces
from members.queries.needles import needles_of
from members.rules.rights import check_can_erase
from members.views.person import find
from members.web import form_page, needs, page, post_only, refusals_answered, refusals_into, wants_part


@post_only
@needs(Permission.ANSWER_RIGHTS)
@refusals_answered
def erase_look(request, pk):
    """Find out what would go; it takes a while, and nothing goes."""
    job = erasing.look(person=find(request, pk), actor=request.actor, now=timezone.now())
    return redirect("members:erasing", job.pk)


@needs(Permission.ANSWER_RIGHTS)
@refusals_answered
def erase(request, pk):
    """Nothing goes before the name has been typed."""
    person, now = find(request, pk), timezone.now()
    check_can_erase(person, actor=request.actor, day=timezone.localdate(now))
    if job := erasing.under_way(person):
        return redirect("members:erasing", job.pk)
    seen = erasing.looked_at(person, now=now)
    if seen is None:
        return page(request, "members/erase_first.html", {"person": person})
    form = EraseForm(request.POST or None, person=person)
    theirs, chosen = set(request.POST.getlist("theirs")), set(request.POST.getlist("rows"))
    if form.is_valid():
        with refusals_into(form):
            job = erasing.begin(
                person=person, actor=request.actor, now=now, theirs=theirs & set(seen.facts["unsure"]),
                rows={pk for pk in seen.facts["maybe"] if str(pk) in chosen},
            )  # fmt: skip
            return redirect("members:erasing", job.pk)
    ticked = theirs if request.method == "POST" else None
    return form_page(request, "members/erase.html", form, _found(person, seen, ticked=ticked, chosen=chosen))


def _found(person, seen, *, ticked, chosen):
    """What the look found, in the words that stand there now; nobody has ticked anything yet where `ticked` is None."""
    needles = needles_of(person)
    unsure = traces.again(seen.facts["unsure"], needles)
    if ticked is None:
        ticked = {trace.key for trace in unsure if not trace.of_another}
    rows = ImportRow.objects.filter(pk__in=seen.facts["maybe"], person=person).select_related("people_import")
    return {
        "person": person, "seen": seen.facts, "looked_at": seen.ended_at, "ticked": ticked,
        "sure": traces.again(seen.facts["sure"], needles), "unsure": unsure,
        "too_many": seen.facts["unsure_count"] > len(seen.facts["unsure"]),
        "maybe": [
            (row, " · ".join(str(word) for word in json.loads(row.words).values() if word), str(row.pk) in chosen)
            for row in rows.order_by("people_import", "number")
        ],
    }  # fmt: skip


@needs(Permission.ANSWER_RIGHTS)
def erasing_now(request, pk):
    """How far the look or the erasure is; once it is over, its page."""
    job = get_object_or_404(Job, pk=pk, kind__in=[erasing.LOOK, erasing.ERASE])
    person = Person.objects.visible_to(request.actor).filter(pk=job.facts.get("person")).first()
    if person is None:
        job.refresh_from_db()  # it may have ended between the two questions
    if person is None and "receipt" not in job.facts and "refused" not in job.facts:
        raise Http404
    is_over = job.state == Job.State.DONE or "receipt" in job.facts
    if is_over and "refused" not in job.facts:
        receipt = job.facts.get("receipt")
        there = redirect("members:receipt", receipt) if receipt else redirect("members:erase", person.pk)
        if wants_part(request):
            there.headers["HX-Redirect"], there.status_code = there.headers["Location"], 200
        return there
    context = {"job": job, "person": person, "is_look": job.kind == erasing.LOOK}
    return page(request, "members/erasing.html", context, partial="members/_erasing.html")


@needs(Permission.ANSWER_RIGHTS)
def receipt(request, number):
    """What went and what stays, without a name: to print, to read out, to keep."""
    found = get_object_or_404(ErasureReceipt, number=number)
    return page(request, "members/receipt.html", {"receipt": found, "total": sum(found.counts.values())})
