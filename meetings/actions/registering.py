"""Registering for a conference or away day: by anybody on the public page, at the desk, or by a partner for their own.

Order of locks, always: gathering, then registration, then letter.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db import connection

from meetings import gathering_emails as emails
from meetings import gathering_rules as rules
from meetings.actions import waiting_list, workshops
from meetings.actions.waiting_list import at_the_gathering
from meetings.gathering_counts import standing_of
from meetings.models import Badge, CameBy, Category, Needs, Photo, Registration, RegistrationState
from members.models import Link
from members.models.person import sort_key
from members.permissions import Permission, require
from members.post import letters
from members.rules import Refused

AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 3000  # on one event's public page; from here on it gives the telephone number
State = RegistrationState
WRITTEN = Registration._meta.concrete_fields
INSERT = f"""
INSERT INTO {Registration._meta.db_table} ({", ".join(field.column for field in WRITTEN)})
VALUES ({", ".join(f"%(new_{field.column})s" for field in WRITTEN)});
"""
UNDER_THE_LOCK = [Registration._meta.get_field(name) for name in ("id", "state", "queue_no", "place_no")]


@dataclass(frozen=True)
class Asked:
    """What somebody tells when they register; only the name is needed."""

    name: str
    way: str = ""
    address: str = ""
    organisation: str = ""
    categories: tuple = ()
    needs: Needs = field(default_factory=Needs)
    photo: str = Photo.UNSAID
    badge: str = Badge.FIRST
    badge_name: str = ""
    news: bool = False
    keep_longer: bool = False
    workshops: tuple = ()


def sign_up(*, gathering, asked: Asked, now, looks_automatic=False, person=None) -> Registration:
    """On the public page, by anybody at all: it asks for no permission, and says the same whoever is known here.

    What looks automatic waits for a person to look; nothing is sent and no place is taken until then. Somebody who is
    registered already gets their own letter once more. Raises Refused.
    """
    return _register(
        gathering, asked, came_by=CameBy.PAGE, person=person, doubtful=looks_automatic, check=rules.check_open, now=now
    )


def write_down(*, gathering, asked: Asked, came_by, actor, now, person=None) -> Registration:
    """By staff, for somebody who rang, sent a paper form or is at the door."""
    require(actor, Permission.ANSWER_FOR, within=gathering)
    return _register(
        gathering, asked, came_by=came_by, person=person, recorded_by=actor.person, refuse_twice=True,
        check=rules.check_can_be_written_down, now=now,
    )  # fmt: skip


def bring(*, gathering, asked: Asked, organisation, actor, now) -> Registration:
    """By a partner, for somebody of their own organisation. Whoever has an address and is on the list already gets their
    own letter once more, and the partner hears the same; of the others, only what they brought themselves is theirs to
    know, so a second person of that name is told apart by a number."""
    require(actor, Permission.BRING_PEOPLE, within=Representing(organisation.pk))
    if not asked.way:
        asked = _told_apart(asked, gathering, organisation)
    return _register(
        gathering, asked, came_by=CameBy.BULK, recorded_by=actor.person, brought_by=organisation, check=rules.check_open,
        refuse_twice=not asked.way, now=now,
    )  # fmt: skip


def _told_apart(asked, gathering, organisation):
    name = " ".join(asked.name.split())
    live = Registration.objects.filter(gathering=gathering, address="").exclude(state=State.CANCELLED)
    own = live.filter(brought_by=organisation, sort_name__startswith=sort_key(name)).values_list("name", flat=True)
    if own := [each for each in own if sort_key(rules.without_number(each)) == sort_key(name)]:
        return replace(asked, name=own[0])
    if live.filter(sort_name=sort_key(name)[:200]).exclude(brought_by=organisation).exists():
        taken = set(live.filter(sort_name__startswith=sort_key(name)).values_list("sort_name", flat=True))
        others = (f"{name} ({number})" for number in range(2, len(taken) + 3))
        return replace(asked, name=next(each for each in others if sort_key(each) not in taken))
    return asked


@dataclass(frozen=True)
class Representing:
    """A place for the table of permissions: what belongs to one organisation."""

    organisation_id: int


@at_the_gathering
def _register(
    gathering, asked, *, came_by, check, now, person=None, doubtful=False, recorded_by=None, brought_by=None, refuse_twice=False,
):  # fmt: skip
    way, address = rules.reach(asked.way, asked.address)
    name = " ".join(asked.name.split())
    registration = Registration(
        gathering=gathering, person=person, name=name, way=way, address=address, organisation=asked.organisation.strip(),
        categories=sorted(asked.categories), held=Category.LIVED_EXPERIENCE in asked.categories,
        needs=asked.needs.sealed() if asked.needs else None, photo=asked.photo, badge=asked.badge,
        badge_name=asked.badge_name.strip(), agreed={"kept": rules.AGREED}, news=asked.news, keep_longer=asked.keep_longer,
        came_by=came_by, recorded_by=recorded_by, brought_by=brought_by, registered_at=now, state=State.DOUBTFUL,
        sort_name=sort_key(name)[:200],
    )  # fmt: skip
    registration.link_with(Link.new_token())
    row = _prepared(registration, WRITTEN)  # sealing takes time: done before everybody else waits for us
    gathering, standing, there, new_id = waiting_list.lock_and_look(
        gathering.pk, name=name, address=address, person=person, now=now, since=now - AN_HOUR
    )
    check(gathering, now=now)
    check_workshops(asked.workshops, gathering)
    if there is not None:
        there = waiting_list.lock_one(there)
        if refuse_twice:
            raise Refused(f"{there.name} is on the list already.", field="name")
        return _again(there, gathering=gathering, now=now)
    if came_by == CameBy.PAGE and standing.lately >= MOST_AN_HOUR:
        raise rules.TooMany("So many people are registering just now that the page takes no more. Please ring us.")
    registration.pk, registration.gathering, letter = new_id, gathering, None
    if not doubtful:
        waiting_list.seat_or_wait(registration, standing, gathering=gathering)
        told = emails.told_already(registration, came_by=came_by)
        letter = emails.receipt_row(registration, gathering=gathering, now=now, told=told)
    _save(registration, row | _prepared(registration, UNDER_THE_LOCK), letter, now=now)
    _choose(registration, asked.workshops)
    if registration.state == State.WAITING and standing.free(held=True):
        _fill_with(registration, gathering, now=now)
    return registration


def _prepared(registration, fields) -> dict:
    return {
        f"new_{each.column}": each.get_db_prep_save(getattr(registration, each.attname), connection) for each in fields
    }


def _save(registration, row, letter, *, now):
    """What `save` does with a new one, and the letter about it, sent together. That Django writes the same INSERT anew each
    time is a good part of its work, and everybody else who registers waits meanwhile."""
    noting, of_letter = letters.noting(letter, now=now) if letter else ("", {})
    with connection.cursor() as cursor:
        cursor.execute(INSERT + noting, row | of_letter)
    registration._state.adding, registration._state.db = False, connection.alias


def there_already(gathering, name, address):
    """The same name at the same address is the same registration (as in `lock_and_look`)."""
    live = Registration.objects.filter(gathering=gathering).exclude(state=State.CANCELLED)
    return live.filter(sort_name=sort_key(name)[:200], address=address).first()


def check_only_row(registration):
    """Whoever registered anew meanwhile is on the list already, by that row."""
    live = Registration.objects.filter(gathering=registration.gathering_id, sort_name=registration.sort_name)
    others = live.filter(address=registration.address).exclude(pk=registration.pk).exclude(name="")
    if registration.state == State.CANCELLED and others.exclude(state=State.CANCELLED).exists():
        raise Refused("You have registered anew since. Please use the link in the newest letter.")


def _again(registration, *, gathering, now):
    """`registration` is locked. Sent twice, or forgotten: nothing changes but that their own letter leaves once more, at
    most once a day. Whoever let an offer run out is on the list again."""
    if registration.state == State.LAPSED:
        return line_up(registration, gathering=gathering, now=now)
    if registration.state != State.DOUBTFUL:
        emails.send_again(registration, gathering=gathering, now=now)
    return registration


def _choose(registration, sessions):
    if sessions:
        workshops.wish(registration, sessions)
        workshops.settle(registration)


def check_workshops(sessions, gathering):
    if sessions:
        rules.check_workshops_belong(sessions, gathering)
        rules.check_workshops(sessions)


def _fill_with(registration, gathering, *, now):
    """Whoever just joined the line may be the one whom a free place goes to: then without an offer."""
    for each in waiting_list.fill(gathering, now=now, besides=registration.pk):
        if each.pk == registration.pk:
            registration.state, registration.place_no = each.state, each.place_no
            registration.revision = each.revision
            workshops.settle(registration)
            emails.send_receipt(registration, gathering=gathering, now=now)


def line_up(registration, *, gathering, now):
    """Back on the list, at its end; a place at once when one is free."""
    waiting_list.seat_or_wait(registration, standing_of(gathering, now=now), gathering=gathering)
    registration.cancelled_at, registration.revision = None, registration.revision + 1
    registration.save()
    workshops.settle(registration)
    emails.send_receipt(registration, gathering=gathering, now=now)
    _fill_with(registration, gathering, now=now)
    return registration
