"""Leaving well (MEM-07): asked by the member or for them, a last conversation if they like, then thank you and goodbye."""

from django.db import transaction

from members.actions import consents, joining
from members.models import Leaving
from members.models.consent import Consent
from members.models.consent import How as ConsentHow
from members.models.membership import State
from members.permissions import Permission, require
from members.queries import consent as consent_queries
from members.rules import Refused
from members.rules import joining as rules

WISHES = ("reasons", "wants_talk", "wants_certificate", "certificate_hours", "wants_outcomes")


@transaction.atomic
def ask(*, person, actor, now, words="", **wishes):
    """They would like to leave. Nothing ends yet: a person says goodbye properly. Asked again, the wishes are changed."""
    require(actor, Permission.OWN_MEMBERSHIP, within=person)
    membership = joining.lock_last(person)
    rules.check_is_member(membership)
    told = {name: wishes[name] for name in WISHES if name in wishes}
    told["words"] = words.strip() or None
    leaving, _ = Leaving.objects.update_or_create(
        membership=membership, defaults=told, create_defaults={**told, "asked_at": now}
    )
    if membership.state == State.ACTIVE:
        joining.step(membership, State.LEAVING, now=now)
    _note_outcomes(person, leaving.wants_outcomes, actor=actor, now=now)
    return leaving


def _note_outcomes(person, wanted, *, actor, now):
    """Told outcomes after leaving unless they say no: only a change is written into the ledger."""
    if consent_queries.holds(person, Consent.OUTCOMES_AFTER_LEAVING) == wanted:
        return
    how = ConsentHow.ONLINE if actor.person_id == person.pk else ConsentHow.SPOKEN
    change = consents.give if wanted else consents.withdraw
    change(person=person, consent=Consent.OUTCOMES_AFTER_LEAVING, how=how, actor=actor, now=now)


@transaction.atomic
def talk_held(*, leaving, talk_on, actor, now):
    """The last conversation took place; what was said stays between the two."""
    require(actor, Permission.EDIT_PEOPLE, within=leaving.membership)
    Leaving.objects.filter(pk=leaving.pk).update(talk_on=talk_on)


@transaction.atomic
def stay(*, person, actor, now):
    """They have thought again and stay, without a question."""
    require(actor, Permission.OWN_MEMBERSHIP, within=person)
    membership = joining.lock_last(person)
    if membership is None or membership.state != State.LEAVING:
        raise Refused("Nothing had ended: they are not leaving just now.")
    Leaving.objects.filter(membership=membership).delete()
    return joining.step(membership, State.ACTIVE, now=now)


@transaction.atomic
def say_goodbye(*, person, actor, now):
    """The membership ends: thank-you and certificate are on their way, and the retention clock starts."""
    require(actor, Permission.EDIT_PEOPLE, within=person)
    membership = joining.lock_last(person)
    rules.check_is_member(membership)
    Leaving.objects.get_or_create(membership=membership, defaults={"asked_at": now})
    return joining.move_to(person=person, state=State.LEFT, actor=actor, now=now)
