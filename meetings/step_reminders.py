"""What was promised after a gathering: whoever sees to it hears of it once, three days before its day."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from meetings.models import NextStep
from meetings.rules import LONDON
from members.models.channel import Purpose
from members.models.letter import Lane
from members.post import clock, letters
from members.queries import cover
from members.words import day

STEP = "event_step"
AHEAD, A_DAY = timedelta(days=3), timedelta(days=1)
REMINDED_AT = time(10)


def register_all():
    """Makes the letter and its planner known; called once, in `AppConfig.ready()`."""
    letters.register(
        STEP, render=_render, still_true=_still_true, lane=Lane.BULK, essential=False, windowed=True,
        purpose=Purpose.MEETINGS, words="Something we promised",
        rule="Three days before something is due that was promised after a conference or away day: to whoever sees to it.",
    )  # fmt: skip
    clock.register(plan_due, forecast=forecast, lives_on=("meetings.NextStep",))


def plan_due(*, now) -> int:
    """Each tick; every letter has its key, so two planners note it once."""
    rows = [row for row in _rows(until=now, now=now) if row["due_at"] <= now < row["expires_at"]]
    return letters.note_many(rows, now=now) if rows else 0


def forecast(*, now, until) -> list[clock.Foreseen]:
    """What will leave between the two, with the very same keys."""
    return [
        clock.Foreseen(
            kind=row["kind"], key=row["key"], person_id=row["person"], about=row["about"], due_at=row["due_at"],
            facts=row["facts"], expires_at=row["expires_at"],
        )
        for row in _rows(until=until, now=now)
        if now < row["due_at"] <= until
    ]  # fmt: skip


def _rows(*, until, now):
    """Promises whose day is near; a day that changes, or who hears of it on the day of the letter, makes a new letter."""
    soon = NextStep.objects.open().filter(owner__isnull=False, due_on__range=(localdate(now), localdate(until) + AHEAD))
    for step in soon.select_related("gathering").soonest_first():
        number, due_at = step.due_on.toordinal(), _due_at(step)
        person = cover.who_hears(step.owner_id, day=localdate(max(due_at, now)))
        yield {
            "kind": STEP, "key": f"{STEP}:{step.pk}:{number}:{person}", "person": person,
            "about": step.gathering.about_word, "facts": {"step": step.pk, "due": number}, "due_at": due_at,
            "expires_at": _at(step.due_on + A_DAY),
        }  # fmt: skip


def _due_at(step) -> datetime:
    """Not on the heels of writing it down."""
    noted = step.noted_at and step.noted_at.astimezone(LONDON).date() + A_DAY
    return _at(max(step.due_on - AHEAD, noted or step.due_on - AHEAD))


def _at(on) -> datetime:
    return datetime.combine(on, REMINDED_AT, tzinfo=LONDON)


def _still_true(letter, *, now):
    letter._step = NextStep.objects.open().select_related("gathering").filter(pk=letter.facts["step"]).first()
    if letter._step is None:
        return "It is done, or could not be done."
    owner = letter._step.owner_id
    if owner is None or letter.person_id != cover.who_hears(owner, day=localdate(now)):
        return "Somebody else sees to it now."
    due = letter._step.due_on
    return "" if due and due.toordinal() == letter.facts["due"] else "It is due on another day now."


def _render(letter, *, now):
    if "_step" not in letter.__dict__:
        _still_true(letter, now=now)
    step = letter._step
    context = {
        "instead_of": cover.hears_for(letter.person_id, step.owner_id, day=localdate(now)),
        "first_name": letter.person.first_name, "text": step.words, "due": day(step.due_on), "gathering": step.gathering,
        "url": settings.BASE_URL + reverse("meetings:next_step", args=[step.pk]),
    }  # fmt: skip
    return letters.compose(f"meetings/email/{STEP}", context)
