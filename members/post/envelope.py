"""A rendered letter as the message that a mail server takes: one person, a fixed Message-ID, no list of recipients."""

import base64
import json
from email.utils import format_datetime
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from members.models import Letter
from members.post.kinds import Rendered


def message(letter: Letter, rendered: Rendered, *, to: str, now: datetime, connection, sender: str = "") -> EmailMultiAlternatives:
    """One message to one address (COM-07)."""
    mail = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        from_email=sender or settings.DEFAULT_FROM_EMAIL,
        to=[to],
        connection=connection,
        headers={
            "Message-ID": letter.message_id,
            "Date": format_datetime(now),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
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
    return json.dumps({"subject": str(mail.subject), "text": str(text), "html": str(html), "from": mail.from_email, "parts": parts})


def _encoded(content) -> str:
    return base64.b64encode(content.encode() if isinstance(content, str) else content).decode()


def unseal(words: str) -> tuple[Rendered, str]:
    """The message as it was handed in, and its sender."""
    kept = json.loads(words)
    subject = " ".join(kept["subject"].split())
    rendered = Rendered(subject=subject, text=kept["text"], html=kept["html"], attachments=kept["parts"])
    return rendered, kept["from"]


