"""What holds about notes, actions and the questions afterwards: who may write, and a refusal in words."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from meetings.models import ActionState, MeetingState, Notes, Rsvp
from members.permissions import Permission, Via, can
from members.rules import Refused

CORRECT_FOR = timedelta(days=5)  # from D+5 to D+10 (domain 4.1)
NO_LONGER_COMING = timedelta(days=42)  # after that nobody should be told that they are being written
PULSE_OPEN_FOR = timedelta(days=14)
FEWEST_ASKED = 5  # below that nothing could ever be shown, so nobody is asked
MOST_LINES = 400
CHANGED_MEANWHILE = (
    "Somebody changed the notes while your page was open. Please look at them first. What you wrote is still below: "
    "press again, and it takes the place of theirs."
)
PULSE_CLOSED = (
    "The questions about this meeting are closed. What you wrote is still on this page, and nobody has read it. "
    "Copy it, or ring us and say it."
)
REPLY_NEEDED = "Please say in a few words why it stays as it was. They will read it."


def may_write(actor, meeting) -> bool:
    """Coordinator, lead, staff of the team; and whoever of those asked was named to write (MTG-09)."""
    if can(actor, Permission.KEEP_NOTES, within=meeting):
        return True
    if actor.person_id is None or actor.via != Via.BROWSER or meeting.state != MeetingState.PUBLISHED:
        return False
    named = Notes.objects.filter(meeting=meeting, taker=actor.person_id, sent_at=None)
    return named.exists() and Rsvp.objects.filter(meeting=meeting, person=actor.person_id).standing().exists()


def require_to_write(actor, meeting) -> None:
    """Raises PermissionDenied."""
    if not may_write(actor, meeting):
        raise PermissionDenied("Only whoever runs this meeting, or was named to write, may write its notes.")


def knows_who(actor, meeting) -> bool:
    """Who said what, and who else was asked, is for staff; a member who writes notes sees only who agreed to be named."""
    return can(actor, Permission.KEEP_NOTES, within=meeting)


def are_still_coming(meeting, *, now) -> bool:
    """Whether notes that are not there yet may be promised."""
    return meeting.ends_at > now - NO_LONGER_COMING


def check_has_begun(meeting, *, now):
    """Notes are written from the day itself on."""
    if meeting.state != MeetingState.PUBLISHED:
        raise Refused("Only a meeting that was published has notes.")
    if localdate(meeting.starts_at) > localdate(now):
        raise Refused("The meeting is still to come. Notes can be written from that day on.")


def check_room_for_more(count):
    if count >= MOST_LINES:
        raise Refused("That is a great deal for one meeting. Please put some lines together.")


def check_one_owner(*, owner, organisation, team):
    if sum(each is not None for each in (owner, organisation, team)) > 1:
        raise Refused("Please choose one owner: a person, an organisation or a team.", field="owner")


def check_end(state, *, because):
    if state not in ActionState.values:
        raise Refused("Please press one of the buttons.")
    if state == ActionState.DROPPED and not because.strip():
        raise Refused("Please say why it will not be done, in a few words. The group reads it.", field="because")


def check_can_send(notes, version):
    if version is None or not version.words.strip():
        raise Refused("There is nothing in the notes yet. Please write them first.", field="words")
    if notes.sent_at is not None:
        raise Refused("These notes have been sent already. Nobody got them twice.")


def check_can_correct(notes, *, now):
    if notes is None or notes.sent_at is None:
        raise Refused("These notes have not been sent yet.")
    if notes.approved_at is not None:
        raise Refused("These notes were approved at a meeting. Please raise it at the next one, or ring us.")


def check_can_agree(notes):
    if notes.sent_at is None:
        raise Refused("Send the notes to be corrected first.")
    if notes.corrections.filter(verdict="waiting").exists():
        raise Refused("A correction has not been looked at yet. Please say yes or no to it first.")


def check_pulse_open(pulse, *, now):
    if pulse.closed_at is not None or localdate(now) > pulse.closes_on:
        raise Refused(PULSE_CLOSED)
