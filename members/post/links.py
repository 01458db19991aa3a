"""Links in letters: one for each person, purpose and thing, repeated in every later letter (house, *Link*)."""

from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from members.models import Link
from members.models.link import digest
from members.models.sealed import cipher

PATHS = {"rsvp": "/rsvp/", "invitation": "/invitations/"}
LIVE = """
SELECT id, token, token_hash, expires_at FROM members_link
 WHERE purpose = %s AND about = %s AND person_id = %s AND revoked_at IS NULL
"""
NEW = """
INSERT INTO members_link (purpose, person_id, about, token_hash, token, expires_at, created_at) VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT DO NOTHING RETURNING id
"""
LONGEST = 64  # characters of a token worth looking up


def link_for(*, person, purpose: str, about: str, expires_at: datetime, now: datetime) -> Link:
    """The live link repeated, its end moved when the thing's end moved; or a new one."""
    if purpose not in PATHS:
        raise ValueError(f"No page opens for a link of purpose {purpose!r}.")
    live = _live(person, purpose, about)
    if live is None:
        token = Link.new_token()
        fresh = Link(
            person=person, purpose=purpose, about=about, token=token, token_hash=digest(token), expires_at=expires_at
        )
        with connection.cursor() as cursor:
            cursor.execute(
                NEW, [purpose, person.pk, about, fresh.token_hash, cipher().encrypt(token.encode()), expires_at, now]
            )
            made = cursor.fetchone()
        if made:
            fresh.pk = made[0]
            return fresh
        live = _live(person, purpose, about)  # somebody else made it at the same moment
    if live.expires_at != expires_at:
        Link.objects.filter(pk=live.pk).update(expires_at=expires_at)
        live.expires_at = expires_at
    return live


def _live(person, purpose: str, about: str) -> Link | None:
    """One plain question: every letter asks it."""
    with connection.cursor() as cursor:
        cursor.execute(LIVE, [purpose, about, person.pk])
        row = cursor.fetchone()
    if row is None:
        return None
    token = cipher().decrypt(bytes(row[1])).decode()
    return Link(
        pk=row[0], person=person, purpose=purpose, about=about, token=token, token_hash=row[2], expires_at=row[3]
    )


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
