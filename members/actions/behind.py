"""What this floor keeps behind consents, and the planner that deletes it after a withdrawal."""

import time

from members import behind_consent
from members.actions import close_people, consents, passports
from members.models import Consent, Person
from members.post import clock

EVERY = 300  # seconds; deleting within 30 days is not in a hurry
_last = {"at": -EVERY}


def register_all():
    """Called once, in `AppConfig.ready()`."""
    register = behind_consent.register
    register(Consent.LIVED_EXPERIENCE, words="that you have lived experience", clear=forget_lived_experience)
    register(Consent.LIVED_EXPERIENCE, words="what you need to take part", clear=passports.forget)
    register(
        Consent.TRUSTED_CONTACT,
        words="the name and number of the person you trust",
        clear=close_people.forget_trusted_contact,
    )
    register(Consent.SUPPORTER_COPY, words="your supporter's name and address", clear=close_people.forget_supporter)
    clock.register(plan_due)


def forget_lived_experience(*, person, now):
    """The tick goes; what was logged keeps the hat it was logged with."""
    Person.objects.filter(pk=person.pk, has_lived_experience=True).update(has_lived_experience=False)


def plan_due(*, now) -> int:
    """A planner like any other, though it notes no letter."""
    if time.monotonic() - _last["at"] >= EVERY:
        _last["at"] = time.monotonic()
        consents.clear_due(now=now)
    return 0
