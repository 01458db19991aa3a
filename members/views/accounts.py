"""Who has access, on one page; inviting, ending, and saying once a quarter that it is still right."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import charity
from members.actions import accounts as actions
from members.forms.accounts import InviteForm
from members.models import Person, RoleGrant
from members.permissions import Permission
from members.queries import accounts, cover, leads
from members.views.roles import from_when
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into, row_id


@needs(Permission.SEE_ACCESS_LIST)
def who_has_access(request):
    """Every role but *member*: who, since when, last signed in, second step, and when it was last confirmed."""
    now = timezone.now()
    held = accounts.who_has_access(now=now)
    context = {
        "held": held,
        "count": len({grant.person_id for each in held for grant in each.grants}),
        "members": accounts.members_with_access(now=now),
        "waiting": list(leads.waiting()),
        "beginning": list(leads.beginning(day=timezone.localdate(now))),
        "due": accounts.is_due(charity.current(), now=now),
        "quarter_ago": now - accounts.QUARTER,
    }
    return page(request, "members/who_has_access.html", context)


@needs(Permission.GRANT_ROLES)
@once
def invite(request):
    """Staff, trustees, the Management Board, partners: an address and a role, and a letter says how to sign in."""
    known = accounts.written_to_at(request.POST.get("email", "").strip()) if request.method == "POST" else ()
    asked = "who" in request.POST
    form = InviteForm(request.POST or None, known=known if asked else ())
    if form.is_valid():
        try_again = None
        with refusals_into(form):
            grant, was_known = actions.invite(actor=request.actor, now=timezone.now(), **form.facts)
            words = "We knew them already. " if was_known else ""
            messages.success(request, f"{words}{from_when(grant)} A letter says how to sign in.")
            return redirect("members:who_has_access")
        if "who" not in form.fields and known:
            try_again = InviteForm(request.POST, known=known)
            try_again.is_valid()
            try_again.add_error("who", "We write to somebody at this address already. Please say who it is.")
        form = try_again or form
    return form_page(request, "members/invite.html", form)


@post_only
@needs(Permission.GRANT_ROLES)
@refusals_answered
def invite_again(request, pk):
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    actions.send_again(person=person, actor=request.actor, now=timezone.now())
    messages.success(request, f"The letter that says how to sign in is on its way to {person} again.")
    return redirect("members:who_has_access")


@needs(Permission.GRANT_ROLES)
@refusals_answered
def access_end(request, pk):
    """What will happen, then it happens."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    now = timezone.now()
    if request.method == "POST":
        actions.end_access(person=person, actor=request.actor, now=now)
        messages.success(request, f"{person} cannot sign in any more, and is signed out everywhere.")
        return redirect("members:who_has_access")
    context = {
        "person": person,
        "grants": person.grants.on(timezone.localdate(now))
        .select_related("team", "organisation")
        .order_by("role", "pk"),
        "alone": [role.label for role in cover.roles_held_alone(person, day=timezone.localdate(now))],
    }
    return page(request, "members/access_end.html", context)


@post_only
@needs(Permission.SEE_ACCESS_LIST)
@refusals_answered
def access_confirm(request):
    """*Still right*: with `grant` that one, without it every one on the page."""
    wanted = request.POST.get("grant", "")
    grant = None
    if wanted:
        visible = RoleGrant.objects.filter(person__in=Person.objects.visible_to(request.actor))
        grant = get_object_or_404(visible, pk=row_id(wanted))
    count = actions.confirm(actor=request.actor, now=timezone.now(), grant=grant)
    said = "That one is confirmed." if grant else f"Confirmed: all {count}. We ask again in three months."
    messages.success(request, said)
    return redirect("members:who_has_access")
