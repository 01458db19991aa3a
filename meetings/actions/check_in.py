"""Who came to a gathering: from phones that may have had no network, and from a printed list typed later. Nobody twice.

Each press has an id made where it was pressed. The same id again changes nothing; of several presses on one person the
latest stands, whichever phone reaches us first. Locks: gathering, then registration.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from meetings.actions.day_lock import lock, london_day
from meetings.actions.forgetting import forget
from meetings.day_rules import check_door_open, check_may_put_right
from meetings.models import CameBy, Category, CheckInPress, Press, Registration, RegistrationState
from members.models.person import sort_key
from members.permissions import Permission, require
from members.rules import Refused

MOST_AT_ONCE = 500
A_CLOCK_OFF = timedelta(seconds=2)
NUMBERS = re.compile(r"^\s*(\d{1,5})\s*(?:[-–]\s*(\d{1,5}))?\s*$")
GIVEN = [
    "state", "place_no", "queue_no", "offered_at", "offer_expires_at", "cancelled_at", "came_at",
]  # fmt: skip


@dataclass(frozen=True)
class Pressed:
    """One press as it was made; a walk-in has a name and no registration."""

    uid: UUID
    press: str
    pressed_at: datetime
    registration: int | None = None
    name: str = ""
    lived_experience: bool = False


@dataclass
class Typed:
    """What became of a page of paper."""

    came: list = field(default_factory=list)
    already: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    walked_in: list = field(default_factory=list)


def by_our_clock(pressed_at, *, phone_now, now):
    """When it was pressed by our clock: a phone's own may be off, and none presses in the future."""
    off = now - phone_now
    right = pressed_at + off if abs(off) > A_CLOCK_OFF else pressed_at
    return min(right, now)


@transaction.atomic
def keep(*, gathering, presses, actor, now) -> set[UUID]:
    """All presses of one phone, oldest first; gives the ids that are kept now, and so need not be sent again."""
    require(actor, Permission.KEEP_REGISTER, within=gathering)
    presses = sorted(presses, key=lambda each: (each.pressed_at, str(each.uid)))
    if len(presses) > MOST_AT_ONCE:
        raise Refused("That is more than one phone presses in a day. Please ring the involvement team.")
    gathering = lock(gathering.pk)
    check_door_open(gathering, now=now)
    known = set(CheckInPress.objects.filter(uid__in=[each.uid for each in presses]).values_list("uid", flat=True))
    for each in presses:
        if each.uid not in known:
            known.add(each.uid)
            _one(gathering, each, actor=actor, now=now)
    return known


def press(*, gathering, registration, came, uid, actor, now) -> None:
    """One button on a page without JavaScript; the same uid again is the same press."""
    sort = Press.CAME if came else Press.UNDO
    keep(gathering=gathering, presses=[Pressed(uid, sort, now, registration.pk)], actor=actor, now=now)


def _one(gathering, pressed, *, actor, now):
    """A press on somebody we do not know is kept too, as not counted: the phone must not send it for ever."""
    if pressed.press == Press.WALK_IN:
        registration, counted = _walk_in(gathering, pressed, actor=actor, now=now), True
    else:
        known = gathering.registrations.select_for_update(of=("self",), no_key=True)
        registration = _standing(known.filter(pk=pressed.registration).first())
        counted = registration is not None and _apply(registration, pressed)
    CheckInPress.objects.create(
        uid=pressed.uid, gathering=gathering, registration=registration, press=pressed.press, counted=counted,
        pressed_at=pressed.pressed_at, kept_at=now, by=actor.person,
    )  # fmt: skip


def _standing(registration):
    """Whoever cancelled and registered anew is on the list once: the row that stands is the one that counts."""
    if registration is None or registration.state != RegistrationState.CANCELLED or not registration.name:
        return registration
    same = Registration.objects.filter(
        gathering=registration.gathering_id, sort_name=registration.sort_name, address=registration.address
    )
    return same.exclude(state=RegistrationState.CANCELLED).first() or registration


def _apply(registration, pressed) -> bool:
    """Whether it is the latest word on this person. Of two who both say *came*, the earlier time is kept."""
    later = registration.presses.filter(counted=True, pressed_at__gt=pressed.pressed_at).order_by("-pressed_at").first()
    if later is not None and (pressed.press == Press.UNDO or later.press == Press.UNDO):
        return False
    if pressed.press == Press.UNDO:
        registration.came_at = None
        registration.save(update_fields=["came_at"])
        return True
    _let_in(registration, at=pressed.pressed_at)
    return later is None


def _let_in(registration, *, at):
    """They are here, whatever the list said before: who had cancelled or waited has a place now."""
    if registration.state != RegistrationState.REGISTERED:
        if registration.place_no is None:
            registration.place_no = _lowest_free(registration.gathering_id)
        registration.state, registration.queue_no = RegistrationState.REGISTERED, None
        registration.offered_at = registration.offer_expires_at = registration.cancelled_at = None
    registration.came_at = min(registration.came_at or at, at)
    registration.save(update_fields=GIVEN)


def _walk_in(gathering, pressed, *, actor, now):
    """Somebody who is not on the list; with the full name of the one person who is and has not come, it is them."""
    name = " ".join(pressed.name.split())[:190] or "Somebody"
    if " " in name:
        same = list(gathering.registrations.filter(sort_name=sort_key(name), came_at=None)[:2])
        if len(same) == 1:
            there = _standing(same[0])
            _let_in(there, at=pressed.pressed_at)
            return there
    return Registration.objects.create(
        gathering=gathering, name=_not_taken(gathering, name), came_by=CameBy.DOOR, state=RegistrationState.REGISTERED,
        categories=[Category.LIVED_EXPERIENCE] if pressed.lived_experience else [], registered_at=now,
        came_at=pressed.pressed_at, place_no=_lowest_free(gathering.pk), recorded_by=actor.person,
    )  # fmt: skip


