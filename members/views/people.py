"""The list of people, and adding somebody."""

from django.shortcuts import redirect
from django.utils import timezone

from members import lists
from members.actions import people as actions
from members.forms.people import NewPersonForm
from members.models import Person
from members.permissions import Permission
from members.queries.people_list import PEOPLE
from members.web import form_page, needs, once, refusals_into


@needs(Permission.SEE_CONTACT)
def people(request):
    """Fifty a page, by name; searched by name, narrowed by body, way of reaching them, membership, role and break."""
    today = timezone.localdate()
    found = Person.objects.visible_to(request.actor)
    if answer := lists.answered(request, PEOPLE, found, day=today):
        return answer
    return lists.page(request, "members/people.html", lists.shown(request, PEOPLE, found, day=today))


@needs(Permission.EDIT_PEOPLE)
@once
def person_new(request):
    form = NewPersonForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            person = actions.add(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("members:person", person.pk)
    return form_page(request, "members/person_new.html", form)
