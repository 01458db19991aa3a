"""Keys for programs that read figures: made with a last day, shown once, taken back; and what one opens when it is used."""

import secrets
from datetime import timedelta

from allauth.core.internal import ratelimit
from django.db import IntegrityError, transaction
from django.utils import timezone

from coproduction.dashboards.models import ReadingKey, Scope
from coproduction.dashboards.models.keys import LONGEST, digest
from members.permissions import Actor, Permission, Role, Via, require
from members.rules import Refused
from members.words import full_day

KEEP = Permission.KEEP_KEYS
MARK = "sametable_"  # so that whoever finds one in a file knows what it opens
OFTEN = {
    "read": "60/m/key",
    "refused": "30/m/ip",
}  # a sheet with every team and quarter, once; and guesses from one address
AGAIN = 60  # seconds
NOTED_EVERY = timedelta(minutes=1)  # when it was used last: not a write for each look
JUST_NOW = timedelta(minutes=2)  # made by the first of two presses
AS_A_TRUSTEE = Actor(person=None, role=Role.TRUSTEE, via=Via.LINK)


class ShutOut(Exception):
    """A program that may not, in one sentence: 401 without a key that holds, 403 for what it does not open, 429 too often."""

    def __init__(self, status: int, sentence: str):
        super().__init__(sentence)
        self.status = status


@transaction.atomic
def make(*, name: str, scopes, until, actor, now) -> tuple[ReadingKey, str]:
    """A new key, and its words, which are kept nowhere. Raises Refused."""
    require(actor, KEEP)
    today, name = timezone.localdate(now), " ".join(name.split())
    if not name:
        raise Refused("Please say what the key is for.", field="name")
    if not scopes or set(scopes) - set(Scope.values):
        raise Refused("Please choose what the key opens.", field="scopes")
    if until < today:
        raise Refused("That day is over. Please choose the key’s last day.", field="until")
    if until > today + LONGEST:
        raise Refused("A key holds for a year at most. Please choose an earlier last day.", field="until")
    token = MARK + secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            made = ReadingKey.objects.create(
                name=name, digest=digest(token), scopes=[each for each in Scope.values if each in scopes],
                made_by=actor.person, made_at=now, made_on=today, expires_on=until,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_taken(name, actor, now), field="name") from None
    return made, token


def _taken(name, actor, now) -> str:
    """Whoever pressed twice made the key and never saw it: the second answer took the place of the page that showed it."""
    mine = ReadingKey.objects.filter(name=name, revoked_at=None, made_by=actor.person, made_at__gt=now - JUST_NOW)
    said = "There is a key of that name already."
    if mine.exists():
        return f"{said} It was made a moment ago, and only that page showed it: take it back and make it once more."
    return f"{said} Take it back first, or choose another name."


@transaction.atomic
def revoke(*, key, actor, now) -> ReadingKey:
    """It opens nothing any more. A second time changes nothing."""
    require(actor, KEEP)
    found = ReadingKey.objects.select_for_update(of=("self",), no_key=True).get(pk=key.pk)
    if found.revoked_at is None:
        found.revoked_at, found.revoked_by = now, actor.person
        found.save(update_fields=["revoked_at", "revoked_by"])
    return found


def any_made() -> bool:
    """Until a coordinator makes the first one, a program meets nothing here at all."""
    return ReadingKey.objects.exists()


def opened(*, token: str, scope: Scope | None, request, now) -> ReadingKey:
    """The key of these words, where it holds and opens this. Raises ShutOut. Notes that it was used."""
    found, today = ReadingKey.objects.filter(digest=digest(token)).first(), timezone.localdate(now)
    if found is None:
        raise no_key(request)
    if found.revoked_at:
        raise ShutOut(
            401, f"This key was taken back on {full_day(found.revoked_at)}. Ask the coordinator for a new one."
        )
    if not found.is_live(today=today):
        raise ShutOut(401, f"This key’s last day was {full_day(found.expires_on)}. Ask the coordinator for a new one.")
    if scope and scope not in found.scopes:
        raise ShutOut(403, f"This key does not open this. It opens: {'; '.join(found.opens)}.")
    if not _room(request, "read", str(found.pk)):
        raise ShutOut(429, "That is too often: sixty times a minute at most. Please wait a minute.")
    if found.last_used_at is None or now - found.last_used_at >= NOTED_EVERY:
        ReadingKey.objects.filter(pk=found.pk).update(last_used_at=now)
    return found


def no_key(request) -> ShutOut:
    """Without a key, or with words that are none."""
    if not _room(request, "refused"):
        return ShutOut(429, "That is too often without a key that holds. Please wait a minute.")
    return ShutOut(
        401, "This needs a key that holds: send “Authorization: Bearer” and the key. The coordinator makes one."
    )


def _room(request, action, key=None):
    return ratelimit.consume(request, app="sametable", action=action, config=OFTEN, key=key, limit_get=True) is not None
