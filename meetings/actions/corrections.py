"""Notes are put right by those who were there: what they suggest is accepted, or declined with a word (MTG-09)."""

from django.db import transaction

from meetings import emails_after as emails
from meetings.actions.notes import look_over_again, of, write
from meetings.keeping_notes import REPLY_NEEDED, check_can_correct
from meetings.models import Correction, Rsvp, Verdict
from members.permissions import Permission, Via, require
from members.rules import Refused


@transaction.atomic
def suggest(*, notes, person, words, how, actor, now) -> Correction:
    """Somebody says what is not right. Their own, or written down for them by whoever keeps the notes."""
    if actor.on_behalf_of is None:
        require(actor, Permission.ANSWER, within=person)
    else:
        require(actor, Permission.ANSWER_FOR, within=notes.meeting)
    notes = of(notes.meeting)
    check_can_correct(notes, now=now)
    if (
        not Rsvp.objects.filter(meeting=notes.meeting, person=person).standing().exists()
        and not person.attendances.filter(meeting=notes.meeting).exists()
    ):
        raise Refused("They were neither asked to this meeting nor there.", field="person")
    if not words.strip():
        raise Refused("Please write what is not right, and how it should read.", field="words")
    look_over_again(notes, person=person)
    same = Correction.objects.filter(notes=notes, person=person, words=words.strip(), verdict=Verdict.WAITING).first()
    if same is not None:
        return same
    return Correction.objects.create(
        notes=notes, person=person, words=words.strip(), how=how, suggested_at=now,
        recorded_by=actor.person if actor.via == Via.DESK else None,
    )  # fmt: skip


@transaction.atomic
def all_right(*, notes, person, actor, now) -> None:
    """They looked the notes over and found nothing wrong. Raises Refused; said twice it is said once."""
    require(actor, Permission.ANSWER, within=person)
    check_can_correct(of(notes.meeting), now=now)
    asked = Rsvp.objects.filter(meeting=notes.meeting, person=person).standing()
    if not asked.filter(notes_right_at=None).update(notes_right_at=now) and not asked.exists():
        raise Refused("You were not asked to this meeting. You can still say what is not right.")


@transaction.atomic
def answer(*, correction, verdict, reply="", words=None, seen=None, actor, now) -> Correction:
    """Put right (with the new words of the notes, if they change), or left as it was, because. They are told either way.

    `seen` is the stamp of the version the words were begun from: whoever changed nothing in it changes nothing.
    """
    meeting = correction.notes.meeting
    require(actor, Permission.KEEP_NOTES, within=meeting)
    correction = (
        Correction.objects.select_for_update(of=("self",)).select_related("notes__meeting").get(pk=correction.pk)
    )
    if correction.verdict != Verdict.WAITING:
        raise Refused("Somebody has answered this one already.")
    if verdict not in (Verdict.ACCEPTED, Verdict.DECLINED):
        raise Refused("Please press one of the buttons.")
    if verdict == Verdict.DECLINED and not reply.strip():
        raise Refused(REPLY_NEEDED, field="reply")
    if verdict == Verdict.ACCEPTED and words is not None and not _is_as_it_was(correction.notes, words, seen):
        write(meeting=meeting, words=words, seen=seen, actor=actor, now=now)
    correction.verdict, correction.reply = verdict, reply.strip()[:300]
    correction.decided_at, correction.decided_by = now, actor.person
    correction.save(update_fields=["verdict", "reply", "decided_at", "decided_by"])
    emails.send_answered(correction, now=now)
    return correction


def _is_as_it_was(notes, words, seen) -> bool:
    """Whether these are the words of the version they were begun from, however often somebody has written since."""
    number = (seen or "").partition(":")[0]
    begun = notes.versions.filter(number=int(number)).first() if number.isdecimal() and len(number) < 9 else None
    return begun is not None and begun.words == words.replace("\r\n", "\n").strip()
