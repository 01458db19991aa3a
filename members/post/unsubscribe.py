"""Stopping one sort of optional letter from the letter itself: a link, and one press in the mail program (RFC 8058).

The word in the address is signed, names a person by number and one sort of letter, and can do nothing else.
"""

import functools

from django.conf import settings
from django.core import signing

from members import charity
from members.models import Letter
from members.models.channel import Purpose
from members.models.wishes import SORTS
from members.post import kinds
from members.post.kinds import Rendered
from members.queries.wishes import words_of

SALT = "same-table.stop"
ONE_CLICK = "List-Unsubscribe=One-Click"
PATH = "/members/stop/"
LONGEST = 100
MAY_STOP = frozenset(str(sort) for sort in (*SORTS, Purpose.EVERYTHING))  # everything: what they must know still comes


def sort_of(letter: Letter) -> str:
    """The sort of letter that may be stopped from it; "" for essential letters, and whatever is not for one person."""
    if letter.is_essential or letter.is_sensitive or letter.person_id is None:
        return ""
    try:
        purpose = kinds.get(letter.kind).purpose
    except LookupError:
        return ""
    return str(purpose) if str(purpose) in MAY_STOP else ""


@functools.lru_cache(maxsize=1000)
def token(person_id: int, sort: str) -> str:
    """The same word in the foot and in the head of a letter."""
    return signing.Signer(salt=SALT).sign(f"{person_id}.{sort}")


def read(word: str) -> tuple[int, str] | None:
    """Whose letters of which sort; None for a word we never wrote."""
    if len(word) > LONGEST:
        return None
    try:
        person_id, _, sort = signing.Signer(salt=SALT).unsign(word).partition(".")
    except signing.BadSignature:
        return None
    return (int(person_id), sort) if sort in MAY_STOP else None


def address(letter: Letter) -> str:
    """The link in the foot of an optional letter; "" for an essential one."""
    sort = sort_of(letter)
    return f"{settings.BASE_URL}{PATH}{token(letter.person_id, sort)}/" if sort else ""


def headers(letter: Letter) -> dict[str, str]:
    """What mail programs draw their own button from; nothing on an essential letter."""
    link = address(letter)
    if not link:
        return {}
    mail = charity.known().email
    other = f", <mailto:{mail}?subject=Fewer%20letters>" if mail.isascii() and "@" in mail else ""
    return {"List-Unsubscribe": f"<{link}>{other}", "List-Unsubscribe-Post": ONE_CLICK}


def footed(letter: Letter, rendered: Rendered) -> Rendered:
    """The same letter with the link in words in its foot."""
    link = address(letter)
    if not link:
        return rendered
    words = words_of(sort_of(letter))
    text = f"{rendered.text.rstrip()}\nNo more {words}? Stop them here: {link}\n"
    return Rendered(
        subject=rendered.subject, text=text, html=_foot(rendered.html, words, link), attachments=rendered.attachments
    )


def _foot(html: str, words: str, link: str) -> str:
    """Before the end of the sheet's foot (templates/email/base.html); as it is when the letter has none."""
    sheet = html.rfind("</div>")
    foot = html.rfind("</div>", 0, sheet) if sheet > 0 else -1
    if foot < 0:
        return html
    return f'{html[:foot]}<p>No more {words}? <a href="{link}">Stop them here</a>.</p>\n{html[foot:]}'
