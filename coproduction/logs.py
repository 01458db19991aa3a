"""What the log may not hold: tokens, addresses, and what people wrote."""

import logging
import re

TOKEN = re.compile(
    r"(/(?:rsvp|speaking|day|registration|invitations|after|dates|calendar|post/stop|members/stop|accounts/password/reset/key)/)[A-Za-z0-9_\-.:]{6,}"
)
LONG_SECRET = re.compile(
    r"(/[a-z][a-z0-9_\-]*/(?:[a-z0-9_\-]+/)*?)(?=[A-Za-z0-9_\-]*\d)(?=[A-Za-z0-9_\-]*[A-Z])[A-Za-z0-9_\-]{20,}"
)
ADDRESS = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
# Postgres puts the row it refused into the error's detail.
DETAIL = re.compile(r"(?m)^(DETAIL|CONTEXT): .*$")


def without_tokens(words: str) -> str:
    """The same words, every address without what would open it."""
    return LONG_SECRET.sub(r"\1…", TOKEN.sub(r"\1…", words))


def clean(words: str) -> str:
    """The same words without tokens, mail addresses and the contents of refused rows."""
    words = without_tokens(words)
    return DETAIL.sub(r"\1: (left out)", ADDRESS.sub("(address)", words))


class NoTokens(logging.Filter):
    """Cleans the message of every record, whichever handler prints it; lets every record through."""

    def filter(self, record):
        message = record.getMessage()
        cleaned = clean(message)
        if cleaned != message:
            record.msg, record.args = cleaned, ()
        return True


class CleanLine(logging.Formatter):
    """Cleans the whole line, its traceback included."""

    def format(self, record):
        return clean(super().format(record))
