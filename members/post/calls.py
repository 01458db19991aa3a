"""The human twin of post (COM-03): calls to make, texts to write, letters to print."""

import re
from datetime import datetime

from members import charity
from members.models import ContactTask
from members.models.channel import Way
from members.models.contact import Outcome
from members.post import trial
from members.queries import access


def in_words(rendered, way: str, *, never_rings: bool) -> str:
    """What is told by that way: the short words in a text message, else those for the telephone or print; to somebody
    who never rings (`access.who_never_rings`), how to write back stands where the others read to ring."""
    words = rendered.short if way == Way.TEXT and rendered.short else rendered.script or rendered.text
    return written_back(words) if never_rings and way in (Way.TEXT, Way.POST) else words


def in_words_to(person_id, rendered, way: str) -> str:
    """The same for one person, looked up."""
    return in_words(rendered, way, never_rings=bool(access.who_never_rings([person_id])))


def written_back(words: str) -> str:
    """The same words without a telephone to ring. Here, not in the templates: what is common to a mailing is written once
    for everybody, and charities word some of it anew."""
    facts = charity.current()
    number, ours = re.escape(facts.phone), facts.text_number or facts.email
    how = f"{'text' if facts.text_number else 'email'} {ours}" if ours else "answer this message"
    asks = rf"\bring (?:us )?(?:on )?{number}|\bring us\b|{number}" if number else r"\bring us\b"
    return re.sub(asks, lambda found: _like(found.group(), how), words, flags=re.IGNORECASE)


def _like(before: str, how: str) -> str:
    return how[0].upper() + how[1:] if before[0] == "R" else how


def add(
    *, person, why: str, due_at: datetime, about: str = "", way: str = Way.PHONE, script: str = "", is_urgent: bool = False,
    letter=None, to_name: str = "", to_address: str = "", asked: bool = False, now: datetime,
) -> ContactTask:  # fmt: skip
    """A line on *calls and letters*; one a letter, so that doing it twice gives the same line.
    `to_name` and `to_address` are for a guest, who is no record of ours (`person` is None). `asked`: somebody wants it;
    what the site thinks of by itself is closed at once while the site is only tried out."""
    values = {
        "person": person, "why": why[:200], "due_at": due_at, "about": about, "way": way, "script": script,
        "is_urgent": is_urgent, "to_name": to_name[:200], "to_address": to_address[:500],
    }  # fmt: skip
    if not asked and letter is None and trial.keeps_back(person, now=now):
        values |= {"outcome": Outcome.NOT_NEEDED, "closed_at": now, "note": trial.TRIAL}
    if letter is None:
        return ContactTask.objects.create(**values)
    return ContactTask.objects.get_or_create(letter=letter, defaults=values)[0]
