"""The forms a paper can have: the original, and those of the catalogue of needs; what each may be, and how long it takes."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from meetings.models import ORIGINAL
from meetings.rules import LONDON
from members.models.needs import NEEDS, Group
from members.post import window
from members.rules import Refused

TEXT = ("pdf", "docx", "odt")
BIG, BIGGER = 20_000_000, 28_000_000
POST_LEAD = 5  # working days that a letter by post needs (COM-03)
NOON = time(12)
IN_HAND = 7  # days before the meeting on which everybody has the papers (domain 4.1)


@dataclass(frozen=True)
class Form:
    """`endings` are what a file of it may end in; none: it is made outside, and noted. `days`: working days to make it."""

    slug: str
    words: str
    endings: tuple = ()
    most_bytes: int = BIG
    days: int = 0


FORMS = {
    form.slug: form
    for form in (
        Form(ORIGINAL, "Original", (*TEXT, "xlsx", "pptx", "png", "jpg", "jpeg")),
        Form("easy_read", "Easy Read", TEXT, days=5),
        Form("large_print", "Large print", TEXT, days=5),
        Form("audio", "Audio", ("mp3", "m4a", "ogg"), BIGGER, days=7),
        Form("plain_text", "Plain text", ("txt",), days=5),
        Form("word_file", "Word file", ("docx",), days=5),
        Form("braille", "Braille", days=10),
        Form("bsl_video", "BSL video", ("mp4",), BIGGER, days=10),
    )
}
ALWAYS = [
    (ORIGINAL, ""),
    ("easy_read", ""),
    ("large_print", ""),
    ("audio", ""),
]  # MTG-03: the four slots of every paper
BY_POST = {"printed", "coloured_paper", "braille"}  # what somebody holds in their hands
FORMAT_NEEDS = {slug for slug, need in NEEDS.items() if need.group == Group.FORMAT}
SIZED = {"large_print"}


def words_for(form, choice="") -> str:
    known = FORMS[form].words if form in FORMS else NEEDS[form].flagged(choice)
    return f"{known} {choice}".strip() if form in SIZED else known


def days_to_make(form) -> int:
    """Working days, as the catalogue of needs says; the original is there when it is there."""
    return NEEDS[form].lead or 0 if form in NEEDS else 0


@dataclass(frozen=True)
class Due:
    """Worked back from the day on which it is in people's hands: posted, made, and the text final by then."""

    in_hand: date
    post_by: date
    make_by: date
    text_by: date


def due(meeting, form, *, posted) -> Due:
    """The days of one form; the slowest of all says when the words have to be final."""
    day = meeting.starts_at.astimezone(LONDON).date() - timedelta(days=IN_HAND)
    hand = datetime.combine(day, NOON, tzinfo=LONDON)
    post = window.working_days_before(hand, POST_LEAD) if posted else hand
    text = window.working_days_before(post, days_to_make(form))
    return Due(*(each.astimezone(LONDON).date() for each in (hand, post, post, text)))


def check_form(form, choice) -> Form:
    """One of ours, with a size of print only where there are sizes."""
    if form not in FORMS:
        raise Refused("Please choose which form this is: the original, Easy Read, large print …", field="form")
    if choice and (form not in SIZED or choice not in NEEDS[form].options):
        raise Refused("Please choose the size of print from the list.", field="form")
    return FORMS[form]
