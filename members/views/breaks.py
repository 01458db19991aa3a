"""Taking a break and coming back: one press each, by the person or by a coordinator at their request."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from members.actions import breaks
from members.models import Person
from members.permissions import Permission
from members.views.person import find
from members.web import needs, next_page, page, post_only, wants_part

YOUR_BREAK = "You are on a break. From this moment we send you nothing."
YOUR_RETURN = "Welcome back. You will hear from us again, as before."


def _answered(request, person, words, default):
    """For htmx the button's card as it is now, else back to where the button stood."""
    if wants_part(request):
        person = Person.objects.get(pk=person.pk)
        return page(request, "members/_break.html", {"person": person, "words": words}, partial="members/_break.html")
    messages.success(request, words)
    return redirect(next_page(request, default))


@post_only
@needs(Permission.TAKE_BREAK)
def take_break(request):
    breaks.start(person=request.actor.person, actor=request.actor, now=timezone.now())
    return _answered(request, request.actor.person, YOUR_BREAK, "/")


@post_only
@needs(Permission.TAKE_BREAK)
def end_break(request):
    was_resting = breaks.end(person=request.actor.person, actor=request.actor, now=timezone.now())
    return _answered(request, request.actor.person, YOUR_RETURN, reverse("members:my_return") if was_resting else "/")


@post_only
@needs(Permission.EDIT_PEOPLE)
def take_break_for(request, pk):
    """A coordinator, because the person asked for it."""
    person = find(request, pk)
    breaks.start(person=person, actor=request.actor.at_the_desk_for(person), now=timezone.now())
    messages.success(request, f"{person} is on a break. From this moment nothing is sent, letters that wait included.")
    return redirect("members:person", pk)


@post_only
@needs(Permission.EDIT_PEOPLE)
def end_break_for(request, pk):
    person = find(request, pk)
    breaks.end(person=person, actor=request.actor.at_the_desk_for(person), now=timezone.now())
    messages.success(request, f"{person} is back. What we send from now on reaches them.")
    return redirect("members:person", pk)
