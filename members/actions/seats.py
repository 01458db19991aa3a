"""Who sits in which body, with which hat. A seat gives no rights."""

from django.db import transaction
from django.utils import timezone

from members.models import Person, Seat
from members.permissions import Permission, require
from members.rules import Refused


@transaction.atomic
def give(*, person, body, hat, actor, now, starts=None):
    """A seat from that day on (today, when none is named); one open seat a person and body."""
    require(actor, Permission.EDIT_PEOPLE, within=person)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.seats.filter(body=body, ends=None).exists():
        raise Refused(f"They have a seat in {body} already. End that one first.", field="body")
    return Seat.objects.create(person=person, body=body, hat=hat, starts=starts or timezone.localdate(now))


@transaction.atomic
def end(*, seat, actor, now):
    """The seat ends today; a seat that was to begin later never begins."""
    require(actor, Permission.EDIT_PEOPLE, within=seat)
    today = timezone.localdate(now)
    if seat.starts > today:
        seat.delete()
        return
    Seat.objects.filter(pk=seat.pk, ends=None).update(ends=today)
