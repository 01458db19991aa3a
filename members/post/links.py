"""Links in letters: one for each person, purpose and thing, repeated in every later letter (house, *Link*)."""

import re
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from members.models import Link
from members.models.link import digest
from members.models.sealed import cipher
from members.post.prepared import Prepared

PATHS = {
    "rsvp": "/rsvp/",
    "invitation": "/invitations/",
    "after": "/after/",
    "dates": "/dates/",
    "decision": "/decisions/",
    "calendar": "/calendar/",
}
IN_WORDS = re.compile(rf"(?:{'|'.join(PATHS.values())})([\w-]{{8,64}})")
LIVE_OR_NEW = Prepared(
    "link_live_or_new",
    """
WITH live AS (
    SELECT id, token, token_hash, expires_at FROM members_link
     WHERE purpose = %(purpose)s AND about = %(about)s AND person_id = %(person)s AND revoked_at IS NULL),
made AS (
    INSERT INTO members_link (purpose, person_id, about, token_hash, token, expires_at, created_at)
    SELECT %(purpose)s, %(person)s, %(about)s, %(hash)s, %(sealed)s, %(ends)s, %(now)s WHERE NOT EXISTS (SELECT FROM live)
        ON CONFLICT DO NOTHING RETURNING id, token, token_hash, expires_at)
SELECT * FROM live UNION ALL SELECT * FROM made
""",
    {
        "purpose": "text", "person": "bigint", "about": "text", "hash": "text", "sealed": "bytea", "ends": "timestamptz",
        "now": "timestamptz",
    },
)  # fmt: skip
# By its token first, and only then the rest: without fresh statistics Postgres may take the index of all live links instead.
HOLDER = f"""
WITH found AS MATERIALIZED (
    SELECT person_id, about, purpose, revoked_at, expires_at FROM {Link._meta.db_table} WHERE token_hash = %s)
SELECT person_id, about FROM found WHERE purpose = %s AND revoked_at IS NULL AND expires_at > %s
"""
LONGEST = 64  # characters of a token worth looking up


def link_for(*, person, purpose: str, about: str, expires_at: datetime, now: datetime, known=None) -> Link:
    """The live link repeated, its end moved when the thing's end moved; or a new one. `known`: a letter's `live_link`."""
    if purpose not in PATHS:
        raise ValueError(f"No page opens for a link of purpose {purpose!r}.")
    live = _link(known or _live_or_new(person, purpose, about, expires_at, now), person, purpose, about)
    if live.expires_at != expires_at:
        Link.objects.filter(pk=live.pk).update(expires_at=expires_at)
        live.expires_at = expires_at
    return live


def address_for(*, person, purpose: str, about: str, expires_at: datetime, now: datetime, known=None) -> str:
    """The address of `link_for`. What a letter has read of its link already becomes an address, and no object for it."""
    if known and known[3] == expires_at and purpose in PATHS:
        return _address(purpose, _token(known))
    asked = {"person": person, "purpose": purpose, "about": about, "expires_at": expires_at, "now": now}
    return address(link_for(**asked, known=known))


def _live_or_new(person, purpose: str, about: str, expires_at: datetime, now: datetime):
    """One question: id, sealed token, its hash, its end."""
    token = Link.new_token()
    values = {
        "purpose": str(purpose), "person": person.pk, "about": about, "hash": digest(token),
        "sealed": cipher().encrypt(token.encode()), "ends": expires_at, "now": now,
    }  # fmt: skip
    return LIVE_OR_NEW.run(values) or LIVE_OR_NEW.run(values)  # twice when somebody else made it at the same moment


def _link(row, person, purpose: str, about: str) -> Link:
    return Link(
        pk=row[0], person=person, purpose=purpose, about=about, token=_token(row), token_hash=row[2], expires_at=row[3]
    )


def _token(row) -> str:
    return cipher().decrypt(bytes(row[1])).decode()


def address(link: Link) -> str:
    """The whole address, as it stands in a letter."""
    return _address(link.purpose, link.token)


def _address(purpose: str, token: str) -> str:
    return f"{settings.BASE_URL}{PATHS[purpose]}{token}/"


def holder(token: str, *, purpose: str, now: datetime) -> tuple[int, str] | None:
    """Whose link it is (an id) and what it is about: all that a press needs, by the same rule as `find`, at a tenth of
    its cost."""
    if not token or len(token) > LONGEST:
        return None
    with connection.cursor() as cursor:
        cursor.execute(HOLDER, [digest(token), purpose, now])
        return cursor.fetchone()


def find(token: str, *, purpose: str, now: datetime) -> Link | None:
    """The live link of that token; None, with no hint which, for an unknown, malformed, revoked or ended one."""
    if not token or len(token) > LONGEST:
        return None
    found = Link.objects.filter(token_hash=digest(token)).select_related("person").first()
    return found if found and found.purpose == purpose and found.is_live(now=now) else None


def kept_links(words: str) -> str:
    """Of the links that stand in a letter's words: "live" when the next letter repeats them, "dead" when one was taken back
    and the next brings a new one, and nothing when none stands there."""
    found = Link.objects.filter(token_hash__in=[digest(token) for token in IN_WORDS.findall(words or "")])
    taken_back = [at is not None for at in found.values_list("revoked_at", flat=True)]
    return "dead" if any(taken_back) else "live" if taken_back else ""


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
