"""The notes of a meeting, from the first words to the day they are approved (MTG-09, domain 4.1: D+5 and D+10)."""

from django.db import transaction
from django.utils.timezone import localdate

from meetings import emails_after as emails
from meetings.keeping_notes import (
    CHANGED_MEANWHILE,
    CORRECT_FOR,
    check_can_agree,
    check_can_send,
    check_has_begun,
    require_to_write,
)
from meetings.minutes import newest, stamp_of
from meetings.models import Meeting, Notes, NotesVersion, Passed, Rsvp, Said
from meetings.points import first_words, people_in
from members.permissions import Permission, require
from members.rules import Refused

Why = NotesVersion.Why


def of(meeting) -> Notes:
    """The notes of this meeting, locked; made when they are first needed."""
    Notes.objects.get_or_create(meeting=meeting)
    return Notes.objects.select_for_update(of=("self",)).select_related("meeting").get(meeting=meeting)


@transaction.atomic
def name_taker(*, meeting, person, actor, now) -> Notes:
    """Who writes; somebody who is asked to the meeting, or nobody but the staff (None)."""
    require(actor, Permission.KEEP_NOTES, within=meeting)
    if person is not None and not Rsvp.objects.filter(meeting=meeting, person=person).standing().exists():
        raise Refused("They are not asked to this meeting. Please choose somebody who is.", field="taker")
    notes = of(meeting)
    notes.taker = person
    notes.save(update_fields=["taker"])
    return notes


@transaction.atomic
def write(*, meeting, words, actor, now, why=None, seen=None) -> Notes:
    """The words as they are now. Until they are sent the newest version is written over; afterwards each is kept.

    `seen` is the stamp of the version they were begun from: Refused when somebody wrote meanwhile.
    """
    require_to_write(actor, meeting)
    check_has_begun(meeting, now=now)
    notes = of(meeting)
    if notes.approved_at:
        raise Refused("These notes were approved at a meeting. What is wrong with them goes to the next meeting.")
    words = words.replace("\r\n", "\n").strip()
    last = newest(notes)
    if last is not None and last.words == words and why is None:
        return notes
    if seen is not None and seen != stamp_of(last):
        raise Refused(CHANGED_MEANWHILE, field="words")
    values = {"words": words, "people": people_in(words, meeting), "written_at": now, "written_by": actor.person}
    if last is not None and last.why == Why.WRITTEN and notes.sent_at is None:
        NotesVersion.objects.filter(pk=last.pk).update(**values)
        return notes
    number = last.number + 1 if last else 1
    why = why or (Why.CORRECTED if notes.sent_at else Why.WRITTEN)
    NotesVersion.objects.create(notes=notes, number=number, why=why, **values)
    look_over_again(notes)
    return notes


def look_over_again(notes, *, person=None) -> None:
    """“They are right” holds for the words as they were then: it goes with a new version, and with one's own correction."""
    said = Rsvp.objects.filter(meeting=notes.meeting_id).exclude(notes_right_at=None)
    (said if person is None else said.filter(person=person)).update(notes_right_at=None)


def make(*, meeting, actor, now) -> Notes:
    """Written anew from what was noted during the meeting; what was typed into the notes before goes."""
    notes = Notes.objects.filter(meeting=meeting).first()
    if notes is not None and notes.sent_at is not None:
        raise Refused("These notes have been sent. Please change them by hand, so that everybody sees what changed.")
    words = first_words(meeting)
    if not words:
        raise Refused("Nothing was written down during this meeting. Please write the notes by hand.")
    return write(meeting=meeting, words=words, actor=actor, now=now)


@transaction.atomic
def send(*, meeting, actor, now) -> Notes:
    """To everybody who was asked, by their own channel, to be corrected. What people said is ready to be passed on now."""
    require(actor, Permission.KEEP_NOTES, within=meeting)
    notes = of(meeting)
    last = newest(notes)
    check_can_send(notes, last)
    if meeting.ends_at > now:
        raise Refused("The meeting is not over yet. Notes are sent afterwards.")
    NotesVersion.objects.filter(pk=last.pk).update(why=Why.SENT)
    notes.sent_at, notes.correct_by = now, localdate(now + CORRECT_FOR)
    notes.save(update_fields=["sent_at", "correct_by"])
    Said.objects.filter(meeting=meeting, state=Passed.NOTED).update(state=Passed.READY)
    emails.send_notes(notes, now=now)
    return notes


@transaction.atomic
def agree(*, meeting, actor, now) -> Notes:
    """Everybody had time to correct them, and every correction has its answer (D+10)."""
    require(actor, Permission.KEEP_NOTES, within=meeting)
    notes = of(meeting)
    if notes.agreed_at is None:
        check_can_agree(notes)
        notes.agreed_at = now
        notes.save(update_fields=["agreed_at"])
    return notes


@transaction.atomic
def approve(*, meeting, at: Meeting, actor, now) -> Notes:
    """The group said yes to them, at its next meeting."""
    require(actor, Permission.KEEP_NOTES, within=at)
    notes = of(meeting)
    if notes.approved_at is not None:
        return notes
    if notes.agreed_at is None:
        check_can_agree(notes)
        notes.agreed_at = now
    check_has_begun(at, now=now)
    notes.approved_at, notes.approved_in = now, at
    notes.save(update_fields=["agreed_at", "approved_at", "approved_in"])
    return notes
