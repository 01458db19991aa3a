"""What holds about the day of a gathering; each check refuses in words the person can read."""

from datetime import timedelta

from django.utils.timezone import localdate

from meetings.models import DayPurpose, SessionSort
from members.permissions import Role
from members.rules import Refused
from members.words import clock, day

SHEETS_TAKEN = timedelta(days=21)
DOOR_STAYS = timedelta(days=7)
RESTS = (SessionSort.BREAK, SessionSort.FOOD, SessionSort.FREE)
ROOM_TAKEN = "{room} is taken then: “{other}” is there from {starts} to {ends}. Please choose another room or time."
SPEAKER_TAKEN = "{name} speaks in “{other}” from {starts} to {ends}. Please choose another time, or another speaker."


def check_part(part, *, gathering, speakers, others):
    """A part lies within the gathering; no room and no speaker is needed twice at one time. `others`: the other parts."""
    if part.ends_at <= part.starts_at:
        raise Refused("The end is not after the start. Please look at both times.", field="ends")
    if part.starts_at < gathering.starts_at or part.ends_at > gathering.ends_at:
        raise Refused(
            f"The day goes from {clock(gathering.starts_at)} to {clock(gathering.ends_at)}"
            f" on {day(gathering.starts_at)}. This part lies outside it.",
            field="starts",
        )
    if part.sort in RESTS and speakers:
        raise Refused(
            "Nobody speaks in a break. Please take the speaker out, or say what else it is.", field="speakers"
        )
    at_the_time = [each for each in others if each.starts_at < part.ends_at and part.starts_at < each.ends_at]
    for other in at_the_time:
        if part.room.strip() and part.room.strip().casefold() == other.room.strip().casefold():
            raise Refused(ROOM_TAKEN.format(room=part.room.strip(), **_of(other)), field="room")
    wanted = {speaker.pk: speaker for speaker in speakers}
    for other in at_the_time:
        for speaker in other.speakers.all():
            if speaker.pk in wanted:
                raise Refused(SPEAKER_TAKEN.format(name=speaker.name, **_of(other)), field="speakers")


def door_closes(gathering):
    """A week after the day, for lists that are typed in later; then its numbers are told and stand."""
    return gathering.ends_at + DOOR_STAYS


def check_door_open(gathering, *, now):
    if door_closes(gathering) <= now:
        raise Refused(
            f"The list of this day was closed on {day(door_closes(gathering))}, and nobody can be let in any more. Was"
            " somebody missed? A coordinator can still put it right, on the page of that person or under “Others who came”."
        )


def check_may_put_right(gathering, *, actor, now):
    """Once the list is closed, whoever answers for the figures changes them, one by one, and the history says so."""
    if localdate(gathering.starts_at) > localdate(now):  # the door opens before the day begins
        raise Refused("The day has not come yet. Nobody can have come.")
    if door_closes(gathering) <= now and actor.role != Role.COORDINATOR:
        raise Refused("The list of this day is closed. A coordinator can still put it right.")


def check_workshop_can_go(session):
    """Nobody's place in a workshop disappears unseen."""
    if session.taken.exists():
        raise Refused("People have chosen this workshop. Please give them another one first.")


def _of(part):
    return {"other": part.title, "starts": clock(part.starts_at), "ends": clock(part.ends_at)}


def check_code_open(code, *, purpose, now):
    """A printed code is good for what it was printed for, and until it ends."""
    if code is None or code.purpose != purpose or code.ends_at <= now:
        over = {
            DayPurpose.IDEAS: "Ideas are no longer collected here. Thank you for thinking along.",
            DayPurpose.NOTES: "The notes of this table are closed. Please give what is missing to the involvement team.",
            DayPurpose.EVALUATION: "Answers are no longer collected here. Thank you all the same.",
        }
        raise Refused(over[DayPurpose(purpose)])


def sheets_are_taken(gathering, *, now) -> bool:
    """Whether sheets still come in, on paper or online: for three weeks, or until somebody closes it or opens it again."""
    code = gathering.day_codes.filter(purpose=DayPurpose.EVALUATION).first()
    return (code.ends_at if code else gathering.ends_at + SHEETS_TAKEN) > now


def check_sheets_taken(gathering, *, now):
    if not sheets_are_taken(gathering, now=now):
        raise Refused(
            "Answers are closed and shown, so this sheet would give away what stands on it. With several sheets left over,"
            " take answers again first: nothing is shown meanwhile."
        )


def check_words(words, *, what, longest):
    """Something stands there, and not more than fits on a card."""
    words = " ".join(words.split()) if "\n" not in words else words.strip()
    if not words:
        raise Refused(f"Please write {what} first.", field="words")
    if len(words) > longest:
        raise Refused(f"That is longer than fits: at most {longest} letters. Please make two of it.", field="words")
    return words


def check_goals_open(goals):
    """What was handed over stands as it is."""
    if any(goal.handed_over_at for goal in goals):
        raise Refused("These goals are handed over and stand as they are. What changes now, changes in the plan.")


def check_can_hand_over(goals):
    """Each goal has both owners, a day and a sign that it worked."""
    if not goals:
        raise Refused("There are no goals yet. Please write the first one.")
    for goal in goals:
        missing = [
            words
            for there, words in (
                (goal.action, "what we will do"),
                (goal.staff_owner_id, "somebody of the staff"),
                (goal.member_owner_id, "a member"),
                (goal.due_on, "a day"),
                (goal.how_we_know, "how we'll know"),
            )
            if not there
        ]
        if missing:
            raise Refused(f"“{goal.aim}” still needs {_listed(missing)}. Then the goals can be handed over.")


def check_copied_from(before, *, gathering, tasks, budget):
    """Something earlier, with something in it."""
    if before.starts_at >= gathering.starts_at:
        raise Refused("That one is not earlier. Please choose a gathering before this one.", field="before")
    if not tasks and not budget:
        raise Refused(f"{before.title} has no tasks and no budget to copy.", field="before")


def _listed(words):
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
