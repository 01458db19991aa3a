"""Somebody says that people whom a spreadsheet brought in know by now that they are on our list."""

from django.db import transaction

from members.models import Person
from members.permissions import Permission, require

WAITING = {"brought_in_at__isnull": False, "aware_at": None}


@transaction.atomic
def know(*, person, actor, now) -> bool:
    """From now on this person is asked like everybody else. Whether that is news."""
    require(actor, Permission.EDIT_PEOPLE, within=person)
    return heard(person, now=now)


@transaction.atomic
def know_all(*, people_import, actor, now) -> int:
    """The same of everybody whom this spreadsheet brought in or gave a place. How many."""
    require(actor, Permission.IMPORT_PEOPLE)
    return heard_all(waiting(people_import).values("pk"), now=now)


def waiting(people_import):
    """Those of one spreadsheet who do not know yet, by name."""
    rows = people_import.rows.exclude(applied_at=None).filter(undone="").values("person")
    return Person.objects.filter(pk__in=rows, **WAITING).by_name()


def heard(person, *, now) -> bool:
    """What the presses share with a consent and an agreement, which nobody gives without knowing of us."""
    return bool(heard_all([person.pk], now=now))


def heard_all(ids, *, now) -> int:
    """The same of everybody whom somebody invites by name, or who came: a person has decided, or they were there."""
    return Person.objects.filter(pk__in=ids, **WAITING).update(aware_at=now)
