"""Leading together: who does, for the staff of the project; what they did, for whoever leads it with us."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.models import Person
from members.permissions import Permission, require
from members.web import form_page, needs, once, post_only, refusals_answered, refusals_into
from projects.actions import co_leading
from projects.forms.co_leading import CoLeadForm, DidForm
from projects.forms.people import Picker
from projects.models import CoLead, Participation, Project

PLAN = Permission.PLAN_PROJECT


@needs(PLAN)
def co_lead_new(request, pk):
    """Somebody leads it together with us."""
    found = get_object_or_404(Project.objects.visible_to(request.actor).select_related("team", "lead"), pk=pk)
    require(request.actor, PLAN, within=found)
    now, posted = timezone.now(), request.POST or None
    took_part = Person.objects.filter(
        pk__in=Participation.objects.filter(activity__project=found, is_lived_experience=True).values("person")
    ).by_name()[:50]
    picker = Picker(request.actor, day=timezone.localdate(now), post=posted, known=took_part, hats=False)
    form = CoLeadForm(None if picker.is_step else posted, picker=picker)
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            said = form.cleaned_data
            made = co_leading.add(
                project=found, person=said["people"], hat=said["hat"], actor=request.actor, now=now
            )  # fmt: skip
            messages.success(request, f"{made.person} leads it with us. It stands on their first page.")
            return redirect("projects:project", pk=pk)
    chosen = {person.pk for person in picker.people}
    context = {
        "project": found,
        "picker": picker,
        "took_part": [person for person in took_part if person.pk not in chosen],
    }
    return form_page(request, "projects/co_lead_new.html", form, context)


@post_only
@needs(PLAN)
@refusals_answered
def co_lead_end(request, pk):
    """They do not lead it any more."""
    seen = Project.objects.visible_to(request.actor).values("pk")
    found = get_object_or_404(CoLead.objects.filter(project__in=seen).select_related("project__team"), pk=pk)
    require(request.actor, PLAN, within=found.project)
    co_leading.end(co_lead=found, actor=request.actor, now=timezone.now())
    messages.success(request, "Saved. What they did stays in the log.")
    return redirect("projects:project", pk=found.project_id)


def _mine(request, pk):
    mine = CoLead.objects.visible_to(request.actor).select_related("project__team", "project__lead", "person")
    return get_object_or_404(mine, pk=pk)


@once
def co_lead_did(request, pk):
    """Whoever leads it with us writes down what they did."""
    found, now = _mine(request, pk), timezone.now()
    form = DidForm(request.POST or None, initial={"on": timezone.localdate(now)})
    if form.is_bound and form.is_valid():
        with refusals_into(form):
            co_leading.write_down(
                co_lead=found, actor=request.actor, now=now, token=request.POST.get("once") or None, **form.cleaned_data
            )
            messages.success(request, "Thank you. It is written down, and counts.")
            return redirect("projects:my_part")
    return form_page(request, "projects/co_lead_did.html", form, {"together": found})


@post_only
@refusals_answered
def co_lead_hears(request, pk):
    """They would like to hear about the group."""
    co_leading.would_like_to_hear(co_lead=_mine(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "We are glad. Somebody from the involvement team is in touch with you.")
    return redirect("projects:my_part")
