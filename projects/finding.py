"""How the find box finds projects: by part of the title, the running ones first."""

from django.db.models import F
from django.urls import reverse

from members.queries.finding import Found
from projects.models import Project


def projects(actor, words, *, now, limit):
    """Those this role may see."""
    found = Project.objects.visible_to(actor).filter(title__icontains=words).select_related("team")
    found = found.order_by(F("ended_on").desc(nulls_first=True), "title", "pk")[:limit]
    return [
        Found(
            each.title,
            f"{each.team}{', finished' if each.ended_on else ''}",
            reverse("projects:project", args=[each.pk]),
        )
        for each in found
    ]
