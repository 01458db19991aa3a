"""How one person's answer stands, and the buttons that change it."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from meetings.counting import places_of
from meetings.models import Answer, Attendance, MeetingState, Mode, Rsvp, Said
from meetings.rules import LINK_OPENS


@dataclass(frozen=True)
class Standing:
    """How one answer stands, in a word and in a sentence; `turn` is the place in the waiting list."""

    word: str
    tone: str
    sentence: str
    turn: int | None = None


@dataclass(frozen=True)
class Panel:
    """What `meetings/_answer.html` draws for one person and one meeting."""

    rsvp: Rsvp
    standing: Standing
    choices: list
    is_open: bool
    closed_because: str
    joins_now: bool
    rings_in: bool
    others_could_do: bool
    hinted: list
    answer_by: date | None
    views: list


def panel(rsvp, *, now, hint="") -> Panel:
    """Two queries at most: places when any way is limited, and the turn when this person waits, or the views of whoever
    does not come. `hint`: an answer to light up."""
    meeting = rsvp.meeting
    over = meeting.ends_at <= now
    came = over and Attendance.objects.filter(meeting=meeting, person=rsvp.person_id, came=True).exists()
    why = closed_because(rsvp, now=now, came=came)
    buttons = [] if why else choices(rsvp, _places(meeting), hint="" if rsvp.answer else hint)
    return Panel(
        rsvp=rsvp,
        standing=standing(rsvp),
        choices=buttons,
        is_open=not why,
        closed_because=why,
        joins_now=may_join(rsvp, now=now),
        rings_in=may_ring_in(rsvp, now=now),
        others_could_do=rsvp.answer == Answer.YES and len(meeting.modes) > 1 and meeting.places(rsvp.mode) is not None,
        hinted=_hinted(rsvp, buttons, hint=hint),
        answer_by=meeting.answer_by if meeting.answer_by and meeting.answer_by >= localdate(now) else None,
        views=list(Said.objects.filter(meeting=meeting).sent_by(rsvp.person_id)) if rsvp.answer == Answer.NO else [],
    )


def closed_because(rsvp, *, now, came=False) -> str:
    """Why the answer cannot be changed any more; empty while it can. `came`: the register says that they were there."""
    meeting = rsvp.meeting
    if meeting.state == MeetingState.CANCELLED:
        return "This meeting was cancelled. There is nothing to do."
    if meeting.ends_at <= now:
        return (
            "This meeting is over. Thank you for coming."
            if came
            else "This meeting is over. Thank you for your interest."
        )
    if meeting.starts_at <= now:
        return "This meeting has begun, so answers are closed. If you are on your way, just come, or ring us."
    return ""


def standing_word(rsvp) -> Standing:
    """The same for a list of many: without the turn, so without a query."""
    if rsvp.answer == Answer.YES and rsvp.is_waiting:
        return Standing("On the waiting list", "sun", "")
    if rsvp.answer == Answer.YES:
        return Standing(f"Coming {Mode(rsvp.mode).label}", "leaf", "")
    return {
        Answer.MAYBE: Standing("Not sure yet", "sun", ""),
        Answer.NO: Standing("Can't this time", "plain", ""),
    }.get(rsvp.answer, Standing("Please answer", "sun", ""))


def standing(rsvp) -> Standing:
    """How this answer stands. One query, and only for somebody who waits."""
    if rsvp.meeting.state == MeetingState.CANCELLED:
        return Standing("Cancelled", "clay", "This meeting was cancelled. There is nothing to do.")
    if rsvp.answer == Answer.MAYBE:
        return Standing("Not sure yet", "sun", "You are not sure yet. That is fine; tell us when you know.")
    if rsvp.answer == Answer.NO:
        return Standing(
            "Can't this time",
            "plain",
            "You can't come this time. Thank you for telling us. There is nothing more to do.",
        )
    if rsvp.answer == Answer.SILENT:
        return Standing("No answer yet", "sun", "We do not know yet whether you can come.")
    how = Mode(rsvp.mode).label
    if not rsvp.is_waiting:
        return Standing(f"Coming {how}", "leaf", f"You are coming {how}.")
    turn = 1 + Rsvp.objects.filter(
        meeting=rsvp.meeting_id, mode=rsvp.mode, answer=Answer.YES, place_no=None, queue_no__lt=rsvp.queue_no
    ).standing().count()  # fmt: skip
    return Standing(
        "On the waiting list", "sun",
        f"You would like to come {how}. No place is free, so you are number {turn} on the waiting list. "
        "If a place comes free, we tell you at once.", turn,
    )  # fmt: skip


def choices(rsvp, places, *, hint="") -> list[dict]:
    """The buttons of one answer, for the component `answers`: a yes for each way, not sure, no. `hint` is only lit up."""
    meeting = rsvp.meeting
    buttons = []
    for mode in meeting.modes:
        chosen = rsvp.answer == Answer.YES and rsvp.mode == mode
        full = not chosen and mode.value in places and not places[mode.value].has_room
        label = f"Yes, {mode.label}" + (" (full: join the waiting list)" if full else "")
        buttons.append(_button(label, mode.value, chosen, answer="yes", mode=mode.value))
    buttons.append(_button("Not sure yet", "maybe", rsvp.answer == Answer.MAYBE, answer="maybe"))
    buttons.append(_button("I can't this time", "no", rsvp.answer == Answer.NO, answer="no"))
    unanswered = rsvp.answer == Answer.SILENT
    for button in buttons:
        button["fields"]["seen"] = int(meeting.starts_at.timestamp())
        lit = hint == button["fields"]["answer"] if hint else unanswered and button["fields"]["answer"] == "yes"
        button["kind"] = "main" if lit and not button["chosen"] else ""
    return buttons


def comes_online(rsvp) -> bool:
    """Online people with a place, and those not sure yet."""
    return rsvp.answer == Answer.MAYBE or (
        rsvp.answer == Answer.YES and rsvp.mode == Mode.ONLINE and not rsvp.is_waiting
    )


def may_join(rsvp, *, now) -> bool:
    """Whether the way to join online is shown: only near the start, and only to those who may need it."""
    meeting = rsvp.meeting
    near = meeting.starts_at - LINK_OPENS <= now < meeting.ends_at and meeting.state == MeetingState.PUBLISHED
    return bool(near and meeting.online_offered and meeting.join_link and comes_online(rsvp))


def may_ring_in(rsvp, *, now) -> bool:
    """Whether the number is shown: to who comes by phone, until it ends, for they need it most when it has begun."""
    meeting = rsvp.meeting
    by_phone = rsvp.answer == Answer.YES and rsvp.mode == Mode.PHONE and not rsvp.is_waiting
    return bool(by_phone and meeting.dial_in and meeting.state == MeetingState.PUBLISHED and now < meeting.ends_at)


def _button(label, icon, chosen, **fields):
    return {"label": label, "icon": icon, "chosen": chosen, "fields": fields, "value": " ".join(fields.values())}


def _hinted(rsvp, buttons, *, hint):
    """What somebody who has answered came to change their answer to: these buttons stand first."""
    if rsvp.answer in (Answer.SILENT, hint):
        return []
    return [{**each, "kind": "main"} for each in buttons if each["fields"]["answer"] == hint]


def _places(meeting):
    """Asks only when some way can be full."""
    return places_of(meeting) if any(meeting.places(m.value) is not None for m in meeting.modes) else {}
