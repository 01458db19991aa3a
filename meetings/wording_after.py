"""What the letters after a meeting say, and whether they are still true when they leave."""

from django.conf import settings
from django.utils.timezone import localdate

from meetings import emails_after as emails
from meetings.minutes import newest
from meetings.models import Action, Attendance, Correction, Decision, Meeting, MeetingState, PulseTicket
from meetings.models.notes import Verdict
from meetings.models.pulse import QUESTIONS, Say
from meetings.points import blocks_of
from members.models.channel import Purpose
from members.models.letter import Lane
from members.post import letters, links
from members.queries import cover
from members.words import day

RULES = {
    emails.THANKS: "The day after a meeting: to everybody who was there, but for those who work here.",
    emails.MISSED: "The day after a meeting: to everybody who had said yes and was marked as not there.",
    emails.NOTES: "When the notes of a meeting are sent: to everybody who was asked or came.",
    emails.CORRECTION: "When somebody has looked at a correction: to the person who suggested it.",
    emails.ACTION: "Three days before an action is due, and a day after for those who work here: to whoever does it.",
    emails.OVERDUE: "On Mondays, while actions of meetings are overdue: to the coordinators.",
}
OFF = "The meeting was cancelled."


def _meeting(letter):
    if "_meeting" not in letter.__dict__:
        letter._meeting = Meeting.objects.filter(pk=letter.facts["meeting"]).first()
    return letter._meeting


def _off(letter):
    meeting = _meeting(letter)
    return OFF if meeting is None or meeting.state == MeetingState.CANCELLED else ""


def thanks_still_true(letter, *, now):
    if no := _off(letter):
        return no
    there = Attendance.objects.filter(meeting=_meeting(letter), person=letter.person_id, came=True)
    return "" if there.exists() else "The register says that they were not there."


def missed_still_true(letter, *, now):
    if no := _off(letter):
        return no
    there = Attendance.objects.filter(meeting=_meeting(letter), person=letter.person_id).values_list("came", flat=True)
    came = there.first()
    if came is None:
        return "Nobody has said that they were not there."
    return "They were there after all." if came else ""


def notes_still_true(letter, *, now):
    if no := _off(letter):
        return no
    return "" if _version(_meeting(letter)) else "There are no notes any more."


def correction_still_true(letter, *, now):
    found = Correction.objects.select_related("notes__meeting").filter(pk=letter.facts["correction"]).first()
    letter._correction = found
    return "" if found and found.verdict != Verdict.WAITING else "Nobody has answered it yet."


def action_still_true(letter, *, now):
    found = Action.objects.open().select_related("meeting").filter(pk=letter.facts["action"]).first()
    letter._action = found
    if found is None:
        return "It is done, or will not be done."
    today = localdate(now)
    if letter.person_id not in emails.owners_of(found, day=today, working=emails.working_on(today)):
        return "Somebody else does it now."
    return "" if found.due_on and found.due_on.toordinal() == letter.facts["due"] else "It is due on another day now."


def overdue_still_true(letter, *, now):
    letter._count = Action.objects.overdue(today=localdate(now)).count()
    return "" if letter._count else "Nothing is overdue any more."


def thanks(letter, *, now):
    meeting = _meeting(letter)
    asked = PulseTicket.objects.filter(
        pulse__meeting=meeting, pulse__closed_at=None, person=letter.person_id, used=False
    )
    pulse = asked.select_related("pulse").first()
    return _compose(
        "thanks",
        letter,
        meeting,
        now=now,
        asked=bool(pulse),
        closes_on=day(pulse.pulse.closes_on) if pulse else "",
        questions=list(QUESTIONS.values()),
        ladder=Say.labels,
    )


def missed(letter, *, now):
    meeting = _meeting(letter)
    decided = Decision.objects.filter(meeting=meeting).in_order()
    return _compose("missed", letter, meeting, now=now, decisions=[d.text for d in decided[:12]])


def notes(letter, *, now):
    meeting = _meeting(letter)
    version = _version(meeting)
    return _compose(
        "notes", letter, meeting, now=now, blocks=blocks_of(version.words), correct_by=day(meeting.notes.correct_by)
    )


def correction(letter, *, now):
    if "_correction" not in letter.__dict__:
        correction_still_true(letter, now=now)
    found = letter._correction
    words = {"put_right": found.verdict == Verdict.ACCEPTED, "reply": found.reply, "said": found.words}
    return _compose("correction", letter, found.notes.meeting, now=now, **words)


def action(letter, *, now):
    if "_action" not in letter.__dict__:
        action_still_true(letter, now=now)
    found = letter._action
    instead = cover.hears_for(letter.person_id, found.owner_id, day=localdate(now))
    words = {"text": found.text, "due": day(found.due_on), "late": bool(letter.facts["late"]), "instead_of": instead}
    if instead:  # their own link shows what is their own
        words["url"] = _actions_page()
    return _compose("action", letter, found.meeting, now=now, actions_url=_actions_page(), **words)


def overdue(letter, *, now):
    if "_count" not in letter.__dict__:
        overdue_still_true(letter, now=now)
    words = {"first_name": letter.person.first_name, "count": letter._count, "actions_url": _actions_page()}
    return letters.compose("meetings/email/overdue", words, personal=("first_name",))


def _actions_page():
    return f"{settings.BASE_URL}/meetings/actions/"


def _version(meeting):
    found = getattr(meeting, "notes", None) if meeting is not None else None
    return newest(found) if found is not None and found.sent_at else None


def _compose(name, letter, meeting, *, now, **more):
    link = links.link_for(
        person=letter.person, purpose="after", about=meeting.about_word,
        expires_at=meeting.ends_at + emails.LINK_LASTS, now=now,
    )  # fmt: skip
    words = {"first_name": letter.person.first_name, "meeting": meeting, "url": links.address(link), **more}
    return letters.compose(f"meetings/email/{name}", words, personal=("first_name", "url"))


def register_all():
    """Called once, when the app is ready."""
    optional = {"lane": Lane.BULK, "essential": False, "windowed": True, "purpose": Purpose.MEETINGS}
    for kind, render, still_true, words, manner in (
        (emails.THANKS, thanks, thanks_still_true, "Thank you for coming", optional),
        (emails.MISSED, missed, missed_still_true, "Sorry we missed you", optional),
        (emails.NOTES, notes, notes_still_true, "Notes to look over", optional),
        (emails.CORRECTION, correction, correction_still_true, "About your correction", optional),
        (emails.ACTION, action, action_still_true, "Something you said you would do", optional),
        (emails.OVERDUE, overdue, overdue_still_true, "Actions that are overdue", optional | {"human_twin": False}),
    ):
        letters.register(kind, render=render, still_true=still_true, words=words, rule=RULES[kind], **manner)
