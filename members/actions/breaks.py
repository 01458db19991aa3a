"""Taking a break: one press, no reason, and from that second nothing goes out (MEM-05, MEM-06)."""

from django.db import transaction

from members.models import Person
from members.permissions import Permission, require


@transaction.atomic
def start(*, person, actor, now):
    """From now on nothing leaves for this person. Writes only Person: the sender reads it while it holds its letter."""
    require(actor, Permission.TAKE_BREAK, within=person)
    return bool(Person.objects.filter(pk=person.pk, paused_at=None).update(paused_at=now))


@transaction.atomic
def end(*, person, actor, now):
    """They are back: what is sent from now on reaches them again; what was withheld meanwhile stays withheld."""
    require(actor, Permission.TAKE_BREAK, within=person)
    return bool(Person.objects.filter(pk=person.pk).exclude(paused_at=None).update(paused_at=None))
