"""The organisations of the Network and who speaks for each."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from members import lists, queries
from members.actions import network
from members.forms.roles import OrganisationForm, RepresentativeForm
from members.models import Organisation, Person, Representative
from members.permissions import Permission
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
            network.name_representative(
                organisation=organisation, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
            return redirect("members:organisation", pk)
    today = timezone.localdate()
    speakers = list(organisation.representatives.select_related("person").order_by("-starts", "-pk"))
    context = {
        "organisation": organisation,
        "current": [s for s in speakers if s.ends is None or s.ends >= today],
        "former": [s for s in speakers if s.ends is not None and s.ends < today],
    }
    return form_page(request, "members/organisation.html", form, context)


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
