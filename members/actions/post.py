"""What staff do with single letters: send again, ring instead, hold, let go, skip."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from members import charity
from members.models import ContactTask, Letter, Person
from members.models.channel import Way
from members.models.letter import LetterState
from members.permissions import Permission, require
from members.post import calls, clock, kinds, letters, trial, wanted
from members.rules import Refused

SKIPPED = "Skipped on purpose by the involvement team."
RUNG_INSTEAD = "We ring instead."
DAYS_AHEAD = timedelta(days=14)


@transaction.atomic
def send_again(*, letter: Letter, actor, now: datetime) -> Letter:
    """A new letter with the same facts and the same links, at once; it is checked like any other when it leaves."""
    require(actor, Permission.HOLD_POST)
    check_can_repeat(letter, now=now)
    base = letter.key.partition(":again:")[0]
    number = Letter.objects.filter(key__startswith=f"{base}:again:").count() + 1
    letters.note(
        kind=letter.kind, key=f"{base}:again:{number}", person=letter.person, about=letter.about, facts=letter.facts,
        due_at=now, expires_at=letter.expires_at, now=now, windowed=False, way=None if letter.person_id else letter.way,
    )  # fmt: skip
    again = Letter.objects.filter(key=f"{base}:again:{number}").first()
    if again is None:
        raise Refused("This letter only goes by email, and we have no email address for them.")
    return again


def never_told(*, about: str, kind: str):
    """For whichever floor wrote them: the letters `tell_after_a_trial` is for, a person's last."""
    return trial.never_told(about=about, kind=kind)


def kept_by_a_trial(*, person, about, kind, day):
    """A condition for whichever floor wrote them: this letter was kept from them, and they have not heard since."""
    return trial.keeps_from(person=person, about=about, kind=kind, day=day)


@transaction.atomic
def tell_after_a_trial(found, *, now: datetime) -> int:
    """Letters that a trial kept back (`never_told`), noted anew with the same facts; how many. Who may is asked by
    whatever they are about. Each leaves when letters of its kind may; a second press notes none twice."""
    if charity.current().is_trial:
        raise Refused("This site is still only being tried out. End the trial first.")
    rows = [
        {
            "kind": letter.kind, "key": f"{letter.key.partition(':again:')[0]}:again:t{letter.pk}", "person": letter.person_id,
            "about": letter.about, "facts": letter.facts, "due_at": now, "expires_at": letter.expires_at,
        }
        for letter in found
    ]  # fmt: skip
    return letters.note_many(rows, now=now) if rows else 0


@transaction.atomic
def ring_instead(*, letter: Letter, actor, now: datetime) -> ContactTask:
    """A call in place of a letter; one that has not left yet does not leave."""
    require(actor, Permission.HOLD_POST)
    if letter.person is None or letter.is_sensitive:
        raise Refused("This letter is not for the telephone. They can ask for a new code at the sign-in page.")
    check_may_be_told(letter.person)
    check_may_be_rung(letter.person, now=now)
    letter = Letter.objects.select_for_update(of=("self",)).select_related("person").get(pk=letter.pk)
    if task := ContactTask.objects.filter(letter=letter).first():
        return task
    task = calls.add(
        person=letter.person, why=letter.subject or kinds.words(letter.kind), due_at=now, about=letter.about,
        script=_script(letter, now=now), letter=None if letter.state == LetterState.SENT else letter, now=now,
    )  # fmt: skip
    if letter.state != LetterState.SENT:
        Letter.objects.filter(pk=letter.pk).update(
            state=LetterState.SENDING, way=Way.PHONE, way_is_fixed=True, reason=RUNG_INSTEAD, on_hold=False, lease_until=None,
            lease_token=None, text=task.script,
        )  # fmt: skip
    return task


