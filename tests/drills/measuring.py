"""What a program takes from its machine: memory, files, and connections to Postgres; and whether that stays flat."""

from dataclasses import dataclass
from statistics import median

import psutil
from django.db import connection

CONNECTIONS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
)
OLDEST = """
    SELECT coalesce(extract(epoch FROM clock_timestamp() - min(due_at))::float, 0) FROM members_letter
     WHERE state IN ('waiting', 'sending') AND NOT on_hold AND way = 'email' AND due_at <= clock_timestamp()
"""


def tree(program) -> list[psutil.Process]:
    """The program and the children it made."""
    try:
        parent = psutil.Process(program.process.pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def memory(programs) -> float:
    """Their PSS in MB: what is shared counts once."""
    return sum(_of(process, lambda p: p.memory_full_info().pss) for one in programs for process in tree(one)) / 2**20


def files(programs) -> int:
    return sum(_of(process, lambda p: p.num_fds()) for one in programs for process in tree(one))


def _of(process, measure) -> int:
    try:
        return measure(process)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0  # a child that has ended meanwhile


def number(sql) -> float:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


@dataclass(frozen=True)
class Sample:
    """One look at everything that runs. Memory in MB, the oldest due letter in seconds."""

    memory: float
    files: int
    connections: int
    oldest: float


def sample(programs) -> Sample:
    return Sample(memory(programs), files(programs), int(number(CONNECTIONS)), number(OLDEST))


def before_and_after(samples: list[Sample], what: str) -> tuple[float, float]:
    """In the second quarter, when everything is warm, and in the last one."""
    values = [getattr(each, what) for each in samples]
    quarter = max(1, len(values) // 4)
    return median(values[quarter : 2 * quarter]), median(values[-quarter:])


def growth(samples: list[Sample], what: str) -> float:
    """As a share: 0.1 is a tenth more."""
    before, after = before_and_after(samples, what)
    return after / before - 1


def more(samples: list[Sample], what: str) -> float:
    """As a number."""
    before, after = before_and_after(samples, what)
    return after - before
