"""Django's SMTP backend, which also remembers whether a letter was already handed over when the line broke."""

import smtplib

from django.core.mail.backends.smtp import EmailBackend


class _Watched:
    """`in_data` is true from the first byte of a letter until the server answers."""

    in_data = False

    def data(self, msg):
        self.in_data = False
        self.putcmd("data")
        code, reply = self.getreply()
        if code != 354:
            raise smtplib.SMTPDataError(code, reply)
        return self.hand_in(msg)

    def hand_in(self, msg):
        """The letter itself, after the server said 354; its answer."""
        if isinstance(msg, str):
            msg = smtplib._fix_eols(msg).encode("ascii")
        body = smtplib._quote_periods(msg) if msg.startswith(b".") or b"\n." in msg else msg
        self.in_data = True
        self.send(
            body + (b".\r\n" if body.endswith(b"\r\n") else b"\r\n.\r\n")
        )  # in one piece: two would wait for an ACK
        answer = self.getreply()
        self.in_data = False
        return answer

    def ask(self, *commands: str):
        """The answer to each in its turn. A server that allows it (RFC 2920) gets all of them in one piece: that is two
        journeys fewer for each letter. Whoever stops before the last answer calls `start_anew`."""
        if any("\r" in command or "\n" in command for command in commands):
            raise ValueError("a line break in an address")
        together = self.has_extn("pipelining")
        if together:
            self.send("".join(f"{command}\r\n" for command in commands))
        self.unanswered = len(commands) if together else 0
        for command in commands:
            if together:
                self.unanswered -= 1
            else:
                self.putcmd(command)
            yield self.getreply()

    def start_anew(self) -> None:
        """After a refusal: first what was asked together with it is answered, then the server forgets this letter."""
        try:
            while self.unanswered:
                self.unanswered -= 1
                if (
                    self.getreply()[0] == 354
                ):  # it would take a letter to nobody: an empty one ends that (RFC 2920, 3.1)
                    self.send(b".\r\n")
                    self.getreply()
        except smtplib.SMTPServerDisconnected:
            return
        self._rset()


class _Plain(_Watched, smtplib.SMTP):
    pass


class _Secure(_Watched, smtplib.SMTP_SSL):
    pass


class PostOffice(EmailBackend):
    """Sends over one connection for as long as it holds; `in_data` tells a lost answer from a letter never taken."""

    keeps_everything = False

    @property
    def connection_class(self):
        return _Secure if self.use_ssl else _Plain

    @property
    def in_data(self) -> bool:
        return bool(self.connection and self.connection.in_data)

    def send_bytes(self, sender: str, to: str, words: bytes) -> None:
        """One finished message to one address over the open line; raises what smtplib's sendmail raises.

        sendmail takes both addresses apart once more for every letter; ours are known to be plain.
        """
        line = self.connection
        line.ehlo_or_helo_if_needed()
        size = f" size={len(words)}" if line.has_extn("size") else ""
        answers = line.ask(f"mail FROM:<{sender}>{size}", f"rcpt TO:<{to}>", "data")
        if refusal := _refused(answers, line, sender, to, words):
            line.start_anew()
            raise refusal

    def hang_up(self) -> None:
        """Drop the line without manners: after an error nobody knows what the server would say to QUIT."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def _refused(answers, line, sender: str, to: str, words: bytes) -> smtplib.SMTPException | None:
    code, said = next(answers)
    if code != 250:
        return smtplib.SMTPSenderRefused(code, said, sender)
    code, said = next(answers)
    if code not in (250, 251):
        return smtplib.SMTPRecipientsRefused({to: (code, said)})
    code, said = next(answers)
    if code == 354:
        code, said = line.hand_in(words)
    return smtplib.SMTPDataError(code, said) if code != 250 else None
