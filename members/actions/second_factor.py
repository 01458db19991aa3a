"""A second step that somebody can no longer take, because the phone is lost."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from members.rules import Refused


@transaction.atomic
def reset(*, email):
    """Forgets the authenticator app and the spare codes of whoever signs in with that address; how many were forgotten.

    No actor: whoever may run a command on the server may do this. Refuses an address nobody signs in with.
    """
    known = EmailAddress.objects.filter(email__iexact=email.strip()).select_related("user").first()
    if known is None:
        raise Refused("Nobody signs in with this address.")
    return Authenticator.objects.filter(user=known.user).delete()[0]
