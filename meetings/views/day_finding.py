"""How the views of the day find a gathering, and what belongs to it: a stranger's is a 404."""

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404

from meetings.models import Gathering
from members.permissions import can


def gathering_for(request, pk, permission) -> Gathering:
    """The gathering, for whoever may do this with it; for everybody else it has no such page."""
    gathering = get_object_or_404(Gathering.objects.visible_to(request.actor).select_related("lead"), pk=pk)
    if not can(request.actor, permission, within=gathering):
        raise Http404
    return gathering


def of_the_day(request, model, pk, permission, *, gathering="gathering"):
    """A thing that hangs on a gathering, by the same rule; `gathering` is the path to it."""
    path = gathering.split(".")
    thing = get_object_or_404(model.objects.select_related("__".join(path)), pk=pk)
    place = thing
    for step in path:
        place = getattr(place, step)
    gathering_for(request, place.pk, permission)
    return thing


def seen_to(request, rows, pk, permission):
    """One thing of a gathering, for whoever sees to it or may do this with the whole: its page is a 404 for everybody else."""
    thing = get_object_or_404(rows, pk=pk)
    if not can(request.actor, permission, within=thing):
        raise Http404
    return thing


def chosen(rows, words):
    """The row of this queryset that a button named; 404 for any other."""
    return get_object_or_404(rows, pk=int(words) if words.isascii() and words.isdigit() and len(words) < 18 else 0)


def uid_of(request, name="uid"):
    """The id that the page made for what is sent; a new one when there is none to read."""
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        return uuid.uuid4()
