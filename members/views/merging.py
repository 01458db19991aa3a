"""Two records of one human being, side by side; then one."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from members.actions import merging
from members.forms.rights import MergeForm
from members.permissions import Permission
from members.queries.alike import alike
from members.views.person import find
from members.web import form_page, needs, page, refusals_answered, refusals_into, typed


@needs(Permission.MERGE_PEOPLE)
def merge_find(request, pk):
    """Which record is the same human being? Those that look alike first; else by name or number."""
    person, words = find(request, pk), typed(request, "q")
    return page(
        request, "members/merge_find.html", {"person": person, "words": words, "found": alike(person, words=words)}
    )


@needs(Permission.MERGE_PEOPLE)
@refusals_answered
def merge(request, pk, other):
    """`pk` stays, `other` becomes part of it."""
    stays, goes, now = find(request, pk), find(request, other), timezone.now()
    seen = merging.preview(stays=stays, goes=goes, actor=request.actor, now=now)
    form = MergeForm(request.POST or None, preview=seen)
    if form.is_valid():
        with refusals_into(form):
            merging.merge(
                stays=stays, goes=goes, actor=request.actor, now=now, choices=form.choices,
                sign_in=form.cleaned_data.get("sign_in", ""),
            )  # fmt: skip
            messages.success(request, "The two records are one now. Both histories are kept.")
            return redirect("members:person", pk)
    return form_page(request, "members/merge.html", form, {"stays": stays, "goes": goes, "seen": seen})
