"""One sender process for the benchmark: `python -m coproduction.bench.sender ISO-TIME`, delivers until nothing is due.

Says "ready" when everything is loaded, begins when it reads a line, and ends when the queue is empty.
"""

import sys
from datetime import datetime

import django


def main(now: datetime) -> None:
    from members.post import delivery

    delivery.deliver_batch(now=now, limit=1)  # warm: templates, the connection, the calendar of bank holidays
    print("ready", flush=True)
    sys.stdin.readline()
    while delivery.deliver_batch(now=now):
        pass


if __name__ == "__main__":
    django.setup()
    main(datetime.fromisoformat(sys.argv[1]))
