"""The one way in that needs nobody to be there already: a coordinator invited from the command line."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from members import emails, rules
from members.models import Channel, Person, RoleGrant
from members.permissions import Role
from members.rules import Refused


@transaction.atomic
def invite_coordinator(*, email, now, name=""):
    """A person with a verified address, the coordinator's role and a letter; (person, whether anything is new).

    No actor: whoever may run a command on the server may do this. Refuses an address that cannot be one,
    and a person who may not sign in.
    """
    email = rules.clean_address(Channel.Way.EMAIL, email).lower()
    known = EmailAddress.objects.filter(email__iexact=email).select_related("user").first()
    person = known.user if known else _new_person(email=email, name=name or email.partition("@")[0])
    if not person.is_active:
        raise Refused("This person may not sign in. A coordinator can change that on their page.")
    today = timezone.localdate(now)
    if person.grants.filter(role=Role.COORDINATOR).on(today).exists():
        return person, False
    RoleGrant.objects.create(person=person, role=Role.COORDINATOR, starts=today)
    EmailAddress.objects.filter(user=person, email__iexact=email).update(verified=True)
    emails.welcome_to_sign_in(person=person, now=now)
    return person, True


def _new_person(*, email, name):
    person = Person.objects.create(name=name)
    Channel.objects.create(person=person, way=Channel.Way.EMAIL, address=email)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person
