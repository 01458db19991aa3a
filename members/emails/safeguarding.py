"""What a safeguarding lead is told: that there is a concern, and not one word of it."""

import uuid

from django.conf import settings
from django.urls import reverse

from members.models import Channel, Person, RoleGrant
from members.permissions import Role
from members.post import letters
from members.post.letters import Lane

CONCERN_LOGGED, DEPUTY_WANTED, LEAD_NAMED = "concern_logged", "deputy_wanted", "lead_named"


def register_kinds():
    """Makes these letters known; called by `members.emails`."""
    common = {
        "lane": Lane.ANSWER, "essential": True, "windowed": False, "purpose": Channel.Purpose.EVERYTHING,
        "human_twin": False,  # no line on calls and letters: this way leads past the involvement team (SUP-13)
    }  # fmt: skip
    letters.register(
        CONCERN_LOGGED, render=_concern_logged, still_true=_still(Role.SAFEGUARDING), words="Safeguarding", **common
    )
    letters.register(
        DEPUTY_WANTED, render=_deputy_wanted, still_true=_still(Role.BOARD), words="Safeguarding deputy", **common
    )
    letters.register(
        LEAD_NAMED, render=_lead_named, still_true=_still_watches, words="A new safeguarding lead", **common
    )


def lead_named(*, lead, now):
    """To every other lead and the Management Board: whoever opens the sealed room is never made in silence."""
    watching = RoleGrant.objects.filter(role__in=[Role.SAFEGUARDING, Role.BOARD]).not_ended().exclude(person=lead)
    for person in sorted(set(watching.values_list("person", flat=True))):
        letters.note(
            kind=LEAD_NAMED, key=f"{LEAD_NAMED}:{uuid.uuid4().hex}", person=person, about=f"person:{lead.pk}", due_at=now,
            facts={"lead": lead.pk}, now=now,
        )  # fmt: skip


def concern_logged(*, leads, now):
    """To each of these leads. Nothing in the letter or its row leads to the concern."""
    _note(CONCERN_LOGGED, leads, now=now)


def deputy_wanted(*, people, now):
    """No lead may open a concern: the Management Board is asked to name a deputy."""
    _note(DEPUTY_WANTED, people, now=now)


def _note(kind, people, *, now):
    for person in people:
        letters.note(
            kind=kind, key=f"{kind}:{uuid.uuid4().hex}", person=person, about=f"person:{person.pk}", due_at=now, now=now
        )


def _concern_logged(letter, *, now):
    return letters.compose(
        "members/email/concern_logged",
        {"first_name": letter.person.first_name, "address": settings.BASE_URL + reverse("members:concerns")},
    )


def _deputy_wanted(letter, *, now):
    return letters.compose("members/email/deputy_wanted", {"first_name": letter.person.first_name})


def _still(role):
    def still_true(letter, *, now):
        held = RoleGrant.objects.filter(person=letter.person_id, role=role).not_ended().exists()
        return "" if held else "They no longer have the role this letter is for."

    return still_true


def _lead_named(letter, *, now):
    lead = Person.objects.get(pk=letter.facts["lead"])
    return letters.compose("members/email/lead_named", {"first_name": letter.person.first_name, "lead": lead.name})


def _still_watches(letter, *, now):
    held = (
        RoleGrant.objects.filter(person=letter.person_id, role__in=[Role.SAFEGUARDING, Role.BOARD]).not_ended().exists()
    )
    return "" if held else "They no longer have the role this letter is for."
