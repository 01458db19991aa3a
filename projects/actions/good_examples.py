"""A past project becomes a good example, or no longer is one."""

import re

from django.db import transaction
from django.db.models import Q

from members.models import Person
from members.permissions import Permission, require
from members.rules import Refused
from projects.models import GoodExample, Participation
from projects.queries import earliest_involvement


@transaction.atomic
def mark(*, project, why, actor, now, no_name=False) -> GoodExample:
    """Of a project that is over and had people in it. The sentence names nobody who took part. Raises Refused.

    `no_name`: they have looked, and a word that is somebody's first name in small letters is none here.
    """
    require(actor, Permission.MARK_EXAMPLE)
    if project.ended_on is None:
        raise Refused("It still runs. A good example is one that is over.")
    if earliest_involvement(project) is None:
        raise Refused("The log shows nobody with lived experience in it.")
    if not why.strip():
        raise Refused("Please write what was good about it, in a sentence.", field="why")
    _check_names_nobody(project, why, no_name)
    told = {"why": why.strip(), "marked_by": actor.person, "marked_at": now}
    return GoodExample.objects.update_or_create(project=project, defaults=told)[0]


@transaction.atomic
def unmark(*, project, actor, now) -> None:
    """It is shown no more; history keeps that it was."""
    require(actor, Permission.MARK_EXAMPLE)
    GoodExample.objects.filter(project=project).delete()


def _check_names_nobody(project, why, no_name):
    took_part = Q(pk__in=Participation.objects.filter(activity__project=project).values("person"))
    led = Q(pk__in=project.co_leads.values("person"))
    people = list(Person.objects.filter(took_part | led).order_by("pk"))
    for name, however in (each for person in people for each in _names_of(person)):
        if _stands_in(name, why, however):
            raise Refused(f"Please name nobody: “{name}” stands in it.", field="why")
    for name in () if no_name else (person.first_name for person in people):
        if _stands_in(name, why, re.I):
            raise Refused(
                f"“{name}” is also the first name of somebody who took part. If it is no name here, please tick that.",
                field="no_name",
            )


def _stands_in(name, words, however):
    return name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, however)


def _names_of(person):
    """The whole and each longer part in any case; the first as written and in capitals: grace need not be a name."""
    rest = [part for part in person.name.split()[1:] if len(part) > 2]  # noqa: PLR2004 — de, of, J.
    return [(name, re.I) for name in (person.name, *rest)] + [(person.first_name, 0), (person.first_name.upper(), 0)]
