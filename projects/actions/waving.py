"""Inviting in waves (OPP-26): a person chooses whom and in which order; then the next are asked after some days, until it is full.

Locks: opportunities in the order of their ids, then people in the order of theirs, then invitations and letters.
"""

from datetime import timedelta

from django.db import transaction

from members.actions import aware
from members.models import Person
from members.permissions import Permission, require
from members.rules import Refused
from projects import asking_rules, emails
from projects.actions.briefs import locked
from projects.models import Invitation, Opportunity, Status, Turn, Waves
from projects.queries import who_would_be_asked
from projects.queries.asked import is_full

MOST_AT_ONCE = 4  # pieces of work a tick holds: whoever answers meanwhile should not wait for long
LOOK_AT = 200  # turns looked at together, until enough people are found who can be asked now
ALL_ASKED = "Everybody in the queue has been asked."


@transaction.atomic
def start(*, opportunity, people, size, days, reasons=None, actor, now) -> Waves:
    """Put these people in the queue, in this order; the first wave leaves at once. Raises Refused."""
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    opportunity = locked(opportunity)
    asking_rules.check_status(opportunity, Status.OPEN, now=now)
    if not people:
        raise Refused("Please choose at least one person.", field="people")
    if not 1 <= size <= 100 or not 1 <= days <= 60:
        raise Refused("Please ask between 1 and 100 people at a time, with 1 to 60 days between.", field="size")
    waves, _ = Waves.objects.update_or_create(
        opportunity=opportunity,
        defaults={
            "size": size, "days": days, "next_at": now, "started_at": now, "started_by": actor.person, "stopped_at": None,
            "stopped_because": "",
        },
    )  # fmt: skip
    first = Turn.objects.filter(opportunity=opportunity).count()
    Turn.objects.bulk_create(
        [
            Turn(opportunity=opportunity, person=person, place=place, reasons=(reasons or {}).get(person.pk, "")[:300])
            for place, person in enumerate(people, start=first + 1)
        ],
        ignore_conflicts=True,
    )
    _ask_the_next([opportunity], now=now)
    waves.refresh_from_db()
    return waves


@transaction.atomic
def stop(*, opportunity, actor, now) -> None:
    """Nobody further is asked by the clock."""
    require(actor, Permission.INVITE_TO_WORK, within=opportunity)
    opportunity = locked(opportunity)
    _stop(opportunity, f"{actor.person or 'Somebody'} stopped it.", now=now)


@transaction.atomic
def go_on(*, now) -> int:
    """The clock: the next wave of every piece of work whose day has come. Safe to run twice, two at once, late."""
    due = Opportunity.objects.filter(waves__stopped_at=None, waves__next_at__lte=now).order_by("waves__next_at", "pk")
    held = due.select_for_update(of=("self",), no_key=True, skip_locked=True)[:MOST_AT_ONCE]
    return _ask_the_next(sorted(held, key=lambda work: work.pk), now=now)


def _ask_the_next(held, *, now) -> int:
    """These pieces of work are held; what another planner did before we held them is read here."""
    waves = Waves.objects.filter(opportunity__in=held, stopped_at=None, next_at__lte=now)
    due = {each.opportunity_id: each for each in waves}
    going = [work for work in held if work.pk in due and not _has_ended(work, now=now)]
    turns = {work.pk: _next_turns(work, due[work.pk], now=now) for work in going}
    ids = {turn.person_id for row in turns.values() for turn in row}
    people = Person.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",), no_key=True)
    by_id = {person.pk: person for person in people}
    return sum(_one_wave(work, due[work.pk], turns[work.pk], by_id, now=now) for work in going)


def _next_turns(work, waves, *, now):
    """The first few who can be asked now, however many before them are on a break or at their limit; and those asked
    meanwhile by another way. Once their people are held, it is looked at again whether they can be asked."""
    turns = Turn.objects.filter(opportunity=work, looked_at=None).select_related("person").order_by("place", "pk")
    already = set(Invitation.objects.filter(opportunity=work).values_list("person", flat=True))
    found, free, start = [], 0, 0
    while free < waves.size and (some := list(turns[start : start + LOOK_AT])):
        would = who_would_be_asked([turn.person for turn in some], opportunity=work, now=now)
        can_be = {row.person.pk for row in would if not row.left_out}
        for turn in some:
            can_now = turn.person_id in can_be and free < waves.size
            found += [turn] if can_now or turn.person_id in already else []
            free += can_now
        start += LOOK_AT
    return found


def _has_ended(work, *, now):
    if work.is_closed(now=now):
        _stop(work, "Answers have closed.", now=now)
    elif is_full(work):
        _stop(work, "It is full.", now=now)
    else:
        return False
    return True


def _stop(work, because, *, now):
    Waves.objects.filter(opportunity=work, stopped_at=None).update(
        stopped_at=now, stopped_because=because[:120], next_at=None
    )


def _one_wave(work, waves, turns, by_id, *, now):
    """Ask the first few of these who can be asked now; who is on a break or at their limit keeps their turn."""
    number = (
        Turn.objects.filter(opportunity=work)
        .exclude(wave=None)
        .order_by("-wave")
        .values_list("wave", flat=True)
        .first()
        or 0
    ) + 1
    would = who_would_be_asked([by_id[turn.person_id] for turn in turns], opportunity=work, now=now)
    free = {row.person.pk for row in would if not row.left_out}
    asked = [turn for turn in turns if turn.person_id in free][: waves.size]
    for turn in asked:
        turn.wave, turn.looked_at = number, now
    already = set(Invitation.objects.filter(opportunity=work).values_list("person", flat=True))
    gone = [turn for turn in turns if turn.person_id in already]
    for turn in gone:
        turn.looked_at, turn.skipped_because = now, "Asked already"
    Turn.objects.bulk_update([*asked, *gone], ["wave", "looked_at", "skipped_because"])
    invitations = Invitation.objects.bulk_create(
        Invitation(opportunity=work, person=by_id[turn.person_id], invited_at=now) for turn in asked
    )
    aware.asked([turn.person_id for turn in asked], now=now)
    with aware.by_name():  # somebody chose the queue, also where the clock goes on with it
        emails.note_invitations(invitations, now=now)
    if not Turn.objects.filter(opportunity=work, looked_at=None).exists():
        _stop(work, ALL_ASKED, now=now)
    else:
        Waves.objects.filter(pk=waves.pk).update(next_at=now + timedelta(days=waves.days))
    return len(asked)
