"""How changes of this floor's records are told in the history of a meeting and of a person."""

from meetings import tellers_of_notes
from meetings.models import (
    Answer,
    Attendance,
    Gathering,
    Meeting,
    MeetingState,
    Mode,
    Registration,
    RegistrationState,
    Rsvp,
    Series,
    SeriesStep,
    Skip,
)
from members import history
from members.models import Person
from members.words import day


def register_all() -> None:
    """Called once, in `AppConfig.ready()`."""
    history.tell(Meeting, silent={"sequence", "uid"})
    history.tell(Rsvp, _rsvp)
    history.tell(Skip, _skip)
    history.tell(SeriesStep, _step)
    for model in (Skip, SeriesStep):
        history.also(Series, model, "series")
    history.tell(Attendance, _attendance)
    tellers_of_notes.register_all()
    history.tell(Gathering, silent={"sequence", "uid"})
    history.tell(Registration, _registration)
    history.also(Person, Registration, "person")
    for model in (Rsvp, Attendance):
        history.also(Meeting, model, "meeting")
        history.also(Person, model, "person")


def _where(row, names):
    where = names.others((Person, row.person_id), (Meeting, row.meeting_id))
    meeting = names.row(Meeting, row.meeting_id)
    if meeting is None or isinstance(names.record, Meeting):
        return where
    return f"{where}, {day(meeting.starts_at)}"


def _said(row):
    words = "No answer" if row.answer == Answer.SILENT else Answer(row.answer).label
    if row.answer == Answer.YES and row.mode:
        words += f", {Mode(row.mode).label}"
    if row.answer == Answer.YES and row.place_no is None:
        words += ", waiting for a place"
    return words


def _rsvp(row, earlier, names):
    where = _where(row, names)
    meeting = names.row(Meeting, row.meeting_id)
    if names.you and (meeting is None or meeting.state == MeetingState.DRAFT):
        return ""  # nobody is told of a draft before it is published, nor of one that came to nothing
    if row.pgh_label == "delete":
        return f"{where}: invitation removed"
    if earlier is None and meeting and meeting.state == MeetingState.DRAFT:
        return f"{where}: put on the list of a draft, not asked yet" if row.pgh_label == "insert" else ""
    if earlier is None:
        return f"{where}: asked" if row.pgh_label == "insert" else ""
    if bool(row.removed_at) != bool(earlier.removed_at):
        return f"{where}: {'taken off the list' if row.removed_at else 'asked again'}"
    was, now = _said(earlier), _said(row)
    return f"{where}: “{was}” became “{now}”" if was != now else ""


def _registration(row, earlier, names):
    if row.pgh_label == "delete":
        return "Registration for an event: removed"
    now = RegistrationState(row.state).label
    if earlier is None:
        return f"Registration for an event: {now.lower()}"
    if row.came_at and not earlier.came_at:
        return "Checked in at an event"
    was = RegistrationState(earlier.state).label
    return f"Registration for an event: “{was}” became “{now}”" if was != now else ""


def _attendance(row, earlier, names):
    where = _where(row, names)
    if row.pgh_label == "delete":
        return f"{where}: the mark on the register was taken back"
    if earlier is not None and earlier.came == row.came:
        return ""
    return f"{where}: {'came' if row.came else 'couldn’t make it'}"


def _skip(row, earlier, names):
    if row.pgh_label == "delete":
        return f"{day(row.on)} is not skipped any more"
    if earlier is None:
        return f"{day(row.on)} skipped: {row.because}"
    return f"The skipped date {day(earlier.on)} became {day(row.on)}" if earlier.on != row.on else ""


def _step(row, earlier, names):
    """The usual steps a series begins with are no news."""
    if earlier is None or row.pgh_label != "update":
        return f"Step added: {row.words}" if row.pgh_label == "insert" and row.slug.startswith("own-") else ""
    if earlier.is_on != row.is_on:
        return f"Step {'taken in again' if row.is_on else 'left out'}: {row.words}"
    return f"Step changed: {row.words}"
