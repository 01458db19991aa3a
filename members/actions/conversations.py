"""The first conversation (MEM-02): what they would like from it; what helps on a bad day only behind their consent."""

from django.db import transaction

from members.actions import joining
from members.models import Conversation
from members.models.consent import Consent
from members.models.membership import State
from members.permissions import Permission, require
from members.queries import consent as consents
from members.rules import Refused

OPEN = ("interests", "wants")
BEHIND_CONSENT = ("support", "bad_day")


@transaction.atomic
def write(*, person, held_on, actor, now, **words):
    """Notes of the conversation, and with them the step to *conversation held*.

    `support` and `bad_day` are refused while there is no consent, and left as they are when they are not named.
    """
    require(actor, Permission.EDIT_PEOPLE, within=person)
    membership = joining.lock_last(person)
    if membership is None or membership.state not in (*BEFORE, State.CONVERSATION_HELD, State.INDUCTION, State.ACTIVE):
        raise Refused("They are not on the way into the group.")
    given = {name: words[name].strip() or None for name in (*OPEN, *BEHIND_CONSENT) if name in words}
    if any(given.get(name) for name in BEHIND_CONSENT) and not consents.holds(person, Consent.LIVED_EXPERIENCE):
        raise Refused("They have not agreed that we keep this. Please ask first, or leave it empty.", field="bad_day")
    told = {"held_on": held_on, "held_by": actor.person, **given}
    conversation, _ = Conversation.objects.update_or_create(membership=membership, defaults=told)
    if membership.state in BEFORE:
        joining.step(membership, State.CONVERSATION_HELD, now=now)
    return conversation


BEFORE = (State.ENQUIRY, State.CONVERSATION_OFFERED)


def forget_behind_consent(*, person, now):
    """What the withdrawal of CON-01 deletes (registered in members.behind_consent)."""
    Conversation.objects.filter(membership__person=person).update(support=None, bad_day=None)
