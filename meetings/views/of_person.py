"""The next meetings of one person with their answers, for the page about that person on the floor below."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from meetings import queries
from meetings.models import Rsvp
from meetings.said_back import buttons_of
from meetings.standing import Standing, standing_word
from members.models import Person
from members.permissions import Permission, can
from members.web import needs, page

SHOWN = 6


@needs(Permission.SEE_ANSWERS)
def of_person(request, pk):
    """Only the invitations this role may see; a person it may not see is a 404."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    now = timezone.now()
    mine_to_see = Rsvp.objects.visible_to(request.actor).values("pk")
    asked = list(queries.asked_of(person, now=now).filter(pk__in=mine_to_see)[:SHOWN])
    back = reverse("members:person", args=[pk]) if can(request.actor, Permission.SEE_CONTACT) else request.path
    context = {"person": person, "rows": rows_of(asked, request.actor, now=now), "back": back}
    return page(request, "meetings/of_person.html", context, partial="meetings/_of_person.html")


def rows_of(asked, actor, *, now):
    """Each invitation with the buttons to answer it for them, where this actor may; places are counted once for all."""
    buttons = buttons_of(asked, actor, now=now)
    return [
        {"rsvp": rsvp, "told_id": f"told-{rsvp.pk}", "standing": _standing(rsvp), "choices": buttons[rsvp.pk]}
        for rsvp in asked
    ]


def _standing(rsvp):
    """The word for staff, who wait for an answer and are not asked for one."""
    return standing_word(rsvp) if rsvp.answer else Standing("No answer yet", "sun", "")
