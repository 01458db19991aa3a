"""Somebody says that people whom a spreadsheet brought in know by now that they are on our list."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from members.models import Person
from members.permissions import Permission, require
from members.post import trial, unaware

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


@contextmanager
def by_name() -> Iterator[None]:
    """What is noted within is for people whom somebody chose by name, whoever presses or whichever clock strikes."""
    with unaware.somebody_decided():
        yield


def asked(ids, *, now) -> int:
    """Of everybody who is asked by name now, so that they hear of us by it; in a trial nothing reaches them."""
    return heard_all(Person.objects.filter(pk__in=ids).exclude(trial.goes_on()).values("pk"), now=now)


def heard_all(ids, *, now) -> int:
    """The same of everybody of whom somebody says that they know."""
    return Person.objects.filter(pk__in=ids, **WAITING).update(aware_at=now)
