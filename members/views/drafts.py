"""Drafts of long forms (for static/js/keep.js), and the page that gives back what was typed when a session ended."""

import json

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from members.actions import drafts
from members.words import clock, when


@require_http_methods(["GET", "POST"])
def draft(request, form):
    """GET: the words kept for this form, or 204. POST keeps them; with `_forget` it lets them go. Own drafts only."""
    person, now = request.actor.person, timezone.now()
    if request.method == "GET":
        kept = drafts.find(person=person, form=form, now=now)
        if kept is None:
            return HttpResponse(status=204)
        return JsonResponse({"fields": json.loads(kept.words)["fields"], "when": when(kept.updated_at)})
    if "_forget" in request.POST:
        drafts.forget(person=person, form=form)
        return HttpResponse(status=204)
    if not drafts.keep(person=person, form=form, words={"fields": drafts.fields_of(request.POST)}, now=now):
        return HttpResponse("That is more than we can keep.", status=413)
    return JsonResponse({"when": clock(now)})


@require_GET
def kept(request):
    """After signing in again: what was typed, to be looked at and sent."""
    return render(
        request, "members/kept.html", {"posts": drafts.posts_of(person=request.actor.person, now=timezone.now())}
    )


@require_POST
def kept_forget(request, pk):
    """Lets go of one such post."""
    drafts.forget(person=request.actor.person, pk=pk)
    return redirect("members:kept")
