"""Where the steps of the walk about texts and decisions begin."""

from django.urls import reverse

from members.models import Body
from projects.models import Agreement, Decision, Way


def _text(now):
    """The Network's text; the list of texts while there is none."""
    found = Agreement.objects.filter(body__sort=Body.Sort.NETWORK).newest().first()
    return reverse("projects:agreement", args=[found.pk]) if found else reverse("projects:agreements")


def _objections(now):
    """What is asked about it."""
    found = Decision.objects.filter(agreement__body__sort=Body.Sort.NETWORK).order_by("-pk").first()
    return reverse("projects:decision", args=[found.pk]) if found else reverse("projects:decisions")


def _priorities(now):
    """The themes that were weighed last."""
    found = Decision.objects.filter(way=Way.WEIGH).order_by("-pk").first()
    return reverse("priorities", args=[found.pk]) if found else reverse("projects:decisions")


PLACES = {"the text": _text, "objections": _objections, "priorities": _priorities}
