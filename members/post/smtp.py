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
        code, said = line.docmd("mail", f"FROM:<{sender}>{size}")
        if code != 250:
            line._rset()
            raise smtplib.SMTPSenderRefused(code, said, sender)
        code, said = line.docmd("rcpt", f"TO:<{to}>")
        if code not in (250, 251):
            line._rset()
            raise smtplib.SMTPRecipientsRefused({to: (code, said)})
        code, said = line.data(words)
        if code != 250:
            line._rset()
            raise smtplib.SMTPDataError(code, said)

    def hang_up(self) -> None:
        """Drop the line without manners: after an error nobody knows what the server would say to QUIT."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None
