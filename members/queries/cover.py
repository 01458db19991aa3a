"""Who is away today, and who looks after their things; kept for a few seconds, so that pages ask nothing.

When the one who stands in is away as well, the next one in the row does it.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Now, TruncDate

from members.charity import Kept
from members.models import Absence, Person, RoleGrant
from members.permissions import Role

LONGEST_ROW = 5  # who stands in for whom; longer rows are a mistake
ALONE_MATTERS = [Role.COORDINATOR, Role.SAFEGUARDING, Role.FINANCE, Role.TECHNICAL]


@dataclass(frozen=True)
class Away:
    """One absence, as pages say it: "away until 3 June; Tom looks after it"."""

    person_id: int
    person_name: str
    starts: date
    ends: date
    cover_id: int
    cover_name: str


def _read():
    there = {"cover__is_active": True, "cover__died_on": None}  # whoever may not sign in looks after nothing
    rows = Absence.objects.filter(ends__gte=TruncDate(Now()), **there).order_by("-ends", "pk")
    facts = rows.values_list("person_id", "person__name", "starts", "ends", "cover_id", "cover__name")
    return tuple(Away(*row) for row in facts)


kept = Kept(_read)


def away(person_id, *, day) -> Away | None:
    """The absence of this person that holds on that day and lasts longest."""
    return next((a for a in kept.now() if a.person_id == person_id and a.starts <= day <= a.ends), None)


def away_today(*, day) -> list[Away]:
    """Everybody who is away on that day, by name."""
    return sorted((a for a in kept.now() if a.starts <= day <= a.ends), key=lambda a: (a.person_name, a.person_id))


def _row(person_id, *, day):
    """Everybody who stands in, one after the other."""
    seen = {person_id}
    while (found := away(person_id, day=day)) and found.cover_id not in seen and len(seen) <= LONGEST_ROW:
        seen.add(person_id := found.cover_id)
        yield found


def stands_in(person_id, *, day) -> Away | None:
    """The absence whose cover acts on that day: the last one in the row."""
    return next(iter(list(_row(person_id, day=day))[-1:]), None)


def who_hears(person_id, *, day) -> int:
    """Who gets the post about a thing of this person's on that day: while somebody stands in, they do, and nobody who is away."""
    found = stands_in(person_id, day=day)
    return found.cover_id if found else person_id


def hears_for(person_id, owner_id, *, day) -> str:
    """Whom this person stands in for when a letter about the owner's thing comes to them; "" when it is their own."""
    found = away(owner_id, day=day) if owner_id and owner_id != person_id else None
    return found.person_name if found and who_hears(owner_id, day=day) == person_id else ""


def covered_by(person, *, day) -> Person | None:
    """Who looks after this person's things on that day; None when they are there themselves."""
    found = stands_in(person.pk, day=day)
    return Person.objects.get(pk=found.cover_id) if found else None


def covering(person, *, day) -> frozenset:
    """Ids of the people whose things this person looks after on that day."""
    gone = {each.person_id for each in kept.now() if each.starts <= day <= each.ends}
    return frozenset(
        who for who in gone if any(link.cover_id == person.pk for link in _row(who, day=day)) and who != person.pk
    )


def others_who_are(role, *, day, besides):
    """People who hold that role on that day and may sign in, but for one."""
    held = RoleGrant.objects.filter(role=role, person__is_active=True, person__died_on=None).on(day)
    return Person.objects.filter(pk__in=held.exclude(person=besides).values("person")).by_name()


def roles_held_alone(person, *, day):
    """Roles that matter and that nobody but this person holds on that day, in the order of the table."""
    mine = set(person.grants.filter(role__in=ALONE_MATTERS).on(day).values_list("role", flat=True))
    return [r for r in ALONE_MATTERS if r in mine and not others_who_are(r, day=day, besides=person).exists()]
