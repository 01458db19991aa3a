"""The list of people, and adding somebody."""

from django.shortcuts import redirect
from django.utils import timezone

from members import queries
from members.actions import people as actions
from members.forms.people import NewPersonForm
from members.models import Channel
from members.permissions import Permission
from members.web import form_page, needs, once, page, paginate, refusals_into, typed


@needs(Permission.SEE_CONTACT)
def people(request):
    """Fifty a page, by name; searched by name, body, way of reaching them, and whether they are on a break."""
    today = timezone.localdate()
    search = queries.Search(
        words=typed(request, "q"),
        body=typed(request, "body"),
        way=typed(request, "way"),
        on_break="break" in request.GET,
    )
    found = paginate(request, queries.people(actor=request.actor, search=search, day=today))
    found.object_list = list(queries.as_rows(found.object_list, day=today))
    ways = dict(Channel.Way.choices)
    context = {
        "people": found,
        "rows": [(row, ways.get(row.way, "")) for row in found.object_list],
        "search": search,
        "is_search": bool(search.words or search.body or search.way or search.on_break),
        "is_narrowed": bool(search.body or search.way or search.on_break),
        "bodies": queries.bodies(),
        "ways": [*Channel.Way.choices, (queries.NO_WAY, "No way to reach them yet")],
    }
    return page(request, "members/people.html", context, partial="members/_people.html")


@needs(Permission.EDIT_PEOPLE)
@once
def person_new(request):
    form = NewPersonForm(request.POST or None)
    if form.is_valid():
        with refusals_into(form):
            person = actions.add(actor=request.actor, now=timezone.now(), **form.cleaned_data)
            return redirect("members:person", person.pk)
    return form_page(request, "members/person_new.html", form)
