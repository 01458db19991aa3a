"""What holds about meetings: one check for each rule, and a refusal in words the person can read."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from meetings.models import Answer, MeetingState, Mode, Progress, Rsvp
from meetings.models.provision import ENDED
from members.post import window
from members.rules import Refused
from members.words import day, when

LONDON = ZoneInfo("Europe/London")
FIRST, SECOND = "first", "second"
SOON = timedelta(hours=72)  # moves and cancellations within it do not wait for the sending window (COM-09)
LINK_OPENS = timedelta(hours=24)  # how long before the start the way to join online is shown and sent
LINK_LASTS = timedelta(days=30)  # how long after the end an answer link still opens its page


class Busy(Refused):
    """Too many people at the same meeting at the same moment; nothing was saved, and pressing again helps."""


class Stale(Refused):
    """The page was older than what it asked about; the person should look again before pressing."""


def wall_time(*, on, at, which="") -> datetime:
    """The instant of a London date and time. Raises Refused when the clocks skip it, or show it twice and `which` is empty."""
    naive = datetime.combine(on, at)
    early, late = naive.replace(tzinfo=LONDON, fold=0), naive.replace(tzinfo=LONDON, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early
    if early.utcoffset() < late.utcoffset():
        raise Refused(
            f"There is no {at:%H:%M} on {day(on)}: the clocks go forward that night. Please choose another time.",
            field="starts",
        )
    if which not in (FIRST, SECOND):
        raise Refused(
            f"{at:%H:%M} comes twice on {day(on)}, because the clocks go back that night. Please say which one you mean.",
            field="which",
        )
    return late if which == SECOND else early


def check_times(*, starts_at, ends_at, now):
    """A meeting ends after it starts, and starts after now."""
    if ends_at <= starts_at:
        raise Refused(
            f"The end ({when(ends_at)}) is not after the start ({when(starts_at)}). Please look at both times.",
            field="ends",
        )
    if starts_at <= now:
        raise Refused(f"{when(starts_at)} has already passed. Please choose a time that is still to come.", field="day")
    if ends_at - starts_at > timedelta(hours=24):
        raise Refused("A meeting of more than a day? Please look at the end.", field="ends")


def check_modes(meeting):
    """There is at least one way to take part, and its places are not nought."""
    if not meeting.modes:
        raise Refused("Please choose at least one way to take part.", field="room_offered")
    for mode in meeting.modes:
        if meeting.places(mode) == 0:
            raise Refused(
                f"No places {mode.label}? Leave the number empty for no limit, or do not offer that way.",
                field=f"{mode}_places",
            )


def check_answer_by(meeting):
    """Answers are wanted before the meeting, not after."""
    if meeting.answer_by and meeting.answer_by > meeting.starts_at.astimezone(LONDON).date():
        raise Refused("The day to answer by is after the meeting. Please choose an earlier one.", field="answer_by")


def check_can_publish(meeting, *, now):
    """Only a draft in the future is published, and only when people can find their way to it."""
    if meeting.state == MeetingState.PUBLISHED:
        raise Refused("This meeting is published already. Nobody was asked twice.")
    check_not_cancelled(meeting)
    check_times(starts_at=meeting.starts_at, ends_at=meeting.ends_at, now=now)
    check_modes(meeting)
    if meeting.room_offered and not meeting.place.strip():
        raise Refused(
            "People are asked to a room, but it does not say where. Please fill in the place first.", field="place"
        )
    if meeting.phone_offered and not meeting.dial_in.strip():
        raise Refused(
            "People may take part by phone, but there is no number to ring. Please fill it in first.", field="dial_in"
        )


def check_not_cancelled(meeting):
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("This meeting was cancelled.")


def check_can_change(meeting, *, now):
    """Neither cancelled nor over."""
    check_not_cancelled(meeting)
    if meeting.state == MeetingState.PUBLISHED and meeting.ends_at <= now:
        raise Refused("This meeting is over. Its register can still be changed.")


def check_no_one_loses_their_way(meeting, *, dropped):
    """A way to take part stays while somebody has said yes to it."""
    for mode in dropped:
        coming = Rsvp.objects.filter(meeting=meeting, mode=mode, answer=Answer.YES).standing().count()
        if coming:
            people = "1 person has" if coming == 1 else f"{coming} people have"
            raise Refused(
                f"{people} said yes to coming {Mode(mode).label}. Please agree another way with them first.",
                field=f"{mode}_offered",
            )


def check_answer(meeting, rsvp, *, answer, mode, now, seen=None):
    """An answer can be given and changed until the meeting starts, by whoever is still asked."""
    if meeting.state == MeetingState.CANCELLED:
        raise Refused("This meeting was cancelled, so there is nothing to answer.")
    if meeting.state == MeetingState.DRAFT or rsvp.removed_at is not None:
        raise Refused("This meeting is not open for answers. Please ring us if you think it should be.")
    if meeting.ends_at <= now:
        raise Refused("This meeting is over. Thank you for your answer all the same.")
    if meeting.starts_at <= now:
        raise Refused("This meeting has begun, so answers are closed. If you are on your way, just come, or ring us.")
    if answer not in (Answer.YES, Answer.MAYBE, Answer.NO):
        raise Refused("Please press one of the answers.")
    if mode and mode not in meeting.modes:
        ways = ", ".join(m.label for m in meeting.modes)
        raise Refused(f"That way to take part is not offered this time. You can take part {ways}.")
    if seen is not None and answer != Answer.NO and seen != int(meeting.starts_at.timestamp()):
        raise Stale(
            f"The meeting moved while your page was open. It is now on {when(meeting.starts_at)}. "
            "Nothing was saved: please look, and press again."
        )


def check_register_open(meeting, *, now):
    """Who came is marked from the morning of the day on."""
    if meeting.state != MeetingState.PUBLISHED:
        raise Refused("Only a published meeting has a register.")
    if meeting.starts_at.astimezone(LONDON).date() > now.astimezone(LONDON).date():
        raise Refused(f"The register opens on the day, {day(meeting.starts_at)}.")


def check_register_not_closed(meeting):
    if meeting.register_closed_at is not None:
        raise Refused("This register is closed. Open it again to change who came.")


def usual_answer_by(starts_at, *, now):
    """Four days before the meeting, but never a day that has passed."""
    start = starts_at.astimezone(LONDON).date()
    return min(start, max(now.astimezone(LONDON).date(), start - timedelta(days=4)))


def is_late(meeting, *, now):
    """A need that comes after the day to answer by: there may be little time to arrange it."""
    return bool(meeting.answer_by and meeting.answer_by < now.astimezone(LONDON).date())


def due_on(meeting, lead, *, now):
    """So many working days before the meeting, but never a day that has passed, nor one after the meeting."""
    start = meeting.starts_at.astimezone(LONDON).date()
    usual = window.working_days_before(meeting.starts_at, lead or 0).astimezone(LONDON).date()
    return min(start, max(now.astimezone(LONDON).date(), usual))


def check_verdict(meeting, state, *, because, now):
    """Whether a need was met shows at the meeting, not before; what was not met has a reason."""
    if state not in Progress.values or state == Progress.CALLED_OFF:
        raise Refused("Please press one of the buttons.")
    if state in ENDED and meeting.starts_at > now and state != Progress.NOT_MET:
        raise Refused("Whether it was met shows at the meeting. Until then it is arranged, or confirmed with them.")
    if state == Progress.NOT_MET and not because.strip():
        raise Refused("Please say why it could not be met, in a few words. They may read it.", field="because")


def check_series(series):
    """A rule that can be kept, and meetings that end after they start, on the same day."""
    if series.ends <= series.starts:
        raise Refused("The end is not after the start. Please look at both times.", field="ends")
    if not 1 <= series.every <= 52:
        raise Refused("Please choose how often the group meets.", field="often")
    if not 1 <= series.month_day <= 31:
        raise Refused("A month has 31 days at most. Please look at the day.", field="month_day")
    if series.last_on and series.last_on < series.first_on:
        raise Refused("The last day is before the first one. Please look at both.", field="last_on")
    if not series.title.strip():
        raise Refused("Please say what the meetings are called.", field="title")


def check_can_skip(series, on, *, because, now):
    """A date of the series that is still to come, with a reason people can read."""
    if not because.strip():
        raise Refused("Please say why, in a few words. Whoever was asked reads it.", field="because")
    today = now.astimezone(LONDON).date()
    if on <= today:
        raise Refused(f"{day(on)} is not to come any more, so it cannot be skipped. Cancel the meeting instead.")


def check_can_end(series, last_on, *, because, now):
    """An end has a reason; what has been held stays."""
    if not because.strip():
        raise Refused("Please say why, in a few words. Whoever was asked to a later date reads it.", field="because")
    if last_on < now.astimezone(LONDON).date():
        raise Refused("That day has passed. Please choose today or a later day.", field="last_on")
    if last_on < series.first_on:
        raise Refused("That day is before the first one of the series.", field="last_on")
