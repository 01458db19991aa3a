"""Links in letters: one for each person, purpose and thing, repeated in every later letter (house, *Link*)."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from members.models import Link
from members.models.link import digest

PATHS = {"rsvp": "/rsvp/", "invitation": "/invitations/"}
LONGEST = 64  # characters of a token worth looking up


def link_for(*, person, purpose: str, about: str, expires_at: datetime, now: datetime) -> Link:
    """The live link repeated, its end moved when the thing's end moved; or a new one."""
    if purpose not in PATHS:
        raise ValueError(f"No page opens for a link of purpose {purpose!r}.")
    live = Link.objects.filter(person=person, purpose=purpose, about=about, revoked_at=None).first()
    if live is None:
        token = Link.new_token()
        fresh = Link(person=person, purpose=purpose, about=about, token=token, token_hash=digest(token), expires_at=expires_at)
        Link.objects.bulk_create([fresh], ignore_conflicts=True)
        live = Link.objects.get(person=person, purpose=purpose, about=about, revoked_at=None)
    if live.expires_at != expires_at:
        Link.objects.filter(pk=live.pk).update(expires_at=expires_at)
        live.expires_at = expires_at
    return live


def address(link: Link) -> str:
    """The whole address, as it stands in a letter."""
    return f"{settings.BASE_URL}{PATHS[link.purpose]}{link.token}/"


def find(token: str, *, purpose: str, now: datetime) -> Link | None:
    """The live link of that token; None, with no hint which, for an unknown, malformed, revoked or ended one."""
    if not token or len(token) > LONGEST:
        return None
    found = Link.objects.filter(token_hash=digest(token), purpose=purpose).select_related("person").live(now=now)
    return found.first()


@transaction.atomic
def revoke(*, about: str | None = None, person=None, purpose: str | None = None, now: datetime) -> int:
    """End live links about something, of somebody, or both; asking for neither is a mistake."""
    if about is None and person is None:
        raise ValueError("Say about what, or whose links are to end.")
    links = Link.objects.filter(revoked_at=None)
    if about is not None:
        links = links.filter(about=about)
    if person is not None:
        links = links.filter(person=person)
    if purpose is not None:
        links = links.filter(purpose=purpose)
    return links.update(revoked_at=now)
