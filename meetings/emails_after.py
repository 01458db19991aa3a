"""Letters after a meeting: each function notes one sort, in the transaction that caused it; `wording_after.py` writes them."""

from datetime import timedelta

from meetings.models import Attendance, Rsvp
from members.models import Representative, RoleGrant
from members.permissions import Role
from members.post import letters
from members.queries import cover

THANKS, MISSED, NOTES = "meeting_thanks", "meeting_missed", "meeting_notes"
CORRECTION, ACTION, OVERDUE = "meeting_correction", "meeting_action", "meeting_actions_overdue"
USEFUL_FOR = timedelta(days=14)
LINK_LASTS = timedelta(days=60)  # until the notes have been approved at the next meeting
WORKING = [Role.COORDINATOR, Role.STAFF]


def send_notes(notes, *, now) -> int:
    """To everybody who was asked and everybody who came, by their own channel; once for each meeting and person."""
    meeting = notes.meeting
    asked = set(Rsvp.objects.filter(meeting=meeting).standing().values_list("person_id", flat=True))
    came = set(Attendance.objects.filter(meeting=meeting, came=True).values_list("person_id", flat=True))
    rows = [_row(NOTES, meeting, person, due_at=now) for person in sorted(asked | came)]
    return letters.note_many(rows, now=now) if rows else 0


def send_answered(correction, *, now) -> None:
    """What became of their correction."""
    if correction.person_id is None:
        return
    letters.note(
        kind=CORRECTION, key=f"{CORRECTION}:{correction.pk}", person=correction.person_id,
        about=correction.notes.meeting.about_word, facts={"correction": correction.pk}, due_at=now,
        expires_at=now + USEFUL_FOR, now=now,
    )  # fmt: skip


def thanks_row(meeting, person, *, due_at):
    return _row(THANKS, meeting, person, due_at=due_at)


def missed_row(meeting, person, *, due_at):
    return _row(MISSED, meeting, person, due_at=due_at)


def action_row(action, person, *, when, due_at, expires_at):
    """`when` is "before" or "after"; a day that moved makes a new letter."""
    day = action.due_on.toordinal()
    return {
        "kind": ACTION, "key": f"{ACTION}:{action.pk}:{day}:{when}:{person}", "person": person,
        "about": action.meeting.about_word, "facts": {"action": action.pk, "due": day, "late": int(when == "after")},
        "due_at": due_at, "expires_at": expires_at,
    }  # fmt: skip


def overdue_row(person, *, monday, due_at):
    return {
        "kind": OVERDUE, "key": f"{OVERDUE}:{monday.isoformat()}:{person}", "person": person, "about": "", "facts": {},
        "due_at": due_at, "expires_at": due_at + timedelta(days=6),
    }  # fmt: skip


def _row(kind, meeting, person, *, due_at):
    return {
        "kind": kind, "key": f"{kind}:{meeting.pk}:{person}", "person": person, "about": meeting.about_word,
        "facts": {"meeting": meeting.pk}, "due_at": due_at, "expires_at": due_at + USEFUL_FOR,
    }  # fmt: skip


def owners_of(action, *, day, working) -> list[int]:
    """Who is reminded: the person, or who stands in for them; whoever speaks for the organisation; those of the team who
    work here."""
    if action.owner_id:
        return [cover.who_hears(action.owner_id, day=day)]
    if action.organisation_id:
        speaks = Representative.objects.filter(
            organisation=action.organisation_id, part=Representative.Part.NAMED, ends=None, starts__lte=day
        )
        return list(speaks.order_by("pk").values_list("person_id", flat=True)[:1])
    if action.team_id:
        of_team = RoleGrant.objects.on(day).filter(role=Role.STAFF, team=action.team_id, person__in=working)
        return sorted(set(of_team.values_list("person_id", flat=True)))
    return []


def working_on(day) -> set[int]:
    """Everybody who works here on that day."""
    return set(RoleGrant.objects.on(day).filter(role__in=WORKING).values_list("person_id", flat=True))


def coordinators_on(day) -> list[int]:
    return sorted(set(RoleGrant.objects.on(day).filter(role=Role.COORDINATOR).values_list("person_id", flat=True)))
