"""A mail server that keeps what it is given, so that a walk can read its letters."""

import email
import email.policy
import logging
import time

from aiosmtpd.controller import Controller

from tests.console import free_port

logging.getLogger("mail.log").setLevel(logging.WARNING)


class Postbox:
    """Letters as they came, oldest first: (address, message)."""

    def __enter__(self):
        self.letters, self.port = [], free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def __exit__(self, *_):
        self._controller.stop(no_assert=True)

    @property
    def address(self):
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters.extend((address, message) for address in envelope.rcpt_tos)
        return "250 ok"

    def to(self, address):
        return [message for whom, message in self.letters if whom == address]

    def await_letter(self, address, words="", *, after=0, seconds=60):
        """The newest letter to that address in which these words stand; `after`: how many there were before."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            fitting = [m for m in self.to(address)[after:] if words in f"{m['Subject']}\n{text(m)}"]
            if fitting:
                return fitting[-1]
            time.sleep(0.5)
        raise AssertionError(f"no letter to {address} with {words!r} within {seconds} s")


def text(message):
    """What its reader reads, as plain text."""
    body = message.get_body(preferencelist=("plain", "html"))
    return body.get_content() if body else ""
