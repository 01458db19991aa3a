"""Somebody may be too close to a piece of work: said signed in or by telephone, decided by the coordinator."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.permissions import Permission
from members.web import form_page, needs, next_page, post_only, refusals_answered, refusals_into
from projects.actions import settling
from projects.forms.fair import CloseForm
from projects.models import Conflict, Invitation
from projects.views.settling import find_invitation


@refusals_answered
def closeness(request, pk):
    """Signed in: I may be too close to it."""
    own = get_object_or_404(
        Invitation.objects.filter(person=request.actor.person).select_related("opportunity__project", "person"), pk=pk
    )
    return _declared(request, own, request.actor, done="/")


@needs(Permission.ANSWER_FOR)
@refusals_answered
def closeness_for(request, pk):
    """Somebody said so on the telephone."""
    invitation = find_invitation(request, pk)
    actor = request.actor.at_the_desk_for(invitation.person)
    return _declared(request, invitation, actor, done=f"/projects/work/{invitation.opportunity_id}/")


def _declared(request, invitation, actor, *, done):
    form = CloseForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            settling.declare(invitation=invitation, actor=actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Thank you for saying it. The coordinator decides, and tells you either way.")
            return redirect(next_page(request, default=done))
    own = invitation.person_id == actor.person_id
    return form_page(request, "projects/closeness.html", form, {"invitation": invitation, "back": done, "own": own})


@post_only
@needs(Permission.CHECK_WORK)
@refusals_answered
def closeness_decide(request, pk):
    """Takes part, or steps aside; thanked all the same."""
    conflict = get_object_or_404(Conflict.objects.select_related("invitation__opportunity__project"), pk=pk)
    aside = request.POST.get("aside") == "1"
    settling.decide_closeness(conflict=conflict, aside=aside, actor=request.actor, now=timezone.now())
    messages.success(request, "They step aside, are thanked and told." if aside else "They take part.")
    return redirect("projects:opportunity", conflict.invitation.opportunity_id)
