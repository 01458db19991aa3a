"""Scoring: alone on the page, on paper or at the desk; and together, standard by standard."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.permissions import Permission, Role
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into
from projects.actions import assessing
from projects.forms.assessing import OwnScoreForm, SharedScoreForm
from projects.models import SCORES, Side
from projects.queries import assessing as asks
from projects.views.looks import find

SCORE, KEEP = Permission.SCORE_OURSELVES, Permission.KEEP_ASSESSMENT


def _whose(request):
    """Oneself, in the role that is active; or for the desk somebody who rang or sent a sheet."""
    wanted = request.GET.get("person") or request.POST.get("person") or ""
    if not wanted:
        member = request.actor.role == Role.MEMBER
        return request.actor.person, Side.MEMBER if member else Side.STAFF, False
    if request.actor.role != Role.COORDINATOR:
        raise Http404
    people = asks.asked(day=timezone.localdate())
    person = get_object_or_404(people, pk=wanted if wanted.isdecimal() and len(wanted) < 15 else 0)
    return person, Side.MEMBER if asks.is_member(person) else Side.STAFF, person != request.actor.person


@needs(SCORE)
@once
@refusals_answered
def look_score(request, pk):
    """Each standard, one number or none. At the desk nothing is shown of what is theirs."""
    found = find(request, pk)
    person, side, at_the_desk = _whose(request)
    own = {} if at_the_desk else asks.own_of(found, person)
    items = found.framework.items.order_by("place", "pk")
    form = OwnScoreForm(request.POST or None, items=items, own=own)
    is_open = found.is_open(today=timezone.localdate())
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            actor = request.actor.at_the_desk_for(person) if at_the_desk else request.actor
            assessing.score(
                assessment=found, person=person, side=side, scores=form.scores, actor=actor, now=timezone.now()
            )
            messages.success(request, "Thank you. You can change it until the last day.")
            return redirect("projects:look_people" if at_the_desk else "projects:look", pk)
    context = {
        "look": found,
        "person": person,
        "at_the_desk": at_the_desk,
        "wrote": bool(own),
        "is_open": is_open,
        "own": [(item.name, own[item.pk]) for item in form.items if item.pk in own],
    }
    return form_page(request, "projects/look_score.html", form, context)


@post_only
@needs(SCORE)
@refusals_answered
def look_take_back(request, pk):
    assessing.take_back(
        assessment=find(request, pk), person=request.actor.person, actor=request.actor, now=timezone.now()
    )
    messages.success(request, "Taken back. Nothing of yours is counted.")
    return redirect("projects:look", pk)


@require_safe
@needs(SCORE)
def look_paper(request, pk):
    """The same on paper, to fill in with a pen."""
    found = find(request, pk)
    context = {"look": found, "items": found.framework.items.order_by("place", "pk"), "scores": SCORES}
    return page(request, "projects/look_paper.html", context)


@needs(KEEP)
@once
@refusals_answered
def look_together(request, pk, item):
    """One standard at the meeting: both sides on the table, one score, why, and what next."""
    found, today = find(request, pk), timezone.localdate()
    rows = asks.rows_of(found, today=today)
    row = next((each for each in rows if each.item.pk == item), None)
    if row is None:
        raise Http404
    form = SharedScoreForm(request.POST or None, initial=_begin(row.shared))
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            assessing.share(
                assessment=found, item=row.item, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )  # fmt: skip
            messages.success(request, f"{row.item.name}: written down.")
            after = next((each for each in rows if each.shared is None and each.item.pk != item), None)
            return redirect("projects:look_together", pk, after.item.pk) if after else redirect("projects:look", pk)
    context = {"look": found, "row": row, "is_over": found.is_over(today=today)}
    return form_page(request, "projects/look_together.html", form, context)


def _begin(shared):
    if shared is None:
        return {}
    said = {"score": shared.score, "why": shared.why, "next_step": shared.next_step}
    if shared.goal is not None:
        goal = shared.goal
        said |= {"due_on": goal.due_on, "staff_owner": goal.staff_owner_id, "member_owner": goal.member_owner_id}
    return said
