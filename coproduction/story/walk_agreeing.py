"""Where the steps of the walk about texts and decisions begin."""

from django.urls import reverse

from members.models import Body, Link
from members.post import links
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


def _by_link(now):
    """The link of somebody who has a voice in it and has not said where they stand; the mailbox while there is none."""
    found = Link.objects.live(now=now).filter(purpose="decision").order_by("-pk").first()
    return f"{links.PATHS[found.purpose]}{found.token}/" if found else reverse("demo_mailbox")


PLACES = {"the text": _text, "by link": _by_link, "objections": _objections, "priorities": _priorities}
