"""The Network's good practice: searching, reading, adding."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings.actions import practice as acting
from meetings.forms.network import PracticeForm
from meetings.models import Practice
from members import files
from members.permissions import Permission, can
from members.queries import at_the_table
from members.web import form_page, needs, of_module, once, page, paginate, post_only, refusals_into, typed

SEE, BRING = Permission.SEE_NETWORK, Permission.BRING_TO_THE_NETWORK


@of_module("network")
@needs(SEE)
def practices(request):
    """By words and by tag, the newest first."""
    seen = Practice.objects.visible_to(request.actor).standing().select_related("organisation")
    words, tag = typed(request, "q"), typed(request, "tag", longest=30)
    found = seen.about(words) if words else seen
    found = found.filter(tags__contains=[tag]) if tag else found
    tags = sorted({each for row in seen.values_list("tags", flat=True) for each in row})
    context = {
        "rows": paginate(request, found.newest(), per_page=20), "q": words, "tag": tag, "tags": tags,
        "away": list(Practice.objects.visible_to(request.actor).exclude(put_away_at=None).newest()[:20]),
    }  # fmt: skip
    return page(request, "meetings/practices.html", context)


def _mine(request):
    """The organisations in whose name this actor may write."""
    table = at_the_table(day=timezone.localdate())
    return table if request.actor.knows_everybody else table.filter(pk__in=request.actor.organisation_ids)


def _found(request, pk):
    seen = Practice.objects.visible_to(request.actor).select_related("organisation", "file")
    return get_object_or_404(seen, pk=pk)


def _form(request, **more):
    data = request.POST if request.method == "POST" else None
    return PracticeForm(data, request.FILES or None, organisations=_mine(request), **more)


def _too_large(request, form):
    if getattr(request, "too_large", False) and form.is_bound:
        form.add_error("file", "This file is too large: at most 10 MB. Nothing was kept.")


@of_module("network")
@needs(BRING)
@once
def practice_new(request):
    form = _form(request)
    _too_large(request, form)
    if form.is_valid():
        with refusals_into(form):
            made = acting.add(**form.cleaned_data, actor=request.actor, now=timezone.now())
            messages.success(request, "Thank you. The others can find it now.")
            return redirect("meetings:practice", made.pk)
    return form_page(request, "meetings/practice_form.html", form, {"practice": None})


@of_module("network")
@needs(SEE)
def practice(request, pk):
    found = _found(request, pk)
    return page(request, "meetings/practice.html", {"practice": found, "may": can(request.actor, BRING, within=found)})


def _own(request, pk):
    found = _found(request, pk)
    if not can(request.actor, BRING, within=found):
        raise Http404
    return found


@of_module("network")
@needs(BRING)
@once
def practice_edit(request, pk):
    found = _own(request, pk)
    initial = {"title": found.title, "what": found.what, "link": found.link, "tags": ", ".join(found.tags)}
    form = _form(request, initial=initial, has_file=found.file_id is not None, is_new=False)
    _too_large(request, form)
    if form.is_valid():
        with refusals_into(form):
            acting.edit(practice=found, **form.cleaned_data, actor=request.actor, now=timezone.now())
            messages.success(request, "Saved.")
            return redirect("meetings:practice", pk)
    return form_page(request, "meetings/practice_form.html", form, {"practice": found})


@post_only
@of_module("network")
@needs(BRING)
def practice_away(request, pk):
    """Put away, or, when it is away, brought back."""
    found = _own(request, pk)
    change = acting.bring_back if found.put_away_at else acting.put_away
    change(practice=found, actor=request.actor, now=timezone.now())
    messages.success(request, "It stands in the library again." if change is acting.bring_back else "It is put away.")
    return redirect("meetings:practices")


@of_module("network")
@needs(SEE)
def practice_file(request, pk):
    found = _found(request, pk)
    if found.file is None:
        raise Http404
    return files.response(found.file, now=timezone.now())
