"""The next meetings of one person with their answers, for the page about that person on the floor below."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from meetings import queries
from meetings.models import Rsvp
from members.models import Person
from members.permissions import Permission
from members.web import needs, page


@needs(Permission.SEE_ANSWERS)
def of_person(request, pk):
    """Only the invitations this role may see; a person it may not see is a 404."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    mine_to_see = Rsvp.objects.visible_to(request.actor).values("pk")
    asked = queries.asked_of(person, now=timezone.now()).filter(pk__in=mine_to_see)
    context = {"person": person, "asked": asked}
    return page(request, "meetings/of_person.html", context, partial="meetings/_of_person.html")
