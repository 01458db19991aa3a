"""A report to the Board at size: drafted, laid out and printed by a fresh process, with its time and its most memory."""

import json
import subprocess
import sys
import time
from pathlib import Path

from coproduction.bench.figures import Figure, at_most

SECONDS, MEGABYTES = 5, 300
ONCE = "import django; django.setup(); from coproduction.bench import reports; print(reports.once())"


def report_at_size(*, run=None) -> list[Figure]:
    """`report_seconds_1m` and `report_memory_1m`, of as many activities as there are now."""
    done = subprocess.run([sys.executable, "-c", ONCE], capture_output=True, text=True, check=True, env=run)
    seconds, megabytes = json.loads(done.stdout.splitlines()[-1])
    return [
        at_most("report_seconds_1m", seconds, SECONDS, "seconds"),
        at_most("report_memory_1m", megabytes, MEGABYTES, "MB"),
    ]


def once() -> str:
    """From nothing to the PDF, of the last quarter; what was drafted is not kept."""
    from django.db import transaction
    from django.utils import timezone

    from coproduction.dashboards import report_actions, report_files, report_periods, report_views
    from members.permissions import CLOCK

    now = timezone.now()
    began = time.perf_counter()
    with transaction.atomic():
        period = report_periods.just_over(timezone.localdate(now))[0][0]
        report = report_actions.draft(period=period, actor=CLOCK, now=now)
        report_files.pdf(report_views.laid_out(report, actor=CLOCK, now=now), now=now)
        transaction.set_rollback(True)
    seconds = time.perf_counter() - began
    return json.dumps([seconds, _most_megabytes()])


def _most_megabytes() -> float:
    """Of this program alone: `ru_maxrss` would begin with the memory of whoever started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
