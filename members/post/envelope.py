"""A rendered letter as the message that a mail server takes: one person, a fixed Message-ID, no list of recipients.

Most letters are words alone, to a plain address: those are put together here as bytes, which is ten times
quicker than Python's email package. Whatever is less usual goes through Django's EmailMultiAlternatives.
"""

import base64
import binascii
import functools
import json
import re
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from members import charity
from members.models import Letter
from members.post import bounces, unsubscribe
from members.post.kinds import Rendered

HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"}
PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")
LONGEST_LINE = 900  # of a header, in characters; RFC 5322 allows 998


def plain_bytes(
    letter: Letter, rendered: Rendered, *, to: str, now: datetime, sender: str = ""
) -> tuple[str, bytes] | None:
    """Envelope sender and the message as bytes; None for what is less usual (attachments, an address beyond ASCII)."""
    sender = sender or settings.DEFAULT_FROM_EMAIL
    if rendered.attachments or not (PLAIN_ADDRESS.fullmatch(to) and _is_plain(sender)):
        return None
    head = {
        "Subject": _subject(rendered.subject), "From": sender, "To": to, "Message-ID": letter.message_id, "Date": _date(now),
        **reply_to(sender), **HEADERS, **unsubscribe.headers(letter), "MIME-Version": "1.0",
    }  # fmt: skip
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items()).encode("ascii")
    if not rendered.html:
        return return_path(letter, sender), lines + _part("plain", rendered.text)
    edge = b"=_" + letter.message_id.strip("<>").partition("@")[0].encode()
    parts = [_part("plain", rendered.text), _part("html", rendered.html)]
    body = b"".join(b"--" + edge + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + edge + b"--\r\n"
    kind = b'Content-Type: multipart/alternative; boundary="' + edge + b'"\r\n\r\n'
    return return_path(letter, sender), lines + kind + body


@functools.lru_cache(maxsize=256)
def _subject(words: str) -> str:
    """As it stands in the head; kept, because a mailing has one subject many times."""
    if _is_plain(words) and len(words) < LONGEST_LINE and "=?" not in words:
        return words
    return Header(words, "utf-8", header_name="Subject").encode(linesep="\r\n")


@functools.lru_cache(maxsize=16)
def _date(now: datetime) -> str:
    """A sender has one `now` for many letters."""
    return format_datetime(now)


def reply_to(sender: str) -> dict:
    """Letters say "answer this email": the answer goes to the address the charity wrote down in its settings."""
    address = charity.known().email
    if not PLAIN_ADDRESS.fullmatch(address) or address == _bare(sender):
        return {}
    return {"Reply-To": address}


def return_path(letter: Letter, sender: str) -> str:
    """Where a report about this letter goes: signed, when there is a mailbox for it (BOUNCE_ADDRESS)."""
    if not settings.BOUNCE_ADDRESS:
        return _bare(sender)
    name, _, domain = settings.BOUNCE_ADDRESS.partition("@")
    return f"{name}+{letter.pk}.{bounces.signature(letter)}@{domain}"


@functools.lru_cache(maxsize=16)
def _bare(sender: str) -> str:
    return parseaddr(sender)[1]


def _is_plain(words: str) -> bool:
    return words.isascii() and words.isprintable()


def _part(kind: str, words: str) -> bytes:
    """Plain lines as they are; anything else quoted, which costs ten times as much."""
    plain = _is_plain(words.replace("\n", "")) and " \n" not in words and not words.endswith(" ")  # one may be cut off
    plain = plain and len(max(words.split("\n"), key=len)) < LONGEST_LINE
    coding = "7bit" if plain else "quoted-printable"
    head = f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: {coding}\r\n\r\n'
    body = words.encode() if plain else binascii.b2a_qp(words.encode(), istext=True).replace(b"\r\n", b"\n")
    return head.encode() + body.replace(b"\n", b"\r\n")


def message(
    letter: Letter, rendered: Rendered, *, to: str, now: datetime, connection, sender: str = ""
) -> EmailMultiAlternatives:
    """One message to one address (COM-07)."""
    shown = sender or settings.DEFAULT_FROM_EMAIL
    mail = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        from_email=return_path(letter, shown) if settings.BOUNCE_ADDRESS else shown,
        to=[to],
        connection=connection,
        headers={
            "From": shown,
            "Message-ID": letter.message_id,
            "Date": format_datetime(now),
            **reply_to(shown),
            **HEADERS,
            **unsubscribe.headers(letter),
        },
    )
    if rendered.html:
        mail.attach_alternative(rendered.html, "text/html")
    for part in rendered.attachments:
        mail.attach(part["name"], _bytes(part), part["type"].partition(";")[0])
    return mail


def _bytes(part: dict) -> bytes:
    return base64.b64decode(part["base64"]) if "base64" in part else part["text"].encode()


def seal(mail) -> str:
    """A message handed in by a backend, as the text that is sealed on its letter."""
    html = next((body for body, kind in getattr(mail, "alternatives", ()) if kind == "text/html"), "")
    parts = [
        {"name": name or "attachment", "type": kind or "application/octet-stream", "base64": _encoded(content)}
        for name, content, kind in (each for each in mail.attachments if isinstance(each, tuple))
    ]
    text, html = (mail.body, html) if mail.content_subtype != "html" else ("", mail.body)
    return json.dumps(
        {"subject": str(mail.subject), "text": str(text), "html": str(html), "from": mail.from_email, "parts": parts}
    )


def seal_text(subject: str, short: str) -> str:
    """The same for a text message, which has no more than its words."""
    return json.dumps({"subject": subject, "text": short, "html": "", "from": "", "parts": [], "short": short})


def _encoded(content) -> str:
    return base64.b64encode(content.encode() if isinstance(content, str) else content).decode()


def unseal(words: str) -> tuple[Rendered, str]:
    """The message as it was handed in, and its sender."""
    kept = json.loads(words)
    subject = " ".join(kept["subject"].split())
    rendered = Rendered(
        subject=subject, text=kept["text"], html=kept["html"], attachments=kept["parts"], short=kept.get("short", "")
    )
    return rendered, kept["from"]
