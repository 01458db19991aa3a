"""A speaker's own page, behind their private link: no account, and nothing changes by looking."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from meetings.actions import speakers as acts
from meetings.forms.day import ClaimForm
from members import files
from members.rules import Refused
from members.web import form_page, page, refusals_into, row_id


def _speaker(token, now):
    found = acts.find(token, now=now)
    if found is None:
        raise Http404
    return found


@login_not_required
def speaking(request, token):
    """Who they are, what they need, a photo, slides. An unknown link is a page that says whom to ring."""
    now = timezone.now()
    found = acts.find(token, now=now)
    if found is None:
        return page(request, "meetings/rsvp_unknown.html", status=404)
    step = request.POST.get("step", "save")
    if request.method == "POST" and step != "save":
        return _files(request, found, token, step, now=now)
    initial = {
        "bio": found.bio,
        "needs": found.needs,
        "photo_agreed": found.photo_agreed_at is not None,
        "photo_words": found.photo_words,
    }
    form = ClaimForm(request.POST or None, request.FILES or None, initial=initial)
    if getattr(request, "too_large", False):
        form.add_error("photo", "This photo is too large: at most 8 MB. Nothing was kept.")
    if form.is_valid():
        with refusals_into(form):
            acts.claim(speaker=found, token=token, now=now, **form.cleaned_data)
            messages.success(request, "Saved. You can come back to this page with the same link.")
            return redirect("speaking", token)
    return _draw(request, found, form, token, now=now)


def _files(request, found, token, step, *, now):
    if step == "away":
        pk = request.POST.get("file", "")
        acts.take_file_away(speaker=found, token=token, pk=row_id(pk), now=now)
        messages.success(request, "The file is gone.")
        return redirect("speaking", token)
    brought, wrong = request.FILES.get("file"), ""
    if getattr(request, "too_large", False):
        wrong = "This file is too large: at most 20 MB. Nothing was kept."
    elif brought is None:
        wrong = "Please choose a file first."
    else:
        try:
            acts.bring_file(speaker=found, token=token, file=brought, now=now)
            messages.success(request, "We have it. Thank you.")
            return redirect("speaking", token)
        except Refused as no:
            wrong = str(no)
    return _draw(
        request, found, ClaimForm(initial={"bio": found.bio, "needs": found.needs}), token, now=now, wrong=wrong
    )


def _draw(request, found, form, token, *, now, wrong=""):
    context = {
        "speaker": found, "gathering": found.gathering, "sessions": found.sessions.in_order(), "token": token,
        "files": found.files.select_related("file"), "wrong": wrong,
    }  # fmt: skip
    if wrong:
        return page(request, "meetings/day/speaking.html", {"form": form, **context}, status=422)
    return form_page(request, "meetings/day/speaking.html", form, context)


@login_not_required
def own_photo(request, token):
    """Their own photo, to look at."""
    found = _speaker(token, timezone.now())
    if not found.photo_id:
        raise Http404
    return files.response(found.photo, now=timezone.now())


@login_not_required
def own_file(request, token, pk):
    """Their own slides."""
    found = _speaker(token, timezone.now())
    brought = found.files.select_related("file").filter(pk=pk).first()
    if brought is None:
        raise Http404
    return files.response(brought.file, now=timezone.now())
