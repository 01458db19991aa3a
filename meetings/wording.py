"""What each letter about a meeting says, and whether it is still true when it leaves."""

from django.conf import settings

from meetings import calendars, emails, history
from meetings.models import Answer, MeetingState, Mode, Progress, Provision, Rsvp
from meetings.rules import LINK_LASTS
from meetings.standing import comes_online
from members.models import Channel
from members.models.channel import Purpose, Way
from members.models.letter import Lane
from members.post import letters, links
from members.words import day

ASKED = letters.PreparedRow(  # at most one: one_answer_per_person_and_meeting
    "rsvp_of_letter",
    lambda meeting, person: Rsvp.objects.filter(meeting=meeting, person=person, removed_at=None).select_related(
        "meeting"
    ),
    values=("(l.facts->>'meeting')::bigint", "l.person_id"),
    follow="meeting",
)
RULES = {
    emails.INVITATION: "When a meeting is published: to everybody on its list who was not asked yet.",
    emails.REMINDER: "On the reminder days of the meeting: to everybody who was asked and has not said no.",
    emails.UPDATE: "Ten minutes after the last change: to everybody who was asked and has not said no.",
    emails.MOVED: "When a meeting moves: to everybody who was asked, whatever they answered.",
    emails.CANCELLED: "When a meeting is cancelled: to everybody who was asked.",
    emails.JOIN: "A day before the start: to those coming online and those not sure.",
    emails.RECEIPT: "At once, after an answer was saved: to the person whose answer it is.",
    emails.COMPANY: "When a seat comes free for who comes along: to the person they come with.",
    emails.LATE_NEED: "At once, when somebody needs something after the day to answer by: to whoever runs the meeting.",
    emails.RIGHT: "The day after a meeting: to everybody who had told us what they need there.",
    emails.PROMOTED: "When a place comes free: to the person who has it now.",
}
GONE = "They are not on the list any more."


def found(letter):
    """The answer this letter is about, with its meeting; a sender has read it already. None when there is none any more."""
    if "beside" not in letter.__dict__:
        letter.beside = ASKED.get(letter.facts["meeting"], letter.person_id)
    return letter.beside


def _open(letter, *, now):
    """Why nothing about this meeting should leave; empty when something may."""
    rsvp = found(letter)
    if rsvp is None:
        return GONE
    if rsvp.meeting.state == MeetingState.CANCELLED:
        return "The meeting was cancelled."
    if rsvp.meeting.state == MeetingState.DRAFT:
        return "The meeting is a draft again."
    if rsvp.meeting.starts_at <= now:
        return "The meeting has begun."
    return ""


def invitation_still_true(letter, *, now):
    if no := _open(letter, now=now):
        return no
    rsvp = found(letter)
    if rsvp.round != letter.facts["round"]:
        return "They were taken off the list and asked afresh."
    return "They have answered already." if rsvp.answer != Answer.SILENT else ""


def update_still_true(letter, *, now):
    if no := _open(letter, now=now):
        return no
    if found(letter).answer == Answer.NO:
        return "They cannot come."
    return "" if history.changes(found(letter).meeting, since=letter.facts["since"]) else "The change was taken back."


def moved_still_true(letter, *, now):
    if no := _open(letter, now=now):
        return no
    if int(found(letter).meeting.starts_at.timestamp()) != letter.facts["to"]:
        return "The meeting moved again."
    return "The meeting is back at its old time." if letter.facts["from"] == letter.facts["to"] else ""


def cancelled_still_true(letter, *, now):
    rsvp = found(letter)
    if rsvp is None:
        return GONE
    if rsvp.meeting.state != MeetingState.CANCELLED:
        return "The meeting was not cancelled after all."
    return "The meeting would be over." if rsvp.meeting.ends_at <= now else ""


def reminder_still_true(letter, *, now):
    if no := _open(letter, now=now):
        return no
    if int(found(letter).meeting.starts_at.timestamp()) != letter.facts["start"]:
        return "The meeting moved to another time."
    return "They cannot come." if found(letter).answer == Answer.NO else ""


def join_still_true(letter, *, now):
    if no := reminder_still_true(letter, now=now):
        return no
    rsvp = found(letter)
    if not (rsvp.meeting.online_offered and rsvp.meeting.join_link):
        return "There is no link to join."
    return "" if comes_online(rsvp) else "They are not coming online."


def answer_still_true(letter, *, now):
    """Receipts and promotions tell how it stands; a later change has its own letter."""
    if no := _open(letter, now=now):
        return no
    return "" if found(letter).revision == letter.facts["revision"] else "A later answer took its place."


def company_still_true(letter, *, now):
    if no := _open(letter, now=now):
        return no
    return "" if found(letter).brings_seated >= letter.facts["seats"] else "They come without company, or not at all."


def late_need_still_true(letter, *, now):
    asked = Provision.objects.filter(meeting=letter.facts["meeting"], is_late=True, state=Progress.REQUESTED)
    letter._asked = asked.select_related("meeting").order_by("due_on", "pk").first()
    if letter._asked is None:
        return "It was seen to already, or is not needed any more."
    return "The meeting has begun." if letter._asked.meeting.starts_at <= now else ""


def right_still_true(letter, *, now):
    if found(letter) is None:
        return GONE
    asked = Provision.objects.filter(meeting=letter.facts["meeting"], person=letter.person_id, said_by_them=False)
    return "" if asked.exclude(state=Progress.CALLED_OFF).exists() else "They have told us already."


