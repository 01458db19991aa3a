"""Roles: what somebody may do, given and ended by a coordinator; and which of one's own roles is active."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import charity, queries
from members.actions import roles as actions
from members.forms.roles import RoleForm
from members.models import Person, RoleGrant
from members.permissions import GRANTS, Permission, Role
from members.queries import leads
from members.views.person import find
from members.web import form_page, needs, once, post_only, refusals_answered, refusals_into
from members.words import day


@needs(Permission.GRANT_ROLES)
@once
def roles(request, pk):
    """Every role this person has and had, and a form to give one."""
    person = find(request, pk)
    today = timezone.localdate()
    form = RoleForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            grant = actions.give(person=person, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, from_when(grant))
            return redirect("members:roles", pk)
    grants = list(queries.roles_of(person))
    context = {
        "person": person,
        "current": [g for g in grants if g.ends is None or g.ends >= today],
        "ended": [g for g in grants if g.ends is not None and g.ends < today],
        "table": [(role.label, [p.value for p in GRANTS[role]]) for role in Role],
    }
    return form_page(request, "members/roles.html", form, context)


def _who_was_told(grant) -> str:
    if leads.to_be_told(lead=grant.person, giver=grant.granted_by, day=timezone.localdate()):
        return "The other coordinators, the trustees and the administrators have a letter."
    if address := charity.current().email:
        return f"You are the only one here, so a letter goes to {address}."
    return "You are the only one here, and the charity has no email address yet: please tell a second person yourself."


def from_when(grant) -> str:
    """What the coordinator reads about a role that was just given."""
    if grant.waits:
        return (
            f"{grant.person} is named as safeguarding lead. It opens nothing until another lead, or the Management "
            "Board, says yes; they have a letter."
        )
    if grant.starts > timezone.localdate():
        return (
            f"{grant.person} is named as safeguarding lead. Nobody here can confirm it, so it begins on {day(grant.starts)}; "
            f"until then it can be taken back. {_who_was_told(grant)}"
        )
    return f"{grant.person} is {grant.get_role_display()} from now on."


@post_only
@needs(Permission.GRANT_ROLES)
@refusals_answered
def role_end(request, pk):
    grant = get_object_or_404(RoleGrant.objects.filter(person__in=Person.objects.visible_to(request.actor)), pk=pk)
    actions.end(grant=grant, actor=request.actor, now=timezone.now())
    messages.success(request, "That role has ended. The next page they open no longer has it.")
    return redirect("members:roles", grant.person_id)


@post_only
def switch_role(request):
    """From the next page on, this session acts in the role that was chosen, if the person holds it."""
    _ = request.actor.role  # fills request.roles
    wanted = request.POST.get("role", "")
    if wanted in [role.value for role in request.roles]:
        request.session["active_role"] = wanted
        messages.success(request, f"You are now using the site as: {Role(wanted).label}.")
    else:
        messages.error(request, "You do not have that role, so nothing was changed.")
    return redirect("home")
