"""What is printed for the day: badges, the door list, sheets for the tables, the programme. Words reach typst as data."""

from pathlib import Path

from meetings.actions import day_codes
from meetings.day_queries import expected, programme
from meetings.models import Badge, Photo
from members import charity, printing
from members.words import clock, day, initials, when

FOLDER = Path(__file__).parent
LONG_WORD = 14  # letters after which a name may be broken
EMPTY_LINES = 24
PHOTOS = {Photo.YES: "Photos: yes", Photo.NO: "No photos", Photo.UNSAID: "No photos"}


def badges(gathering, *, registrations=None) -> bytes:
    """Eight to a page: the first name unless they asked for more, no label, and whether photos are fine."""
    people = expected(gathering) if registrations is None else registrations
    rows = [
        {
            "name": breakable(each.on_badge),
            "organisation": breakable(each.organisation) if each.badge == Badge.FULL_AND_ORGANISATION else "",
            "photos": PHOTOS[Photo(each.photo)],
            "may": each.photo == Photo.YES,
        }
        for each in people
    ]
    return _draw("badges", {"title": gathering.title, "rows": rows})


def door_list(gathering, *, now) -> bytes:
    """Numbered as people have places, by name, with a column for initials and empty lines for who just comes."""
    rows = [
        [str(each.place_no or ""), breakable(each.name), "in" if each.came_at else ""] for each in expected(gathering)
    ]
    return _draw(
        "door_list", {**_head(gathering, now=now), "rows": rows, "empty": EMPTY_LINES}
    )  # fmt: skip


def table_sheets(tables, *, gathering, now) -> bytes:
    """One page a table: the question, who keeps the talk going, lines to write on, and the code to type instead."""
    rows = [
        {
            "number": table.number,
            "question": table.question,
            "facilitator": table.facilitator_name or (table.facilitator.first_name if table.facilitator else ""),
            "address": day_codes.address(code) if (code := getattr(table, "day_code", None)) else "",
            "seated": [initials(seat.registration.name) for seat in table.seats.all()],
        }
        for table in tables
    ]
    return _draw("table_sheet", {**_head(gathering, now=now), "tables": rows})


def programme_sheet(gathering, *, large, now) -> bytes:
    """The day in order; `large` is eighteen point."""
    parts = [
        {
            "starts": clock(each.starts_at),
            "ends": clock(each.ends_at),
            "title": each.title,
            "room": each.room,
            "about": each.about,
            "note": each.content_note,
            "rest": each.sort in ("break", "food", "free"),
            "speakers": [", ".join(filter(None, [who.name, who.role_line])) for who in each.speakers.all()],
        }
        for each in programme(gathering)
    ]
    return _draw("programme", {**_head(gathering, now=now), "parts": parts, "size": 18 if large else 13})


def evaluation_sheet(gathering, questions, *, code, now) -> bytes:
    """The questions on paper, with the short address for whoever would rather type."""
    rows = [{"words": question.words, "scale": question.sort == "scale"} for question in questions]
    address = day_codes.address(code) if code else ""
    return _draw("evaluation_sheet", {**_head(gathering, now=now), "rows": rows, "address": address})


def breakable(name) -> str:
    """A long word gets places where a line may end, so that ninety letters fit on a badge."""
    return " ".join(
        "\u200b".join(word[at : at + LONG_WORD] for at in range(0, len(word), LONG_WORD)) for word in name.split()
    )


def _head(gathering, *, now):
    facts = charity.current()
    return {
        "title": gathering.title, "when": f"{when(gathering.starts_at)} to {clock(gathering.ends_at)}",
        "where": gathering.place, "charity": {"name": facts.name, "phone": facts.phone}, "printed": day(now),
    }  # fmt: skip


def _draw(name, data) -> bytes:
    return printing.draw(FOLDER / f"{name}.typ", words=data)
