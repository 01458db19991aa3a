"""The address of somebody's own calendar: made, and made anew, by its owner alone."""

from django.db import transaction

from meetings import feeds
from members.permissions import Permission, require
from members.post import links


@transaction.atomic
def renew(*, person, actor, now):
    """Another address; the old one opens nothing from now on."""
    require(actor, Permission.SEE_INFORMATION, within=person)
    links.revoke(about=feeds.about(person), person=person, purpose=feeds.PURPOSE, now=now)
    return feeds.link_of(person, now=now)
