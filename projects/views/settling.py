"""Who does it, somebody too close to it, the ten points of a panel, done and told."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.permissions import Permission
from members.web import Refused, form_page, needs, once, page, post_only, refusals_answered, refusals_into
from projects.actions import panels, settling
from projects.forms.fair import DoneForm
from projects.forms.people import Picker, numbers
from projects.models import WHAT_FOR, Invitation, Outcome, Point
from projects.queries.settling import settles
from projects.views.work import find_work

INVITE = Permission.INVITE_TO_WORK


@needs(INVITE)
@once
@refusals_answered
def choose(request, pk):
    """Tick who does it, or draw lots where more would like to than there are places; everybody is told."""
    now, found = timezone.now(), find_work(request, pk)
    ticked, refused = None, ""
    if request.method == "POST" and request.POST.get("step") == "draw":
        settling.draw(opportunity=found, actor=request.actor, now=now)
        messages.success(request, "Drawn. Everybody who answered is told, each by their own way.")
        return redirect("projects:opportunity", pk)
    if request.method == "POST":
        ticked = numbers(request.POST.getlist("people"))
        try:
            settling.choose(opportunity=found, people=ticked, actor=request.actor, now=now)
        except Refused as no:
            refused = str(no)
        else:
            messages.success(request, "Settled. Everybody who answered is told, each by their own way.")
            return redirect("projects:opportunity", pk)
    said = settles(found, now=now)
    if ticked is None:  # where there is room for everybody, everybody who said yes
        ticked = [] if said.more_than_places else [each.invitation.person_id for each in said.willing if each.said_yes]
    context = {
        "opportunity": found, "said": said, "closed": found.is_closed(now=now), "ticked": ticked, "refused": refused,
        "kept": said.kept(found),
    }  # fmt: skip
    return page(request, "projects/choose.html", context, status=409 if refused else 200)


def find_invitation(request, pk):
    found = Invitation.objects.visible_to(request.actor).select_related("opportunity__project", "person")
    return get_object_or_404(found, pk=pk)


@post_only
@needs(INVITE)
@refusals_answered
def give_place(request, pk):
    """A free place goes to somebody who would have liked to."""
    invitation = find_invitation(request, pk)
    settling.give_place(invitation=invitation, actor=request.actor, now=timezone.now())
    messages.success(request, f"{invitation.person.name} has the place, and is told.")
    return redirect("projects:opportunity", invitation.opportunity_id)


@post_only
@needs(Permission.ANSWER_FOR)
@refusals_answered
def step_back(request, pk):
    """They cannot after all, and said so by telephone."""
    invitation = find_invitation(request, pk)
    settling.step_back(invitation=invitation, actor=request.actor, now=timezone.now())
    messages.success(request, "Written down. Their place is free for somebody else.")
    return redirect("projects:opportunity", invitation.opportunity_id)


@needs(INVITE)
@refusals_answered
def panel(request, pk):
    """The ten points, and who did what."""
    found = find_work(request, pk)
    if request.method == "POST":
        settling_of = {
            "done": request.POST.get("done") == "1",
            "note": request.POST.get("note", "").replace("\x00", ""),
        }
        panels.tick(
            opportunity=found,
            point=request.POST.get("point", ""),
            actor=request.actor,
            now=timezone.now(),
            **settling_of,
        )
        return redirect("projects:panel", pk)
    done = {each.point: each for each in found.panel_points.select_related("done_by")}
    rows = [(point, point.label, WHAT_FOR[point], done.get(point)) for point in Point]
    count = sum(each.done_at is not None for each in done.values())
    context = {"opportunity": found, "rows": rows, "count": count, "missing": len(rows) - count}
    return page(request, "projects/panel.html", context)


@needs(INVITE)
@once
@refusals_answered
def finish(request, pk):
    """It is done: logged, and told."""
    now, found = timezone.now(), find_work(request, pk)
    chosen = [
        each.person for each in found.invitations.filter(outcome=Outcome.CHOSEN).select_related("person").in_order()
    ]
    today = timezone.localdate(now)
    begin = {"done_on": min(found.ends_on or found.starts_on or today, today), "kind": found.about_kind_id}
    begin["hours"] = int(found.hours * 60) if found.hours is not None else None
    form = DoneForm(request.POST or None, initial=begin)
    all_of_them = Picker(request.actor, day=today, chosen=chosen)
    picker = Picker(request.actor, day=today, post=request.POST, known=chosen) if form.is_bound else all_of_them
    if form.is_valid():
        with refusals_into(form):
            said = form.cleaned_data
            settling.finish(
                opportunity=found, done_on=said["done_on"], what_happened=said["what_happened"], minutes=said["hours"],
                came=[person for person in picker.people if person in chosen], kind=said["kind"], hats=picker.hats,
                actor=request.actor, now=now,
            )  # fmt: skip
            messages.success(request, "Done and logged. Everybody who did it is told what came of it.")
            return redirect("projects:opportunity", pk)
    came, hats = {person.pk for person in picker.people}, {each.person.pk: each for each in picker.chosen}
    rows = [(each, each.person.pk in came, hats.get(each.person.pk, each).hats) for each in all_of_them.chosen]
    context = {"opportunity": found, "rows": rows, "hat_choices": picker.hat_choices}
    return form_page(request, "projects/done.html", form, context)


@post_only
@needs(INVITE)
@refusals_answered
def work_told(request, pk):
    """They have heard what came of it from a person."""
    invitation = find_invitation(request, pk)
    settling.told_face_to_face(invitation=invitation, actor=request.actor, now=timezone.now())
    messages.success(request, "Written down: told.")
    return redirect("projects:opportunity", invitation.opportunity_id)