def late_need(letter, *, now):
    if "_asked" not in letter.__dict__:
        late_need_still_true(letter, now=now)
    asked = letter._asked
    words = {
        "first_name": letter.person.first_name,
        "meeting": asked.meeting,
        "by": asked.due_on,
        "checklist": f"{settings.BASE_URL}/meetings/{asked.meeting_id}/access/",
    }
    return letters.compose("meetings/email/late_need", words, personal=("first_name",))


def right(letter, *, now):
    return _compose("right", letter, now=now)


def company(letter, *, now):
    return _compose("company", letter, now=now)


def _compose(name, letter, *, now, links_=None, attach=None, **more):
    rsvp = found(letter)
    meeting = rsvp.meeting
    url = links.address_for(
        person=letter.person, purpose="rsvp", about=meeting.about_word, expires_at=meeting.ends_at + LINK_LASTS, now=now,
        known=getattr(letter, "live_link", None),
    )  # fmt: skip
    words = {
        "first_name": letter.person.first_name,
        "meeting": meeting,
        "url": url,
        "right_url": f"{url}right/",
        "agenda_url": f"{url}agenda/",
        "ways": [mode.label for mode in meeting.modes],
        "answer_by": day(meeting.answer_by) if meeting.answer_by and meeting.answer_by >= now.date() else "",
        "coming": rsvp.answer == Answer.YES and not rsvp.is_waiting,
        "waiting": rsvp.is_waiting,
        "maybe": rsvp.answer == Answer.MAYBE,
        "cannot": rsvp.answer == Answer.NO,
        "silent": rsvp.answer == Answer.SILENT,
        "how": Mode(rsvp.mode).label if rsvp.mode else "",
        **more,
    }
    files = []
    if attach and letter.person.wants_calendar_file:
        files = [_calendar_file(rsvp, letter, method=attach)]
    return letters.compose(
        f"meetings/email/{name}",
        words,
        links=links_,
        attachments=files,
        personal=("first_name", "url", "right_url", "agenda_url"),
    )


def _calendar_file(rsvp, letter, *, method):
    """One file for all; where calendar programs may answer (CALENDAR_REPLIES), one for each person who reads emails."""
    email = Channel.objects.filter(person=letter.person_id, way=Way.EMAIL, not_arriving_since=None).order_by(
        "rank", "pk"
    )
    address = email.values_list("address", flat=True).first() if settings.CALENDAR_REPLIES else ""
    if not address:
        return calendars.attachment(rsvp.meeting, method=method)
    return calendars.attachment_to_answer(rsvp, email=address, method=method)


def invitation(letter, *, now):
    return _compose("invitation", letter, now=now, attach=calendars.PUBLISH)


def update(letter, *, now):
    changes = history.changes(found(letter).meeting, since=letter.facts["since"])
    return _compose("update", letter, now=now, attach=calendars.PUBLISH, changes=changes)


def moved(letter, *, now):
    since, old_start = letter.facts.get("since"), history.instant(letter.facts["from"])
    changes = history.changes(found(letter).meeting, since=since) if since else []
    return _compose("moved", letter, now=now, attach=calendars.PUBLISH, old_start=old_start, changes=changes)


def cancelled(letter, *, now):
    return _compose("cancelled", letter, now=now, attach=calendars.CANCEL)


def reminder(letter, *, now):
    return _compose("reminder", letter, now=now, before_the_move=_before_the_move(found(letter)))


def join(letter, *, now):
    return _compose("join", letter, now=now, links_={"join_link": found(letter).meeting.join_link})


def receipt(letter, *, now):
    rsvp = found(letter)
    recorded_by = rsvp.recorded_by.name if rsvp.recorded_by_id else ""
    return _compose(
        "receipt",
        letter,
        now=now,
        recorded_by=recorded_by,
        attach=calendars.PUBLISH if rsvp.answer == Answer.YES else None,
    )


def promoted(letter, *, now):
    return _compose("promoted", letter, now=now, attach=calendars.PUBLISH)


def _before_the_move(rsvp) -> bool:
    moved_at = rsvp.meeting.moved_at
    return bool(moved_at and rsvp.answered_at and rsvp.answered_at < moved_at)


def register_all():
    """Called once, when the app is ready."""
    optional = {"lane": Lane.BULK, "essential": False, "windowed": True, "purpose": Purpose.MEETINGS}
    news = {"lane": Lane.ANSWER, "essential": True, "windowed": True, "purpose": Purpose.MEETINGS}
    for kind, render, still_true, words, manner in (
        (emails.INVITATION, invitation, invitation_still_true, "Meeting invitation", optional),
        (emails.REMINDER, reminder, reminder_still_true, "Meeting reminder", optional),
        (emails.UPDATE, update, update_still_true, "Meeting changed", news | {"lane": Lane.BULK}),
        (emails.MOVED, moved, moved_still_true, "Meeting moved", news),
        (emails.CANCELLED, cancelled, cancelled_still_true, "Meeting cancelled", news),
        (emails.JOIN, join, join_still_true, "How to join online", news | {"windowed": False}),
        (
            emails.RECEIPT,
            receipt,
            answer_still_true,
            "We have your answer",
            news | {"windowed": False, "human_twin": False},
        ),
        (emails.PROMOTED, promoted, answer_still_true, "A place came free", news),
        (emails.COMPANY, company, company_still_true, "A seat for who comes along", news),
        (emails.LATE_NEED, late_need, late_need_still_true, "A need that came late", news | {"windowed": False}),
        (emails.RIGHT, right, right_still_true, "Did we get it right?", optional),
    ):
        letters.register(
            kind,
            render=render,
            still_true=still_true,
            words=words,
            rule=RULES[kind],
            reads=ASKED,
            link="rsvp",
            **manner,
        )
