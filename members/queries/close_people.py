"""The people close to somebody, opened only while that person's consent holds."""

from members.models import Consent, SupporterCopy, TrustedContact
from members.queries.consent import holds


def trusted_contact_of(person) -> TrustedContact | None:
    """None while there is none or the consent does not hold."""
    return TrustedContact.objects.filter(person=person).first() if holds(person, Consent.TRUSTED_CONTACT) else None


def supporter_of(person) -> SupporterCopy | None:
    """None while there is none or the consent does not hold."""
    return SupporterCopy.objects.filter(person=person).first() if holds(person, Consent.SUPPORTER_COPY) else None
