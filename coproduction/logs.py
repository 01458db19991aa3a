"""What the log may not hold: tokens, addresses, and what people wrote."""

import json
import logging
import re
from datetime import UTC, datetime

from coproduction import reference

TOKEN = re.compile(
    r"(/(?:rsvp|speaking|day|registration|invitations|after|dates|calendar|post/stop|members/stop|accounts/password/reset/key)/)[A-Za-z0-9_\-.:]{6,}"
)
LONG_SECRET = re.compile(
    r"(/[a-z][a-z0-9_\-]*/(?:[a-z0-9_\-]+/)*?)(?=[A-Za-z0-9_\-]*\d)(?=[A-Za-z0-9_\-]*[A-Z])[A-Za-z0-9_\-]{20,}"
)
ADDRESS = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Postgres puts the row it refused into the error's detail.
DETAIL = re.compile(r"(?m)^(DETAIL|CONTEXT): .*$")


def without_tokens(words: str) -> str:
    """The same words, every address without what would open it."""
    return LONG_SECRET.sub(r"\1…", TOKEN.sub(r"\1…", words))


def clean(words: str) -> str:
    """The same words without tokens, mail addresses and the contents of refused rows."""
    words = without_tokens(words)
    return DETAIL.sub(r"\1: (left out)", ADDRESS.sub("(address)", words))


def one_line(words: str) -> str:
    """The same words with every control sign written out, line breaks among them."""
    return CONTROL.sub(lambda found: repr(found[0])[1:-1], words)


class NoTokens(logging.Filter):
    """Cleans the message of every record, whichever handler prints it; lets every record through."""

    def filter(self, record):
        message = record.getMessage()
        cleaned = clean(message)
        if cleaned != message:
            record.msg, record.args = cleaned, ()
        return True


class CleanLine(logging.Formatter):
    """One event, one line, cleaned; what was typed can begin no line of its own (ASVS 16.4.1). A traceback follows it,
    cleaned too and set in."""

    def format(self, record):
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        number = reference.of_this_request()
        record.reference = f" [{number}]" if number else ""
        return "\n".join(
            [one_line(clean(self.formatMessage(record))), *(f"    | {line}" for line in self.behind(record))]
        )

    def behind(self, record) -> list[str]:
        """The traceback and the stack, line by line."""
        told = [self.formatException(record.exc_info)] if record.exc_info and record.exc_info[0] else []
        told += [record.stack_info] if record.stack_info else []
        return [one_line(line) for line in clean("\n".join(told)).splitlines()]


class JsonLine(CleanLine):
    """The same for machines (LOG_FORMAT=json): one object a line."""

    def format(self, record):
        asked = reference.asked()
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": one_line(clean(record.getMessage())),
        }
        if asked is not None:
            told |= {"reference": asked.reference, "page": asked.page, "role": asked.role}
        if behind := self.behind(record):
            told["trace"] = behind
        return json.dumps({name: value for name, value in told.items() if value})


def lines(form: str) -> logging.Formatter:
    """What LOG_FORMAT asks for: `line`, for people, or `json`."""
    if form == "json":
        return JsonLine()
    if form != "line":
        raise ValueError("LOG_FORMAT is either line or json.")
    return CleanLine("%(asctime)s %(levelname)s %(name)s%(reference)s: %(message)s")
