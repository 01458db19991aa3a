"""The people close to somebody: kept only while that person's consent holds, and gone when it is withdrawn."""

from django.db import transaction

from members import rules
from members.emails.copies import COPY
from members.models import Consent, ContactTask, Letter, SupporterCopy, TrustedContact
from members.permissions import Permission, require
from members.queries import consent as consent_queries
from members.rules import Refused

ASK_FIRST = "Please agree to it first: then we may keep this."


@transaction.atomic
def keep_trusted_contact(*, person, name, number, when_to_ring, actor, now) -> TrustedContact:
    """Whom we may ring and when (CON-08). Refuses without consent and for a number that cannot be one."""
    require(actor, Permission.RECORD_CONSENT, within=person)
    if not consent_queries.holds(person, Consent.TRUSTED_CONTACT):
        raise Refused(ASK_FIRST)
    try:
        number = rules.clean_number(number)
    except Refused as no:
        raise Refused(str(no), field="number") from None
    values = {"name": name.strip(), "number": number, "when_to_ring": when_to_ring.strip(), "changed_at": now}
    return TrustedContact.objects.update_or_create(person=person, defaults=values)[0]


@transaction.atomic
def keep_supporter(*, person, name, way, address, actor, now) -> SupporterCopy:
    """Who gets the same letters from now on (COM-12)."""
    require(actor, Permission.RECORD_CONSENT, within=person)
    if not consent_queries.holds(person, Consent.SUPPORTER_COPY):
        raise Refused(ASK_FIRST)
    values = {"name": name.strip(), "way": way, "address": rules.clean_address(way, address), "changed_at": now}
    return SupporterCopy.objects.update_or_create(person=person, defaults=values)[0]


def forget_trusted_contact(*, person, now):
    """Behind Consent.TRUSTED_CONTACT."""
    TrustedContact.objects.filter(person=person).delete()


def forget_supporter(*, person, now):
    """Behind Consent.SUPPORTER_COPY: the name and address, also where they stand on copies that left."""
    SupporterCopy.objects.filter(person=person).delete()
    Letter.objects.filter(person=person, kind=COPY).update(to_address="", subject="", text="", html="")
    ContactTask.objects.filter(person=person, letter__kind=COPY).update(script="")
