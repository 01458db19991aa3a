"""The one open line to the mail server that a batch uses, and what its last answer was."""

import smtplib

from django.conf import settings
from django.core.mail import get_connection

from members.models import Letter
from members.post import envelope, failures


class LineDown(Exception):
    """The mail server cannot be reached at all; no letter is to blame. `said`: its own words, for no log."""

    said = ""


MOST_ON_ONE_LINE = 100  # letters; many mail servers refuse to take more over one connection


class Sender:
    """Opened at the first letter, used for batch after batch, dropped after an error that leaves it in doubt."""

    def __init__(self):
        self.line = get_connection(settings.DELIVERY_BACKEND, **settings.DELIVERY_OPTIONS)
        self.is_open = False
        self.word = ""
        self._sent = 0

    def begin_batch(self) -> None:
        """A line that has carried many letters is put down; the next letter opens another."""
        if self._sent >= MOST_ON_ONE_LINE:
            self.close()

    @property
    def keeps_everything(self) -> bool:
        """The demonstration's mailbox: what was sent may stay readable, codes too."""
        return getattr(self.line, "keeps_everything", False)

    def open(self) -> None:
        """Raises LineDown. Does nothing when the line is open already."""
        if self.is_open:
            return
        try:
            self.line.open()
        except OSError as problem:  # refused, silent, TLS or password trouble: all about the line
            self._drop()
            silent = isinstance(problem, TimeoutError | ConnectionError | smtplib.SMTPServerDisconnected)
            self.word = "mail server does not answer" if silent else "mail server trouble"
            down = LineDown(type(problem).__name__)
            down.said = failures.in_its_words(problem)
            raise down from problem
        self.is_open = True
        self._sent = 0
        self.word = "ok"

    def send(self, letter: Letter, rendered, *, to: str, sent_by: str, now) -> failures.Failure | None:
        """None when the server took it."""
        self._sent += 1
        try:
            self._hand_in(letter, rendered, to=to, sent_by=sent_by, now=now)
        except (OSError, ValueError) as problem:  # smtplib's errors, a broken line, an impossible address
            failure = failures.classify(problem, tries=letter.attempts, in_data=getattr(self.line, "in_data", False))
            if failure.unsure or failure.wait or not failure.code:
                self._drop()
            self.word = "ok" if failure.code else "mail server does not answer"
            return failure
        self.word = "ok"
        return None

    def _hand_in(self, letter: Letter, rendered, *, to: str, sent_by: str, now) -> None:
        send_bytes = getattr(self.line, "send_bytes", None)
        quick = send_bytes and envelope.plain_bytes(letter, rendered, to=to, now=now, sender=sent_by)
        if quick:
            send_bytes(quick[0], to, quick[1])
        else:
            self.line.send_messages(
                [envelope.message(letter, rendered, to=to, now=now, connection=self.line, sender=sent_by)]
            )

    def close(self) -> None:
        if self.is_open:
            try:
                self.line.close()
            except OSError:
                self._drop()
            self.is_open = False

    def _drop(self) -> None:
        hang_up = getattr(self.line, "hang_up", None) or self.line.close
        hang_up()
        self.is_open = False
