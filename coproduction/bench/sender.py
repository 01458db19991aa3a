"""One sender process for the benchmark: `python -m coproduction.bench.sender ISO-TIME`.

Says "ready" when everything is loaded; for each line it reads it delivers until nothing is due and says "done".
"""

import sys
from datetime import datetime

import django


def main(now: datetime) -> None:
    from members.post import delivery

    delivery.deliver_batch(now=now, limit=1)  # warm: templates, the connection, the calendar of bank holidays
    print("ready", flush=True)
    for _ in sys.stdin:
        while delivery.deliver_due(now=now):
            pass
        print("done", flush=True)


if __name__ == "__main__":
    django.setup()
    main(datetime.fromisoformat(sys.argv[1]))
