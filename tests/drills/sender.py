"""A sender and nothing else, for drills that kill it: `python -m tests.drills.sender [batch|trusting|keeping]`.

Without a word it is the site's own delivery. Each word is a protection taken away, so that a drill can show that it
would notice: `batch` sends a hundred letters in one transaction, as many mailers do it; `trusting` does not look whether
what it claimed is still its own; `keeping` keeps every message it ever sent.
"""

import sys
import time
from dataclasses import replace

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.mail import get_connection  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from members.models import Letter  # noqa: E402
from members.post import delivery, envelope, kinds, looking, smtp  # noqa: E402


def in_one_transaction() -> int:
    now = timezone.now()
    line = get_connection(settings.DELIVERY_BACKEND, **settings.DELIVERY_OPTIONS)
    with transaction.atomic():
        batch = list(Letter.objects.due(now=now).select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:100])
        line.open()
        for letter in batch:
            rendered = kinds.get(letter.kind).render(letter, now=now)
            to = letter.person.channels.get().address
            line.send_messages([envelope.message(letter, rendered, to=to, now=now, connection=line)])
        Letter.objects.filter(pk__in=[letter.pk for letter in batch]).update(state="sent")
        line.close()
    return len(batch)


def trust() -> None:
    """Locked and read as ever, but whose they are is not asked."""
    truly = looking.answer
    looking.answer = lambda *row: replace(truly(*row), ours=True)


KEPT = []


def keep() -> None:
    """Each message stays in memory, with an attachment of a megabyte."""
    truly = smtp.PostOffice.send_bytes

    def send_and_keep(self, *message):
        KEPT.append((message, bytearray(b"x" * 1_000_000)))
        return truly(self, *message)

    smtp.PostOffice.send_bytes = send_and_keep


def main() -> None:
    if "trusting" in sys.argv:
        trust()
    if "keeping" in sys.argv:
        keep()
    ends = time.monotonic() + 120
    while time.monotonic() < ends:
        done = in_one_transaction() if "batch" in sys.argv else delivery.deliver_due(now=timezone.now())
        if not done:
            time.sleep(0.2)


if __name__ == "__main__":
    main()
