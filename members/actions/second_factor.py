"""A second step that somebody can no longer take, because the phone is lost."""

import logging

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction

from members.actions import door
from members.emails import second_step_reset
from members.models import SignInEvent
from members.models.sealed import cipher
from members.rules import Refused

log = logging.getLogger(__name__)


@transaction.atomic
def reset(*, email, now):
    """Forgets the authenticator app and the spare codes of whoever signs in with that address; how many were forgotten.

    They are told by letter, find it under *when I signed in*, and are signed out everywhere: should somebody else have
    asked for it, they hear of it. No actor: whoever may run a command on the server may do this. Refuses an address
    nobody signs in with.
    """
    known = EmailAddress.objects.filter(email__iexact=email.strip()).select_related("user").first()
    if known is None:
        raise Refused("Nobody signs in with this address.")
    count = Authenticator.objects.filter(user=known.user).delete()[0]
    if count:
        door.end_visits(person=known.user, now=now)
        door.note(person=known.user, what=SignInEvent.What.STEP_RESET, now=now)
        second_step_reset(person=known.user, now=now)
        log.warning("the second step of person %s was taken away by command", known.user_id)
    return count


def rekey(*, only_count=False) -> tuple[int, int, int]:
    """After a new field key came first: what apps and this site share is sealed anew. (rows, sealed anew, unreadable)."""
    newest, changed, unreadable, rows = Fernet(settings.FIELD_KEYS[0]), 0, 0, 0
    for step in Authenticator.objects.order_by("pk"):
        for name in ("secret", "seed"):
            if not (sealed := step.data.get(name)):
                continue
            rows += 1
            try:
                newest.decrypt(sealed.encode())
                continue
            except InvalidToken:
                pass
            try:
                words = cipher().decrypt(sealed.encode())
            except InvalidToken:
                unreadable += 1
                continue
            changed += 1
            if not only_count:
                step.data[name] = newest.encrypt(words).decode()
                step.save(update_fields=["data"])
    return rows, changed, unreadable
