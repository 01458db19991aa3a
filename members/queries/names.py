"""Whose name may be shown to whom: nobody is named to other members, trustees or the public before they say yes (CON-04)."""

from django.db.models import OuterRef, Subquery

from members.models import Consent, ConsentEvent, Person
from members.queries.consent import holders

A_MEMBER = "a member"


def shown(people, *, to: Consent, besides=()) -> dict[int, str]:
    """Id -> the name, or "a member" for who has not agreed; `besides` are ids that are named all the same (oneself)."""
    people = list(people)
    may = holders(to, among=[p.pk for p in people]) | set(besides)
    return {p.pk: p.name if p.pk in may else A_MEMBER for p in people}


def first_names(ids, *, to: Consent = Consent.NAME_TO_MEMBERS) -> list[str]:
    """First names of those of these people (ids, or a queryset of them) who agreed to be named, by name; one query.

    Says nothing about how many did not.
    """
    last = ConsentEvent.objects.filter(person=OuterRef("pk"), consent=to, about="").order_by("-pk").values("given")[:1]
    found = Person.objects.filter(pk__in=ids, died_on=None).annotate(agreed=Subquery(last)).filter(agreed=True)
    return [person.first_name for person in found.by_name()]
