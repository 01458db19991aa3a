"""The guides, for whoever is signed in; the data-protection pack, for coordinators."""

from django.http import Http404

from coproduction.guides import reading
from coproduction.guides.shelf import GUIDES, PACK, open_to
from members.permissions import Permission
from members.web import needs, page


def guides(request):
    """Which there are for this reader."""
    return page(request, "guides/guides.html", {"guides": open_to(request.actor)})


def guide(request, name):
    """One of them; one that is not for this reader is not there."""
    found = GUIDES.get(name)
    if found is None or found not in open_to(request.actor):
        raise Http404
    return page(request, "guides/guide.html", _drawn(found))


@needs(Permission.CHANGE_SETTINGS)
def data_papers(request):
    """What the charity decides about people's information: a pack to start from."""
    return page(request, "guides/pack.html", {"papers": PACK.values()})


@needs(Permission.CHANGE_SETTINGS)
def data_paper(request, name):
    if name not in PACK:
        raise Http404
    return page(request, "guides/paper.html", _drawn(PACK[name]))


def _drawn(thing) -> dict:
    return {"guide": thing, "heading": reading.title(thing.file), "words": reading.drawn(thing.file)}