def _script(letter: Letter, *, now: datetime) -> str:
    """The words for the telephone as they would be now; else what was written then."""
    try:
        with transaction.atomic():
            rendered = kinds.get(letter.kind).render(letter, now=now)
    except Exception:  # what it was about may be gone; the old words still help whoever rings
        return letter.text
    return rendered.script or rendered.text


@transaction.atomic
def hold(*, letter: Letter, actor, now: datetime) -> None:
    """It waits until somebody lets it go."""
    require(actor, Permission.HOLD_POST)
    if not Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(on_hold=True):
        raise Refused("It is too late to hold this letter: it has left or is leaving now.")


@transaction.atomic
def let_go(*, letter: Letter, actor, now: datetime) -> None:
    """A held or skipped letter may leave after all, at its time or, if that has passed, at once."""
    require(actor, Permission.HOLD_POST)
    held = Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING, on_hold=True).update(on_hold=False)
    skipped = Letter.objects.filter(pk=letter.pk, state=LetterState.WITHHELD, reason=SKIPPED)
    if not held and not skipped.update(state=LetterState.WAITING, reason=""):
        raise Refused("This letter is neither held nor skipped.")
    letters.nudge()


@transaction.atomic
def skip(*, letter: Letter, actor, now: datetime) -> None:
    """It does not leave, and planning does not note it anew."""
    require(actor, Permission.HOLD_POST)
    waiting = Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING)
    if not waiting.update(state=LetterState.WITHHELD, reason=SKIPPED, on_hold=False):
        raise Refused("It is too late to skip this letter: it has left or is leaving now.")


@transaction.atomic
def note_early(*, keys, actor, now: datetime) -> list[Letter]:
    """Letters that planning only foresees, noted now under their own keys, so that a hold or skip outlives planning."""
    require(actor, Permission.HOLD_POST)
    wanted_keys = set(keys)
    foreseen = [f for f in clock.foresee(now=now, until=now + DAYS_AHEAD) if f.key in wanted_keys]
    rows = [
        {
            "kind": f.kind, "key": f.key, "person": f.person_id, "about": f.about, "facts": f.facts, "due_at": f.due_at,
            "expires_at": f.expires_at,
        }
        for f in foreseen
    ]  # fmt: skip
    letters.note_many(rows, now=now)
    return list(Letter.objects.filter(key__in=wanted_keys).order_by("pk"))


@transaction.atomic
def essential_only(*, person: Person, wanted: bool, actor, now: datetime) -> None:
    """Somebody wants only the post they need (answers, moves, cancellations), or all of it again."""
    require(actor, Permission.TAKE_BREAK, within=person)
    changing = Person.objects.filter(pk=person.pk, essential_post_only_at__isnull=wanted)
    changing.update(essential_post_only_at=now if wanted else None)


def check_can_repeat(letter: Letter, *, now: datetime) -> None:
    if letter.is_sensitive or (letter.person_id is None and not is_to_a_guest(letter)):
        raise Refused("A sign-in code is never sent twice. They can ask for a new one at the sign-in page.")
    if letter.state in (LetterState.WAITING, LetterState.SENDING):
        raise Refused("This letter is still on its way. Please wait until it has left.")
    if letter.expires_at and letter.expires_at <= now:
        raise Refused(
            f"This letter is of no use any more: it was good until {timezone.localtime(letter.expires_at):%-d %B}."
        )
    if letter.person is not None:
        check_may_be_told(letter.person)


def is_to_a_guest(letter: Letter) -> bool:
    """To somebody who is no record of ours and gave us one way to reach them."""
    kind = kinds.find(letter.kind)
    return letter.person_id is None and kind is not None and kind.to_name is not None


def check_may_be_told(person: Person) -> None:
    if person.died_on:
        raise Refused(wanted.DIED)
    if person.paused_at:
        raise Refused(f"{wanted.PAUSED} Nothing is sent and nobody rings until they are back.")


def check_may_be_rung(person: Person, *, now: datetime) -> None:
    if trial.keeps_back(person, now=now):
        raise Refused(wanted.TRIAL)
