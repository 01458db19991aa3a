"""What a safeguarding lead is told: that there is a concern, and not one word of it."""

import uuid

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from members import charity
from members.models import Channel, Person, RoleGrant
from members.models.channel import Way
from members.permissions import Role
from members.post import letters
from members.post.letters import Lane

CONCERN_LOGGED, DEPUTY_WANTED = "concern_logged", "deputy_wanted"
LEAD_NAMED, LEAD_CONFIRMED, LEAD_TURNED_DOWN = "lead_named", "lead_confirmed", "lead_turned_down"
LEAD_NAMED_OFFICE = "lead_named_office"


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
    letters.register(LEAD_NAMED, render=_lead_named, still_true=_still_named, words="A new safeguarding lead", **common)
    letters.register(
        LEAD_NAMED_OFFICE, render=_lead_named, still_true=_still_named, words="A new safeguarding lead",
        to=lambda letter: charity.current().email, to_name=lambda letter: charity.current().name, **common,
    )  # fmt: skip
    letters.register(
        LEAD_CONFIRMED, render=_lead_confirmed, still_true=_still(Role.SAFEGUARDING), words="Safeguarding lead: confirmed",
        **common,
    )  # fmt: skip
    letters.register(
        LEAD_TURNED_DOWN, render=_lead_turned_down, still_true=lambda letter, *, now: "",
        words="Safeguarding lead: not confirmed", **common,
    )  # fmt: skip


def lead_named(*, grant, people, now):
    """To each of these people: whoever opens the sealed room is never made in silence."""
    for person in people:
        letters.note(
            kind=LEAD_NAMED, key=f"{LEAD_NAMED}:{grant.pk}:{person}", person=person, about=f"person:{grant.person_id}",
            due_at=now, facts={"lead": grant.person_id, "grant": grant.pk}, now=now,
        )  # fmt: skip


def lead_named_office(*, grant, now):
    """To the charity's own address: one coordinator alone names the first lead, and nobody else is here to be told."""
    letters.note(
        kind=LEAD_NAMED_OFFICE, key=f"{LEAD_NAMED_OFFICE}:{grant.pk}", person=None, about=f"person:{grant.person_id}",
        facts={"lead": grant.person_id, "grant": grant.pk}, due_at=now, way=Way.EMAIL, now=now,
    )  # fmt: skip


def lead_confirmed(*, grant, now):
    """To the new lead: the room is open for them now."""
    letters.note(
        kind=LEAD_CONFIRMED, key=f"{LEAD_CONFIRMED}:{grant.pk}", person=grant.person_id,
        about=f"person:{grant.person_id}", due_at=now, now=now,
    )  # fmt: skip


def lead_turned_down(*, grant, now):
    """To whoever named them."""
    if grant.granted_by_id:
        letters.note(
            kind=LEAD_TURNED_DOWN, key=f"{LEAD_TURNED_DOWN}:{grant.pk}", person=grant.granted_by_id,
            about=f"person:{grant.person_id}", facts={"lead": grant.person_id}, due_at=now, now=now,
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
    grant = RoleGrant.objects.filter(pk=letter.facts.get("grant")).first()
    waits = grant is not None and grant.waits
    begins = grant.starts if grant is not None and grant.starts > timezone.localdate(now) else None
    page = "members:leads_waiting" if waits else "members:who_has_access"
    facts = {"lead": lead.name, "waits": waits, "begins": begins}
    facts["first_name"] = letter.person.first_name if letter.person else "everybody at the office"
    return letters.compose("members/email/lead_named", facts | {"address": settings.BASE_URL + reverse(page)})


def _lead_confirmed(letter, *, now):
    return letters.compose(
        "members/email/lead_confirmed",
        {"first_name": letter.person.first_name, "address": settings.BASE_URL + reverse("members:concerns")},
    )


def _lead_turned_down(letter, *, now):
    lead = Person.objects.get(pk=letter.facts["lead"])
    return letters.compose(
        "members/email/lead_turned_down", {"first_name": letter.person.first_name, "lead": lead.name}
    )


def _still_named(letter, *, now):
    there = RoleGrant.objects.filter(pk=letter.facts.get("grant")).exists()
    return "" if there else "They are not named any more."
