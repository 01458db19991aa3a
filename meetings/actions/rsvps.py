"""Answers to an invitation: the only writer of answers and places."""

from dataclasses import asdict

from django.db import transaction

from meetings import emails
from meetings.actions import places, provisions
from meetings.models import Answer, Rsvp, ThisTime
from meetings.rules import check_answer
from members.actions import consents, passports
from members.models.consent import How
from members.permissions import Permission, Via, require

ANSWERED = [
    "answer", "mode", "either", "queue_no", "place_no", "brings_seated", "brings_turn", "answered_at", "via", "recorded_by",
    "revision",
]  # fmt: skip


@places.at_the_meeting
def answer(*, rsvp, answer, mode="", either=None, seen=None, actor, now) -> Rsvp:
    """Save one person's answer, give or free a place, move others up and note the letters. Raises Refused or Busy.

    Without `mode` a yes takes the first way with a place; the same answer again changes nothing. `seen` is the start (in
    seconds) that the page showed: Stale when the meeting has moved since. Locks: meeting, rsvp.
    """
    require_to_answer(actor, rsvp)
    meeting = places.lock(rsvp.meeting_id)
    rsvp = places.lock_answer(rsvp.pk)
    rsvp.meeting = meeting
    answer = Answer(answer) if answer in Answer.values else answer
    check_answer(meeting, rsvp, answer=answer, mode=mode, now=now, seen=seen)
    wanted = rsvp.either if either is None else bool(either)
    if _says_the_same(rsvp, answer=answer, mode=mode, either=wanted):
        return rsvp
    had_a_place = rsvp.place_no is not None
    before = (rsvp.mode, rsvp.place_no, rsvp.brings_seated)
    _write(rsvp, meeting=meeting, answer=answer, mode=mode, either=wanted)
    rsvp.answered_at, rsvp.via = now, actor.via.value
    rsvp.recorded_by = actor.person if actor.via == Via.DESK else None
    rsvp.revision += 1
    rsvp.save(update_fields=ANSWERED)
    if had_a_place and before != (rsvp.mode, rsvp.place_no, rsvp.brings_seated):
        move_up(meeting, now=now)
    emails.send_receipt(rsvp, meeting=meeting, now=now)
    return rsvp


@places.at_the_meeting
def details(*, rsvp, words, told=None, keep=None, actor, now) -> Rsvp:
    """Keep what is different for this person this time; always after the answer. Raises Refused or Busy.

    `told` is the rest of it (MTG-05); who comes along takes a seat, at once or in turn. `keep`: spare them the same
    questions next time; False forgets what was kept, None leaves that as it is.
    """
    require_to_answer(actor, rsvp)
    meeting = places.lock(rsvp.meeting_id)
    rsvp = places.lock_answer(rsvp.pk)
    rsvp.meeting = meeting
    check_answer(meeting, rsvp, answer=rsvp.answer, mode="", now=now)
    rsvp.different = words.strip() or None
    if told is not None:
        _tell(rsvp, told, keep=bool(keep), now=now)
        if keep is not None:
            passports.keep_usual(person=rsvp.person, usual=asdict(told.usual) if keep and told.usual else {}, now=now)
    rsvp.save(update_fields=["different", "brings", "brings_seated", "brings_turn", "revision"])
    move_up(meeting, now=now)
    provisions.follow(rsvp, meeting=meeting, told=told, now=now)
    return rsvp


def _tell(rsvp, told, *, keep, now) -> None:
    places.seat_company(rsvp, meeting=rsvp.meeting, brings=told.brings)
    values = {"told": told.sealed() if told else None, "keep": keep, "told_at": now}
    ThisTime.objects.update_or_create(rsvp=rsvp, defaults=values)


@places.at_the_meeting
def carry_over(*, rsvp, told, now) -> bool:
    """What they agreed to keep from another time holds for this meeting too; the planner's, once they said yes."""
    meeting = places.lock(rsvp.meeting_id)
    rsvp = places.lock_answer(rsvp.pk)
    rsvp.meeting = meeting
    if rsvp.answer != Answer.YES or ThisTime.objects.filter(rsvp=rsvp).exists():
        return False
    _tell(rsvp, told, keep=True, now=now)
    rsvp.save(update_fields=["brings", "brings_seated", "brings_turn"])
    provisions.follow(rsvp, meeting=meeting, told=told, now=now)
    return True


@transaction.atomic
def share(*, rsvp, shares, take_back, actor, now) -> None:
    """Who else may know for this one meeting (CON-03): `shares` is consent -> yes; a no takes back only if asked to."""
    require_to_answer(actor, rsvp)
    person, about = rsvp.person, rsvp.meeting.about_word
    how = How.SPOKEN if actor.via == Via.DESK else How.ONLINE
    for consent, agreed in shares.items():
        facts = {"person": person, "consent": consent, "how": how, "actor": actor, "now": now, "about": about}
        if agreed:
            consents.give(**facts)
        elif take_back:
            consents.withdraw(**facts)


def require_to_answer(actor, rsvp) -> None:
    """One's own invitation, or as staff in the name of exactly this person."""
    if actor.on_behalf_of is None:
        require(actor, Permission.ANSWER, within=rsvp)
    else:
        require(actor, Permission.ANSWER_FOR, within=rsvp.meeting)
        if actor.on_behalf_of.pk != rsvp.person_id:
            raise ValueError("An answer is recorded for the person it is about.")


def move_up(meeting, *, now) -> list[Rsvp]:
    """Fill free places with whoever waits and tell them; under the meeting's lock."""
    moved, company = places.fill(meeting)
    for each in moved:
        emails.send_promoted(each, meeting=meeting, now=now)
    for each in company:
        emails.send_company(each, meeting=meeting, now=now)
    return moved


def _says_the_same(rsvp, *, answer, mode, either) -> bool:
    return rsvp.answer == answer and rsvp.either == either and (answer != Answer.YES or mode in ("", rsvp.mode))


def _write(rsvp, *, meeting, answer, mode, either) -> None:
    """Set answer, way, turn and place; somebody who stays with their way keeps their turn and their place."""
    stays = rsvp.answer == answer == Answer.YES and mode in ("", rsvp.mode)
    rsvp.answer, rsvp.either = answer, either
    if answer != Answer.YES:
        rsvp.mode, rsvp.queue_no, rsvp.place_no = "", None, None
        rsvp.brings_seated, rsvp.brings_turn = 0, None
    elif not stays:
        places.settle(rsvp, meeting=meeting, mode=mode)
    elif rsvp.place_no is None and either:
        places.settle_elsewhere(rsvp, meeting=meeting)
