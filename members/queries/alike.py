"""Records that may be the same human being as this one."""

from django.db.models import Q

from members.models import Channel, Person
from members.models.person import sort_key

MOST = 20


def alike(person, *, words=""):
    """By what was typed (a name or a number); else whoever shares an address or most of the name. By name."""
    others = Person.objects.filter(erased_at=None).exclude(pk=person.pk)
    if words:
        wanted = Q()
        for word in sort_key(words).split():
            wanted &= Q(sort_name__contains=word)
        if words.isdecimal() and len(words) < 12:
            wanted |= Q(pk=int(words))
        return others.filter(wanted).by_name()[:MOST]
    addresses = Channel.objects.filter(person=person).values("address")
    same = Q(pk__in=Channel.objects.filter(address__in=addresses).values("person")) | Q(sort_name=person.sort_name)
    parts = [part for part in person.sort_name.split() if len(part) > 2]
    if len(parts) > 1:
        same |= Q(sort_name__contains=parts[0]) & Q(sort_name__contains=parts[-1])
        same |= Q(sort_name__startswith=parts[0][0], sort_name__endswith=f" {parts[-1]}")
    return others.filter(same).by_name()[:MOST]
