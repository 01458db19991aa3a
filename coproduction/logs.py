"""What the log may not hold: a token is cut out of every line (`/rsvp/…`)."""

import logging
import re

TOKEN = re.compile(r"(/(?:rsvp|invitations|calendar|post/stop)/)[A-Za-z0-9_\-]{6,}")


class NoTokens(logging.Filter):
    """Replaces tokens in the message and its arguments; lets every record through."""

    def filter(self, record):
        if isinstance(record.msg, str):
            message = record.getMessage()
            clean = TOKEN.sub(r"\1…", message)
            if clean != message:
                record.msg, record.args = clean, ()
        return True
