"""New safeguarding leads who wait for a yes of somebody who watches."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import leads as actions
from members.models import RoleGrant
from members.permissions import Permission
from members.queries import leads as queries
from members.web import needs, page, post_only, refusals_answered


@needs(Permission.CONFIRM_LEAD)
def leads_waiting(request):
    """Who was named, by whom, and two buttons."""
    return page(request, "members/leads_waiting.html", {"waiting": queries.waiting_for(request.actor)})


@post_only
@needs(Permission.CONFIRM_LEAD)
@refusals_answered
def lead_confirm(request, pk):
    """`yes=1`: they become a lead; otherwise they do not."""
    grant = get_object_or_404(RoleGrant.objects.filter(role="safeguarding").select_related("person"), pk=pk)
    now = timezone.now()
    if request.POST.get("yes"):
        actions.confirm(grant=grant, actor=request.actor, now=now)
        messages.success(request, f"{grant.person} is a safeguarding lead from now on, and is told.")
    else:
        actions.turn_down(grant=grant, actor=request.actor, now=now)
        messages.success(request, f"{grant.person} does not become a safeguarding lead. Whoever named them is told.")
    return redirect("members:leads_waiting")
