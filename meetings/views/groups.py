"""Other groups of people with lived experience: the list, one group, a visit, an invitation, a year to print."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings import groups as asking
from meetings.actions import groups as acting
from meetings.forms.groups import GroupForm, InvitationForm, VisitForm
from meetings.models import GroupInvitation, GroupVisit, OtherGroup
from members.permissions import Permission, can
from members.rules.fewest import fewest
from members.web import form_page, needs, once, page, paginate, post_only, refusals_answered, refusals_into

SEE, KEEP = Permission.SEE_GROUPS, Permission.KEEP_GROUPS
FIRST_YEAR = 2020


@needs(SEE)
def groups(request):
    rows = paginate(request, asking.listed(request.actor), per_page=30)
    return page(request, "meetings/groups.html", {"rows": rows, "year": timezone.localdate().year})


def _found(request, pk):
    return get_object_or_404(OtherGroup.objects.visible_to(request.actor).select_related("known_by"), pk=pk)


@needs(SEE)
def group(request, pk):
    """One group: what we know of them, every visit and invitation."""
    found, actor = _found(request, pk), request.actor
    visits = list(found.visits.prefetch_related("went__person"))
    went = asking.who_went(visits, actor)
    context = {
        "group": found,
        "knows": asking.who_knows(found, actor),
        "visits": [(visit, went[visit.pk]) for visit in visits],
        "fewest": fewest() if can(actor, Permission.SEE_DASHBOARD) and not can(actor, KEEP) else 0,
        "invitations": list(found.invitations.all()),
        "sees_contact": can(actor, KEEP) or found.known_by_id in actor.looks_after,
        "said": GroupInvitation.Said.choices[1:],
    }
    return page(request, "meetings/group.html", context)


def _kept(request, found):
    people = asking.ours(day=timezone.localdate())
    names = ("name", "where", "about", "contact_name", "contact_reach", "may_hold", "known_by")
    initial = {name: getattr(found, name) for name in names} if found else {}
    form = GroupForm(request.POST or None, people=people, initial=initial)
    if form.is_valid():
        with refusals_into(form):
            made = acting.keep(group=found, **form.cleaned_data, actor=request.actor, now=timezone.now())
            messages.success(request, "Saved.")
            return redirect("meetings:group", made.pk)
    return form_page(request, "meetings/group_form.html", form, {"group": found})


@needs(KEEP)
@once
def group_new(request):
    return _kept(request, None)


@needs(KEEP)
@once
def group_edit(request, pk):
    return _kept(request, _found(request, pk))


@post_only
@needs(KEEP)
def group_touch(request, pk):
    """No longer in touch, or in touch again."""
    acting.lose_touch(group=_found(request, pk), actor=request.actor, now=timezone.now())
    return redirect("meetings:group", pk)


@needs(KEEP)
@once
def visit_new(request, pk):
    found, now = _found(request, pk), timezone.now()
    form = VisitForm(request.POST or None, people=asking.ours(day=timezone.localdate(now)))
    if form.is_valid():
        with refusals_into(form):
            acting.visit(group=found, **form.cleaned_data, actor=request.actor, now=now)
            messages.success(request, "The visit is written down.")
            return redirect("meetings:group", pk)
    return form_page(request, "meetings/visit_new.html", form, {"group": found})


@post_only
@needs(KEEP)
def visit_away(request, pk):
    seen = GroupVisit.objects.filter(group__in=OtherGroup.objects.visible_to(request.actor))
    visit = get_object_or_404(seen, pk=pk)
    acting.take_visit_away(visit=visit, actor=request.actor)
    messages.success(request, "The visit is taken away.")
    return redirect("meetings:group", visit.group_id)


@needs(KEEP)
@once
def group_invite(request, pk):
    found = _found(request, pk)
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            acting.invite(group=found, **form.cleaned_data, actor=request.actor)
            messages.success(request, "Written down.")
            return redirect("meetings:group", pk)
    return form_page(request, "meetings/group_invite.html", form, {"group": found})


@post_only
@needs(KEEP)
@refusals_answered
def group_said(request, pk):
    """What was answered to an invitation."""
    seen = GroupInvitation.objects.filter(group__in=OtherGroup.objects.visible_to(request.actor))
    invitation = get_object_or_404(seen, pk=pk)
    acting.say(invitation=invitation, said=request.POST.get("said", ""), actor=request.actor)
    return redirect("meetings:group", invitation.group_id)


@needs(SEE)
def groups_year(request):
    """All the links of one calendar year, to print."""
    today, wanted = timezone.localdate(), request.GET.get("year", "")
    year = int(wanted) if wanted.isdecimal() and len(wanted) == 4 else today.year
    year = year if FIRST_YEAR <= year <= today.year else today.year
    rows = asking.year_of(request.actor, year)
    context = {
        "year": year,
        "rows": [row for row in rows if row.visits or row.invitations],
        "quiet": [row.group for row in rows if not row.visits and not row.invitations],
        "ours": sum(row.ours for row in rows),
        "theirs": sum(row.theirs for row in rows),
        "years": [
            (str(each), f"?year={each}", each == year)
            for each in range(today.year, max(FIRST_YEAR, today.year - 5), -1)
        ],
    }
    return page(request, "meetings/groups_year.html", context)
