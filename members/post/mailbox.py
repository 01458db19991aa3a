"""The demonstration's mail server: nothing leaves, the letter's row is the mailbox, and codes stay readable."""

from django.core.mail.backends.base import BaseEmailBackend


class MailboxBackend(BaseEmailBackend):
    keeps_everything = True
    in_data = False

    def send_messages(self, messages):
        """Builds each message as a real server would get it, so that a broken one fails here too."""
        for message in messages:
            message.message().as_bytes()
        return len(messages)

    def hang_up(self) -> None:
        pass
