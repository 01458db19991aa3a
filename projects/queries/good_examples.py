"""What good looks like: past projects that had people with lived experience in them from the first idea or the planning."""

from django.db.models import F

from projects.models import GoodExample, Project
from projects.queries.involvement import EARLY
from projects.queries.lists import shown, with_involvement

LOOKED_AT = 60


def from_the_start(actor, *, most=3):
    """The finished ones first, then those that run, with the stage people came in at; two questions."""
    seen = with_involvement(Project.objects.visible_to(actor)).filter(involved_count__gt=0)
    latest = seen.order_by(F("ended_on").desc(nulls_last=True), "-started_on", "pk")[:LOOKED_AT]
    rows = [row for row in shown(latest) if row.first_stage in EARLY]
    return rows[:most]


def marked(actor, *, most=3):
    """Those the coordinator marked, with the sentence why, the last marked first; one question."""
    seen = Project.objects.visible_to(actor).values("pk")
    found = GoodExample.objects.filter(project__in=seen, project__ended_on__isnull=False).select_related("project")
    return list(found.order_by("-marked_at", "-pk")[:most])