def _not_taken(gathering, name):
    """Two people called Sam walk in: the second stands there as Sam (2), until somebody says that they are one."""
    taken = set(
        gathering.registrations.filter(sort_name__startswith=sort_key(name)).values_list("sort_name", flat=True)
    )
    others = (f"{name} ({number})" for number in range(2, len(taken) + 3))
    return name if sort_key(name) not in taken else next(each for each in others if sort_key(each) not in taken)


def _lowest_free(gathering_id) -> int:
    taken = set(
        Registration.objects.filter(gathering=gathering_id, place_no__isnull=False).values_list("place_no", flat=True)
    )
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


# ---- from paper --------------------------------------------------------------------------------------------------------
def numbers_in(words) -> list[int]:
    """ "3, 17 20-24" as numbers of the printed list. Raises Refused at the first thing that is none."""
    found = []
    for piece in re.split(r"[,;\s]+", re.sub(r"\s*[-–]\s*", "-", words.strip())):
        if not piece:
            continue
        match = NUMBERS.match(piece)
        if match is None:
            raise Refused(f"“{piece[:40]}” is not a number of the list. Write them like 3, 17, 20-24.", field="numbers")
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first or last - first > MOST_AT_ONCE:
            raise Refused(f"{piece} cannot be right. Please look at both numbers.", field="numbers")
        found += range(first, last + 1)
    return found


@transaction.atomic
def type_list(*, gathering, numbers, walk_ins=(), sheet, actor, now, at=None) -> Typed:
    """Numbers ticked on the printed list, and names on its empty lines: (name, lived experience).

    Whoever is in already, from a phone or another page, is only named again. `sheet` is the id of this typing: sent
    twice, it makes nobody twice.
    """
    require(actor, Permission.KEEP_REGISTER, within=gathering)
    at = min(at or gathering.starts_at, now)
    gathering = lock(gathering.pk)
    check_door_open(gathering, now=now)
    if london_day(gathering.starts_at) > london_day(now):
        raise Refused("The day has not come yet. Nobody can have come.")
    by_number = {each.place_no: each for each in gathering.registrations.filter(place_no__in=numbers)}
    told = Typed(unknown=sorted(set(numbers) - set(by_number)))
    presses = []
    for number, registration in sorted(by_number.items()):
        (told.already if registration.came_at else told.came).append(registration)
        if registration.came_at is None:
            presses.append(Pressed(uuid5(sheet, f"n{number}"), Press.CAME, at, registration.pk))
    for place, (name, lived_experience) in enumerate(walk_ins):
        uid = uuid5(sheet, f"w{place}")
        there = gathering.registrations.came().filter(sort_name=sort_key(name)).first()
        if there or CheckInPress.objects.filter(uid=uid).exists():
            told.already.append(there or name)
        else:
            told.walked_in.append(name)
            presses.append(Pressed(uid, Press.WALK_IN, at, None, name, lived_experience))
    for each in presses:
        if not CheckInPress.objects.filter(uid=each.uid).exists():
            _one(gathering, each, actor=actor, now=now)
    return told


@transaction.atomic
def put_right(*, registration, came, actor, now) -> Registration:
    """Somebody came who was missed, or stands there and did not come: also when the list is closed, by a coordinator."""
    require(actor, Permission.KEEP_REGISTER, within=registration.gathering)
    gathering = lock(registration.gathering_id)
    check_may_put_right(gathering, actor=actor, now=now)
    registration = gathering.registrations.select_for_update(of=("self",), no_key=True).get(pk=registration.pk)
    if came:
        _let_in(registration, at=min(gathering.starts_at, now))
    else:
        registration.came_at = None
        registration.save(update_fields=["came_at"])
    CheckInPress.objects.create(  # the latest word on them: what a phone pressed before and sends later changes nothing
        uid=uuid4(), gathering=gathering, registration=registration, press=Press.CAME if came else Press.UNDO, counted=True,
        pressed_at=now, kept_at=now, by=actor.person,
    )  # fmt: skip
    return registration


@transaction.atomic
def put_together(*, gathering, stays, goes, actor, now) -> Registration:
    """Two rows are one person: a walk-in who was on the list after all. The earlier time stays, the walk-in's row goes."""
    require(actor, Permission.KEEP_REGISTER, within=gathering)
    gathering = lock(gathering.pk)
    check_may_put_right(gathering, actor=actor, now=now)
    if goes.came_by != CameBy.DOOR or stays.pk == goes.pk or {stays.gathering_id, goes.gathering_id} != {gathering.pk}:
        raise Refused("Only somebody who came without being on the list can be put together with another row.")
    stays = _standing(stays)
    goes.presses.update(registration=stays)
    if goes.came_at:
        _let_in(stays, at=goes.came_at)
    forget(Registration.objects.filter(pk=goes.pk))
    return stays


@transaction.atomic
def heads(*, gathering, others, others_le, actor, now):
    """People who came and whom nobody wrote down."""
    require(actor, Permission.KEEP_REGISTER, within=gathering)
    if others_le > others:
        raise Refused(
            "There cannot be more people with lived experience than people. Please look at both numbers.",
            field="others_le",
        )
    gathering = lock(gathering.pk)
    check_may_put_right(gathering, actor=actor, now=now)
    gathering.others, gathering.others_le = others, others_le
    gathering.save(update_fields=["others", "others_le"])
    return gathering
