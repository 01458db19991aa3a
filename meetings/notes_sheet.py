"""The notes of one meeting on paper: one page where it fits, in large print for who reads that. Words are data, never markup."""

from pathlib import Path

from meetings.minutes import who_was_there
from meetings.points import blocks_of
from members import charity, printing
from members.words import clock, day, when

SHEET = Path(__file__).with_name("notes_sheet.typ")


def notes_sheet(meeting, version, *, large=False, now) -> bytes:
    """The PDF, with its headings and lists tagged for screen readers."""
    facts, there = charity.current(), who_was_there(meeting)
    words = {
        "title": meeting.title,
        "when": f"{when(meeting.starts_at)} to {clock(meeting.ends_at)}",
        "state": meeting.notes.state[0],
        "there": there.words,
        "others": there.others,
        "blocks": blocks_of(version.words),
        "version": version.number,
        "correct_by": day(meeting.notes.correct_by) if meeting.notes.correct_by and not meeting.notes.agreed_at else "",
        "charity": {"name": facts.name, "phone": facts.phone},
        "printed": day(now),
        "large": large,
    }
    return printing.draw(SHEET, words=words)
