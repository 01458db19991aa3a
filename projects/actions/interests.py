"""What somebody would like to do: saved by the person, or by the desk in their name (OPP-22)."""

from django.db import transaction

from members.models import Person
from members.permissions import Permission, require
from members.rules import Refused
from projects.models import Interests

NAMES = (
    "kinds", "topics", "skills", "learn", "avoid_kinds", "rather_not", "day_parts", "most_miles", "only_from_home",
    "most_a_month",
)  # fmt: skip


@transaction.atomic
def save(*, person, actor, now, **said) -> Interests:
    """Only what is named changes. Raises Refused."""
    require(actor, Permission.KEEP_INTERESTS, within=person)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    found = Interests.objects.filter(person=person).first() or Interests(person=person)
    for name in NAMES:
        if name in said:
            setattr(found, name, said[name])
    if both := set(found.kinds) & set(found.avoid_kinds):
        raise Refused(
            f"{len(both)} kinds of work stand in both lists. Please leave each in one of them.", field="avoid_kinds"
        )
    found.rather_not = (found.rather_not or "").strip() or None
    found.changed_at = now
    found.save()
    return found
