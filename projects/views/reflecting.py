"""Looking back on one piece of work, from both sides: on the page, and on paper for whoever likes that better."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.models import Person
from members.permissions import Permission, Role, can, require
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into
from projects.actions import reflecting
from projects.forms.reflecting import FOUR, ReflectionForm, StepForm
from projects.models import Activity, Reflection, Side
from projects.queries import ladder as asks

EDIT, OWN = Permission.EDIT_LOG, Permission.OWN_MEMBERSHIP


def _activity(request, pk):
    found = Activity.objects.visible_to(request.actor).select_related("project", "team", "lead")
    return get_object_or_404(found, pk=pk)


@needs(EDIT)
@once
@refusals_answered
def step(request, pk):
    """The step as staff see it."""
    activity = _activity(request, pk)
    require(request.actor, EDIT, within=activity)
    before = asks.two_sides(activity).staff
    ladder = request.GET.get("ladder") or (before.step.framework_id if before else None)
    form = StepForm(request.POST or None, ladder=ladder, initial={"step": before.step_id if before else None})
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            chosen = form.cleaned_data["step"]
            reflecting.rate(activity=activity, step=chosen, actor=request.actor, now=timezone.now())
            messages.success(request, "Saved. Members say for themselves how it felt.")
            return redirect("projects:activity", pk)
    return form_page(request, "projects/step.html", form, {"activity": activity})


def _whose(request, activity):
    """Oneself; or for the desk somebody who took part, from paper or the telephone."""
    wanted = request.GET.get("person") or request.POST.get("person") or ""
    if not wanted:
        return request.actor.person, False
    if request.actor.role != Role.COORDINATOR:
        raise Http404
    took_part = Person.objects.visible_to(request.actor).filter(participations__activity=activity)
    return get_object_or_404(took_part, pk=wanted if wanted.isdecimal() and len(wanted) < 15 else 0), True


@needs(OWN)
@once
@refusals_answered
def reflect(request, pk):
    """Four questions. A member also says how it felt, and who may read it; the team's own are read by the team."""
    activity = _activity(request, pk)
    person, at_the_desk = _whose(request, activity)
    member = at_the_desk or not can(request.actor, EDIT, within=activity)
    side = Side.MEMBER if member else Side.STAFF
    # at the desk nothing is shown of what is theirs: the desk writes down, it does not read
    reflection, rating = (None, None) if at_the_desk else asks.own_of(activity, person, side=side)
    begin = {name: getattr(reflection, name) for name in (*FOUR, "read_by")} if reflection else {}
    begin["step"] = rating.step_id if rating else None
    form = ReflectionForm(request.POST or None, member=member, ladder=request.GET.get("ladder"), initial=begin)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            _keep(request, activity, person, member, at_the_desk, form.cleaned_data)
            messages.success(request, "Thank you. You can change it or take it back at any time.")
            return redirect("projects:activity", pk)
    context = {
        "activity": activity, "person": person, "at_the_desk": at_the_desk, "member": member,
        "wrote": reflection is not None or rating is not None,
    }  # fmt: skip
    return form_page(request, "projects/reflect.html", form, context)


def _keep(request, activity, person, member, at_the_desk, words):
    now = timezone.now()
    actor = request.actor.at_the_desk_for(person) if at_the_desk else request.actor
    same = {"activity": activity, "person": person, "actor": actor, "now": now}
    if member:
        reflecting.look_back(**same, **words)
    else:
        reflecting.reflect(side=Side.STAFF, **same, **words)


@post_only
@needs(OWN)
@refusals_answered
def reflect_take_back(request, pk):
    activity = _activity(request, pk)
    person, at_the_desk = _whose(request, activity)
    actor = request.actor.at_the_desk_for(person) if at_the_desk else request.actor
    reflecting.take_back(activity=activity, person=person, actor=actor, now=timezone.now())
    messages.success(request, "Taken back. Nobody reads it any more.")
    return redirect("projects:activity", pk)


@needs(OWN)
def reflect_paper(request, pk):
    """The same on paper, to print and fill in with a pen."""
    activity = _activity(request, pk)
    return page(request, "projects/reflect_paper.html", {"activity": activity, "form": ReflectionForm(member=True)})


@needs(EDIT)
def looked_back(request, pk):
    """What both sides say of one piece of work, for those who did it."""
    activity = _activity(request, pk)
    require(request.actor, EDIT, within=activity)
    shown, hidden = asks.read_by_the_team(activity)
    context = {
        "activity": activity, "shown": shown, "hidden": hidden, "sides": asks.two_sides(activity),
        "own": Reflection.objects.filter(
            activity=activity, person=request.actor.person, side=Side.STAFF
        ).exists(),
    }  # fmt: skip
    return page(request, "projects/looked_back.html", context)
