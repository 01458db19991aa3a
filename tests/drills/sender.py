"""A sender and nothing else, for drills that kill it: `python -m tests.drills.sender [batch|keyless]`.

Without a word it is the site's own delivery. `batch` is the protection taken away: a hundred letters sent
in one transaction, as many mailers do it, so that the drill can show that it would notice.
"""

import sys
import time

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.mail import get_connection  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from members.models import Letter  # noqa: E402
from members.post import delivery, envelope, kinds  # noqa: E402


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


def main() -> None:
    ends = time.monotonic() + 120
    while time.monotonic() < ends:
        done = in_one_transaction() if "batch" in sys.argv else delivery.deliver_due(now=timezone.now())
        if not done:
            time.sleep(0.2)


if __name__ == "__main__":
    main()
