"""Places at a gathering. Everything here runs under the gathering's lock (house, *Places*).

Order of locks, always: gathering, then registration, then letter. A place that comes free is offered to the next in
line for a time; people who hold a place keep it, however few places there are left.
"""

from django.db import connection

from meetings import gathering_emails as emails
from meetings.actions import workshops
from meetings.actions.places import at_the_meeting as at_the_gathering
from meetings.gathering_counts import COUNTS, Standing, standing_of
from meetings.gathering_rules import GONE_STATES, offer_ends
from meetings.models import (
    Gathering,
    GatheringState,
    Registration,
    RegistrationState,
)
from members.models.person import sort_key

__all__ = [
    "at_the_gathering",
    "fill",
    "give_up",
    "lapse",
    "lock",
    "lock_and_look",
    "lock_one",
    "lowest_place",
    "seat_or_wait",
]

LOCK = f"SELECT * FROM {Gathering._meta.db_table} WHERE id = %s FOR NO KEY UPDATE"
LOCK_ONE = f"SELECT * FROM {Registration._meta.db_table} WHERE id = %s FOR NO KEY UPDATE"
# The lock comes in a statement of its own, so that the second one counts what those before us in the line have saved.
LOCK_AND_LOOK = f"""
SELECT FROM {Gathering._meta.db_table} WHERE id = %(gathering)s FOR NO KEY UPDATE;
SELECT {Gathering.columns("g")}, nextval(pg_get_serial_sequence('{Registration._meta.db_table}', 'id')), r.*
  FROM {Gathering._meta.db_table} AS g
 CROSS JOIN LATERAL (SELECT
       coalesce(min(id) FILTER (WHERE state <> '{RegistrationState.CANCELLED}' AND sort_name = %(name)s AND address = %(address)s),
           min(id) FILTER (WHERE state <> '{RegistrationState.CANCELLED}' AND person_id = %(person)s::bigint)),
       {COUNTS} FROM {Registration._meta.db_table} WHERE gathering_id = g.id) AS r
 WHERE g.id = %(gathering)s
"""
PLACE = ["state", "queue_no", "place_no", "offered_at", "offer_expires_at", "revision"]


def lock(gathering_id) -> Gathering:
    """The gathering as it now stands, first of all locks; counting comes in a statement of its own."""
    return Gathering.objects.raw(LOCK, [gathering_id])[0]


def lock_and_look(gathering_id, *, name, address, person, now, since) -> tuple[Gathering, Standing, int | None, int]:
    """The gathering, locked as by `lock`, how full it is, and who is on its list already: the same name at the same
    address, or the same person signed in, is the same registration (its id). Last, the id for a new one.

    Sent together, since everybody else who registers waits while we ask.
    """
    values = {
        "gathering": gathering_id, "name": sort_key(name)[:200], "address": address,
        "person": person.pk if person else None, "since": since,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(LOCK_AND_LOOK, values)
        gathering, (new_id, there, *counted) = Gathering.from_row(cursor.fetchone())
    return gathering, Standing(gathering.places, gathering.held_at(now), *counted), there, new_id


def lock_one(registration_id) -> Registration:
    """One registration as it now stands; after its gathering, never before."""
    return Registration.objects.raw(LOCK_ONE, [registration_id])[0]


def seat_or_wait(registration, standing: Standing, *, gathering) -> None:
    """The lowest free place when one is free for them and nobody waits for it; else the end of the line.

    Sets the fields; the caller saves.
    """
    registration.queue_no = standing.last_turn + 1
    if standing.free(held=registration.held) and not standing.ahead(held=registration.held):
        registration.state = RegistrationState.REGISTERED
        registration.place_no = lowest_place(gathering, standing)
    else:
        registration.state, registration.place_no = RegistrationState.WAITING, None


def fill(gathering, *, now, besides=None) -> list[Registration]:
    """Offer every free place to whoever is next in line and may take it; each is told. Gives them, saved.

    Who presses at this very moment (`besides`) gets theirs at once, without an offer; so does whom we have no way to
    ask (their organisation tells them): an offer that nobody hears of would only run out.
    """
    if gathering.state in (*GONE_STATES, GatheringState.DRAFT) or gathering.starts_at <= now:
        return []
    standing, offered = standing_of(gathering, now=now), []
    if not standing.waiting or not standing.free(held=True):
        return []
    line = Registration.objects.filter(gathering=gathering).in_line().select_for_update(of=("self",), no_key=True)
    for registration in line:
        if not standing.free(held=True):
            break
        if standing.free(held=registration.held):
            registration.place_no = lowest_place(gathering, standing)
            standing = standing.with_one_more(held=registration.held, place_no=registration.place_no)
            at_once = registration.pk == besides or not registration.way
            _give(registration, gathering=gathering, at_once=at_once, now=now)
            offered.append(registration)
    return offered


def _give(registration, *, gathering, at_once, now):
    registration.revision += 1
    if at_once:
        registration.state = RegistrationState.REGISTERED
    else:
        registration.state, registration.offered_at = RegistrationState.OFFERED, now
        registration.offer_expires_at = offer_ends(gathering, registration, now=now)
    registration.save(update_fields=PLACE)
    if at_once:
        workshops.settle(registration)
    else:
        emails.send_offer(registration, gathering=gathering, now=now)


def give_up(registration, *, state) -> None:
    """The place, the turn and the offer go; sets the fields, the caller saves and fills."""
    registration.state = state
    registration.queue_no = registration.place_no = None
    registration.offered_at = registration.offer_expires_at = None
    registration.revision += 1


def lapse(registration, *, gathering, now, reached=True) -> None:
    """The offer ran out: off the list, told so, and free to come back. Whoever was never reached is looked for by a person."""
    give_up(registration, state=RegistrationState.LAPSED)
    registration.save(update_fields=PLACE)
    workshops.leave(registration)
    if reached:
        emails.send_offer_over(registration, gathering=gathering, now=now)
    else:
        emails.ask_to_find(registration, gathering=gathering, now=now)


def lowest_place(gathering, standing) -> int:
    """The lowest free number; without gaps it is the next one, and nothing has to be looked up."""
    if standing.taken == standing.last_place:
        return standing.taken + 1
    held = Registration.objects.filter(gathering=gathering).holding_a_place().order_by()
    numbers = set(held.values_list("place_no", flat=True))
    return next(n for n in range(1, len(numbers) + 2) if n not in numbers)
