"""Whom one may write to about a piece of work: who took part in a project, who said yes or wanted to hear more."""

from members.queries import audiences
from projects.models import Invitation, Opportunity, Participation, Project, Reply

MOST = 30


def _projects(*, now):
    return [(str(pk), title) for pk, title in Project.objects.order_by("title", "pk").values_list("pk", "title")[:MOST]]


def _took_part(value, *, day):
    return Participation.objects.filter(activity__project=value, activity__state="held").values("person")


def _work(*, now):
    recent = Opportunity.objects.order_by("-pk").values_list("pk", "title")[:MOST]
    sorts = ((Reply.YES, "who said yes"), (Reply.INTERESTED, "who is interested"))
    return [(f"{pk}-{reply}", f"{title}: {words}") for pk, title in recent for reply, words in sorts]


def _answered(value, *, day):
    opportunity, _, reply = value.partition("-")
    return Invitation.objects.filter(opportunity=opportunity, answer=reply).values("person")


def register():
    """Called once, in `AppConfig.ready()`."""
    audiences.register(audiences.Audience("project", "Who took part in", _projects, _took_part))
    audiences.register(audiences.Audience("work", "A piece of work", _work, _answered))
