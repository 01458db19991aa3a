"""From a project into the group: whoever co-produced something may be asked whether they would like to hear more."""

from django.db import transaction

from members.actions import enquiries
from members.models import Channel
from members.models.enquiry import How
from members.permissions import Permission, require
from members.rules import Refused
from projects.queries.pathway import may_be_asked_from


@transaction.atomic
def ask(*, project, person, actor, now):
    """A letter or a call, once for this project: would you like to hear about the group?"""
    require(actor, Permission.INVITE_TO_WORK, within=project)
    _check(project, person)
    enquiries.invite(person=person, about=f"project:{project.pk}", actor=actor, now=now)


@transaction.atomic
def said_yes(*, project, person, actor, now):
    """They said that they would: an enquiry, remembered as having come from this project."""
    require(actor, Permission.INVITE_TO_WORK, within=project)
    _check(project, person)
    return enquiries.write_down(
        name=person.name, way=Channel.Way.PHONE, address="", how=How.PROJECT, about=f"project:{project.pk}", person=person,
        joined_via="project", actor=actor, now=now,
    )  # fmt: skip


def _check(project, person):
    if not may_be_asked_from(project).filter(pk=person.pk).exists():
        raise Refused(f"{person} took no part in this project as a client or carer, or is with the group already.")
