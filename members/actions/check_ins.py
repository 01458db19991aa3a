"""Asking people how they are after heavy work, and what came of it: an outcome, no health notes (SUP-06 to 08)."""

from datetime import datetime, time, timedelta

from django.db import transaction

from members.models import CheckIn, RoleGrant
from members.models.support import CheckInOutcome as Outcome
from members.permissions import Permission, Role, require
from members.post import calls, window
from members.rules import Refused

CLOSES = time(17)
OWN_ANSWERS = {Outcome.FINE, Outcome.CALL}


def next_working_day(at: datetime) -> datetime:
    """The end of the next working day: by then we have asked (SUP-06)."""
    day = at.astimezone(window.LONDON).date() + timedelta(days=1)
    while day.weekday() >= 5 or window.is_quiet_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, CLOSES, tzinfo=window.LONDON)


def offer(*, people, sort, about, what, after, assigned_to, now) -> int:
    """One check-in for each of these people, due on the next working day. Twice for the same work makes none twice."""
    wanted = [p for p in people if p.died_on is None and p.paused_at is None]
    rows = [
        CheckIn(
            person=person, sort=sort, about=about, what=what[:160], due_at=next_working_day(after),
            assigned_to=assigned_to if assigned_to != person else None, created_at=now,
        )
        for person in wanted
    ]  # fmt: skip
    before = CheckIn.objects.filter(about=about).count()
    CheckIn.objects.bulk_create(rows, ignore_conflicts=True)
    return CheckIn.objects.filter(about=about).count() - before


def call_off(*, about, keep=()) -> int:
    """The work was taken back, or somebody was not there after all: open check-ins about it go."""
    return CheckIn.objects.open().filter(about=about).exclude(person__in=keep).delete()[0]


@transaction.atomic
def close(*, check_in, outcome, actor, now, note="") -> CheckIn:
    """What came of it. *Would like a call* becomes a call; *could not reach them* comes back the next working day."""
    require(actor, Permission.CHECK_IN, within=check_in)
    check_in = _mine_to_write(check_in, actor)
    outcome = _known(outcome)
    check_in.note = note.strip()
    if outcome == Outcome.NOT_REACHED:
        check_in.due_at = next_working_day(now)
        check_in.assigned_to = actor.person
        check_in.save(update_fields=["due_at", "note", "assigned_to"])
        return check_in
    _done(check_in, outcome, actor=actor, now=now)
    return check_in


@transaction.atomic
def answer_oneself(*, check_in, outcome, actor, now) -> CheckIn:
    """The person says it with one press: fine, or please ring me."""
    require(actor, Permission.ANSWER, within=check_in)
    check_in = CheckIn.objects.select_for_update(of=("self",)).select_related("person").get(pk=check_in.pk)
    if check_in.closed_at:
        return check_in
    outcome = _known(outcome)
    if outcome not in OWN_ANSWERS:
        raise Refused("Please choose one of the two.")
    _done(check_in, outcome, actor=actor, now=now)
    return check_in


@transaction.atomic
def hand_over(*, check_in, to, actor, now) -> CheckIn:
    """Somebody else asks; nothing that was noted goes with it."""
    require(actor, Permission.CHECK_IN, within=check_in)
    check_in = CheckIn.objects.select_for_update(of=("self",)).get(pk=check_in.pk)
    if check_in.closed_at:
        raise Refused("Somebody has done this one already.")
    if to.pk == check_in.person_id:
        raise Refused("This is about them. Please choose somebody else.", field="to")
    working = RoleGrant.objects.filter(person=to, role__in=[Role.COORDINATOR, Role.STAFF]).not_ended()
    if not working.exists():
        raise Refused("Please choose a coordinator or somebody of the staff.", field="to")
    check_in.assigned_to, check_in.note = to, ""
    check_in.save(update_fields=["assigned_to", "note"])
    return check_in


def _mine_to_write(check_in, actor):
    """Locked. Whoever takes one that nobody has, or covers for somebody, becomes the one who asked."""
    check_in = CheckIn.objects.select_for_update(of=("self",)).select_related("person").get(pk=check_in.pk)
    if check_in.closed_at:
        raise Refused("Somebody has done this one already.")
    return check_in


def _known(outcome):
    if outcome not in Outcome.values:
        raise Refused("Please choose what came of it.")
    return Outcome(outcome)


def _done(check_in, outcome, *, actor, now):
    check_in.outcome, check_in.closed_at, check_in.closed_by = outcome, now, actor.person
    check_in.save(update_fields=["outcome", "closed_at", "closed_by", "note"])
    if outcome == Outcome.CALL:
        calls.add(
            person=check_in.person,
            why=f"Would like a call after {check_in.what}",
            due_at=now,
            about=check_in.about,
            script="They would like a call. Ask what would help. Write down no health details.",
            asked=True,
            now=now,
        )
