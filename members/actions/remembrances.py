"""After a death (MEM-10): how somebody is remembered, and how long what we hold is kept."""

from django.db import transaction

from members.models import Remembrance
from members.permissions import Permission, require
from members.rules import Refused


@transaction.atomic
def note(*, person, tribute, wishes, keep_until, actor, now):
    """What those close to them asked, and what the group would like to say. Nothing of it is sent to anybody."""
    require(actor, Permission.EDIT_PEOPLE, within=person)
    if person.died_on is None:
        raise Refused("This is for somebody who has died.")
    told = {"tribute": tribute.strip() or None, "wishes": wishes.strip() or None, "keep_until": keep_until}
    return Remembrance.objects.update_or_create(
        person=person, defaults=told, create_defaults={**told, "noted_at": now}
    )[0]
