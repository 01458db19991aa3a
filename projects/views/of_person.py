"""The pieces of work one person is asked to, for the page about that person; and what changed about one of them."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from members.actions import reads
from members.models import Person
from members.permissions import Permission, can, require
from members.web import history_page, needs, page, paginate
from projects import queries
from projects.models import Invitation, Opportunity

SHOWN = 6


@needs(Permission.INVITE_TO_WORK)
def of_person(request, pk):
    """Only the invitations this role may see; a person it may not see is a 404."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    seen = Invitation.objects.visible_to(request.actor).values("pk")
    asked = list(queries.waiting_for(person, now=timezone.now()).filter(pk__in=seen)[:SHOWN])
    back = reverse("members:person", args=[pk]) if can(request.actor, Permission.SEE_CONTACT) else request.path
    rows = [
        {
            "invitation": each,
            "told_id": f"told-work-{each.pk}",
            "may": can(request.actor, Permission.ANSWER_FOR, within=each.opportunity),
        }
        for each in asked
    ]
    context = {"person": person, "rows": rows, "back": back}
    return page(request, "projects/of_person.html", context, partial="projects/_of_person.html")


@needs(Permission.SEE_CONTACT)
def involvement_of(request, pk):
    """Their involvement so far, as they see it themselves: to be read out, or printed for them (COM-04). That it was
    opened is noted, for the person to see."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=pk)
    reads.note(
        person=person, what="what you took part in and the time you gave", actor=request.actor, now=timezone.now()
    )
    rows = paginate(request, queries.parts_of(person), per_page=50)
    return page(request, "projects/mine.html", {"given": queries.given_by(person), "page": rows, "person": person})


def opportunity_history(request, pk):
    """Every change of a piece of work and of who answered what, for those who ask people to it."""
    found = get_object_or_404(Opportunity.objects.visible_to(request.actor).select_related("project"), pk=pk)
    require(request.actor, Permission.INVITE_TO_WORK, within=found)
    return history_page(request, found, title=found.title, back=reverse("projects:opportunity", args=[pk]))
