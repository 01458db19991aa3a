"""The organisations of the Network and who speaks for each."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from members import lists, queries
from members.actions import network
from members.forms.roles import OrganisationEditForm, OrganisationForm, RepresentativeForm
from members.models import Organisation, Person, Representative, RoleGrant
from members.permissions import Permission, Role
from members.queries.organisations_list import ORGANISATIONS
from members.web import form_page, history_page, needs, of_module, once, post_only, refusals_answered, refusals_into


@of_module("network")
@needs(Permission.SEE_NETWORK)
def organisations(request):
    """Everybody who sits at the Network's table; my own organisation first."""
    today = timezone.localdate()
    found = queries.at_the_table(day=today)
    if answer := lists.answered(request, ORGANISATIONS, found, day=today):
        return answer
    shown = lists.shown(request, ORGANISATIONS, found, day=today)
    mine = list(queries.with_speakers(found.filter(pk__in=request.actor.organisation_ids), day=today))
    return lists.page(request, "members/organisations.html", shown, {"mine": mine})


@of_module("network")
@needs(Permission.EDIT_PEOPLE)
@once
def organisation_new(request):
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            network.add(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("members:organisations")
    return form_page(request, "members/organisation_new.html", form)


@of_module("network")
@needs(Permission.EDIT_PEOPLE)
@once
def organisation(request, pk):
    """One organisation: who has spoken for it, and naming somebody."""
    organisation = get_object_or_404(Organisation, pk=pk)
    people = Person.objects.visible_to(request.actor).filter(died_on=None).by_name()
    form = RepresentativeForm(request.POST or None, people=people)
    if form.is_valid():
        with refusals_into(form):
            _name(request, organisation, form.cleaned_data)
            return redirect("members:organisation", pk)
    today = timezone.localdate()
    speakers = list(organisation.representatives.select_related("person").order_by("-starts", "-pk"))
    context = {
        "organisation": organisation,
        "left_over": RoleGrant.objects.on(today)
        .filter(role=Role.PARTNER, organisation=organisation)
        .exclude(person__in=organisation.representatives.on(today).values("person"))
        .select_related("person")
        .order_by("pk"),
        "current": [s for s in speakers if s.ends is None or s.ends >= today],
        "former": [s for s in speakers if s.ends is not None and s.ends < today],
    }
    return form_page(request, "members/organisation.html", form, context)


def _name(request, organisation, said):
    """Somebody we know, or somebody new who needs no account."""
    common = {"part": said["part"], "starts": said["starts"], "actor": request.actor, "now": timezone.now()}
    if said["person"]:
        network.name_representative(organisation=organisation, person=said["person"], **common)
    else:
        newcomer = {each: said[each] for each in ("name", "way", "address")}
        network.name_newcomer(organisation=organisation, **newcomer, **common)


@of_module("network")
@needs(Permission.EDIT_PEOPLE)
@once
def organisation_edit(request, pk):
    """Its name, sector, and the days it joined and left."""
    organisation = get_object_or_404(Organisation, pk=pk)
    names = ("name", "short_name", "sector", "joined_on", "left_on")
    form = OrganisationEditForm(request.POST or None, initial={name: getattr(organisation, name) for name in names})
    if form.is_valid():
        with refusals_into(form):
            network.edit(organisation=organisation, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("members:organisation", pk)
    return form_page(request, "members/organisation_edit.html", form, {"organisation": organisation})


@post_only
@needs(Permission.EDIT_PEOPLE)
@refusals_answered
def representative_end(request, pk):
    representative = get_object_or_404(Representative, pk=pk)
    network.end_representative(representative=representative, actor=request.actor, now=timezone.now())
    return redirect("members:organisation", representative.organisation_id)


@needs(Permission.EDIT_PEOPLE)
def organisation_history(request, pk):
    """What changed about an organisation, and who spoke for it."""
    organisation = get_object_or_404(Organisation, pk=pk)
    return history_page(request, organisation, title=organisation.name, back=reverse("members:organisation", args=[pk]))
