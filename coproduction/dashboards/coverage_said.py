"""Of what people said: whether it was answered, changed something, was told back; and whether somebody looked back."""

from django.db.models import Exists, OuterRef

from coproduction.dashboards.coverage import Found, count, share, to_activities, to_said
from projects.models import Change, Evidence, Reflection, Response, Side

SAID = "thing people said,things people said"


def loop(scope, actor) -> Found:
    answered = Response.objects.filter(contribution=OuterRef("pk"))
    changed = Change.objects.filter(contribution=OuterRef("pk"), still_true=True)
    bare, whole = scope.said.filter(~Exists(answered)), scope.said.count()
    more = [f"Something is different because of it: {count(scope.said.filter(Exists(changed)))}."] if whole else []
    shows = Evidence.objects.filter(project__in=scope.projects.values("pk"))
    files = shows.filter(added_at__date__range=(scope.first, scope.last))
    if files.exists():
        more.append(f"Files and pictures that show what came of the work: {count(files)}.")
    return share(
        "Answered", whole - bare.count(), whole, SAID, missing="an answer", links=to_said(bare, actor), more=more
    )


def told(scope, actor) -> Found:
    bare, whole = scope.said.filter(closed_at=None), scope.said.count()
    return share(
        "Everybody who wants to hear was told", whole - bare.count(), whole, SAID, missing="telling everybody",
        links=to_said(bare, actor),
    )  # fmt: skip


def reflection(scope, actor) -> Found:
    """By the team; what members wrote for themselves is counted nowhere."""
    wrote = Reflection.objects.filter(activity=OuterRef("pk"), side=Side.STAFF)
    with_people = scope.activities.with_lived_experience()
    bare, whole = with_people.filter(~Exists(wrote)), with_people.count()
    return share(
        "The team looked back", whole - bare.count(), whole, "piece of work,pieces of work",
        missing="what went well and what did not", links=to_activities(bare, actor),
    )  # fmt: skip
