"""Whose name may be shown to whom: nobody is named to other members, trustees or the public before they say yes (CON-04)."""

from members.models import Consent, Person
from members.queries.consent import holders

A_MEMBER = "a member"


def shown(people, *, to: Consent, besides=()) -> dict[int, str]:
    """Id -> the name, or "a member" for who has not agreed; `besides` are ids that are named all the same (oneself)."""
    people = list(people)
    may = holders(to, among=[p.pk for p in people]) | set(besides)
    return {p.pk: p.name if p.pk in may else A_MEMBER for p in people}


def first_names(ids, *, to: Consent = Consent.NAME_TO_MEMBERS) -> list[str]:
    """First names of those of these people who agreed to be named, by name; says nothing about how many did not."""
    may = holders(to, among=ids)
    return [p.first_name for p in Person.objects.filter(pk__in=may, died_on=None).by_name()] if may else []
