"""Answering an invitation to a piece of work: from its link, without a session, or signed in; one press (contract)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from members.actions import ringing
from members.permissions import by_link
from members.post import links
from members.rules import Refused
from members.web import next_page, post_only, wants_part
from members.words import day
from projects.actions import asking, settling
from projects.forms.fair import CloseForm
from projects.models import Invitation


def by_token(token, *, now):
    """The invitation behind a live link; None, with no hint why, when there is none."""
    link = links.find(token, purpose="invitation", now=now)
    if link is None:
        return None
    word, _, number = link.about.partition(":")
    found = Invitation.objects.select_related(
        "opportunity__project", "opportunity__asked_by", "opportunity__staff_lead", "person", "conflict"
    )
    return found.filter(opportunity_id=number, person_id=link.person_id).first() if word == "opportunity" else None


@login_not_required
def invitation(request, token):
    """GET shows and changes nothing; POST `answer` is the one press. Unknown, ended and revoked links look the same."""
    now = timezone.now()
    found = by_token(token, now=now)
    if found is None:
        return render(request, "projects/no_invitation.html", status=404)
    if request.method != "POST":
        return _shown(request, found, token, now=now)
    try:
        answer = request.POST.get("answer", "")
        found = asking.answer(invitation=found, answer=answer, actor=by_link(found.person), now=now)
    except Refused as no:
        found = by_token(token, now=now)
        return _shown(request, found, token, now=now, refused=str(no), status=409)
    if wants_part(request):
        return _shown(request, found, token, now=now, just_now=True)
    return HttpResponseRedirect(request.path, status=303)


def _shown(request, found, token, *, now, refused="", just_now=False, rung=None, status=200):
    opportunity = found.opportunity
    context = {
        "invitation": found,
        "opportunity": opportunity,
        "project": opportunity.project,
        "closed": opportunity.is_closed(now=now),
        "refused": refused,
        "just_now": just_now,
        "rung": rung,
        "here": request.path if not rung else reverse("invitation", args=[token]),
        "ring_url": reverse("invitation_ring", args=[token]),
        "close_url": reverse("invitation_close", args=[token]),
        "declared": getattr(found, "conflict", None),
    }
    template = "projects/_answer.html" if wants_part(request) else "projects/invitation.html"
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


@login_not_required
@post_only
def invitation_ring(request, token):
    """*Please ring me*, from the link."""
    now = timezone.now()
    found = by_token(token, now=now)
    if found is None:
        return render(request, "projects/no_invitation.html", status=404)
    about = found.opportunity.about_word
    asked = ringing.ring_me(person=found.person, actor=by_link(found.person), about=about, now=now)
    return _shown(request, found, token, now=now, rung=day(ringing.ring_by(now=asked.asked_at)))


@login_not_required
def invitation_close(request, token):
    """*I may be too close to it*, from the link."""
    now = timezone.now()
    found = by_token(token, now=now)
    if found is None:
        return render(request, "projects/no_invitation.html", status=404)
    form, refused = CloseForm(request.POST or None), ""
    if form.is_valid():
        try:
            settling.declare(invitation=found, actor=by_link(found.person), now=now, **form.cleaned_data)
            return HttpResponseRedirect(reverse("invitation", args=[token]), status=303)
        except Refused as no:
            refused = str(no)
    context = {"invitation": found, "form": form, "refused": refused, "back": reverse("invitation", args=[token])}
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "projects/closeness_by_link.html", context, status=status)


@post_only
def answer(request, pk):
    """The same for somebody signed in, from their home."""
    now = timezone.now()
    own = Invitation.objects.filter(person_id=request.actor.person_id).select_related("opportunity__project", "person")
    found = get_object_or_404(own, pk=pk)
    refused = ""
    try:
        found = asking.answer(invitation=found, answer=request.POST.get("answer", ""), actor=request.actor, now=now)
    except Refused as no:
        refused = str(no)
    if wants_part(request) or refused:
        found.refused = refused
        context = {"invitation": found}
        template = "projects/_invitation.html" if wants_part(request) else "projects/answered.html"
        return render(request, template, context, status=409 if refused else 200)
    return HttpResponseRedirect(next_page(request), status=303)
