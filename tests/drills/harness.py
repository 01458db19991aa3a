"""What every post drill needs: a mail server with switches whose log is the judge, and programs killed by their pid.

Evidence is what reached the mail server (Message-IDs), never our own tables (reliability 6.1).
"""

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from coproduction.embedded import find_home

logging.getLogger("mail.log").setLevel(logging.WARNING)  # the sink talks too much
ROOT = Path(__file__).parents[2]
FULL = os.environ.get("DRILLS") == "full"
# What is judged where nothing runs beside it, and what takes long and need not be tried at each change: `make drills`, in
# both forms, each night or before a release. Never one of MAKE_TEST_RUNS (test_table.py).
LONGER = pytest.mark.skipif(
    not FULL and "DRILLS_KEPT" not in os.environ, reason="Each night or before a release: make drills SHORT=1."
)
STARTS = 120  # seconds a program of ours may take to begin on a machine that others use too


def wait_for(condition, *, seconds: float, what: str, every: float = 0.1):
    """Poll until it holds; a drill that waits in vain says for what."""
    ends = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < ends, f"waited {seconds} s in vain for {what}"
        time.sleep(every)
    return found


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@dataclass
class Sink:
    """A mail server. Switches: `delay` before 250, `refuse` (address → answer), `answer` (nth letter → answer or None),
    `drop` (Message-IDs' nth arrivals cut off after they were taken)."""

    delay: float = 0.0
    refuse: dict = field(default_factory=dict)
    answer: object = None
    drop: object = None
    seen: list = field(default_factory=list)  # (Message-ID, address, monotonic time)
    port: int = 0

    def __enter__(self):
        try:
            self._start(self.port or free_port())
        except OSError:  # another test took a port that was free a moment ago
            if self.port:
                raise
            self._start(free_port())
        return self

    def _start(self, port):
        self._controller = Controller(self, hostname="127.0.0.1", port=port)
        self._controller.start()
        self.port = port

    def __exit__(self, *_):
        self._controller.stop(no_assert=True)

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        if self.answer and (said := self.answer(len(self.seen))):
            return said
        head = envelope.content.partition(b"\r\n\r\n")[0].decode()
        ident = next(
            line.partition(":")[2].strip() for line in head.splitlines() if line.lower().startswith("message-id")
        )
        self.seen.append((ident, envelope.rcpt_tos[0], time.monotonic()))
        if self.drop and self.drop(ident, len(self.seen)):
            server.transport.close()
            return "421 gone"
        if self.delay:
            await asyncio.sleep(self.delay)
        return "250 ok"

    @property
    def times_seen(self) -> Counter:
        return Counter(ident for ident, _, _ in self.seen)

    @property
    def duplicates(self) -> int:
        return sum(count - 1 for count in self.times_seen.values())


class Program:
    """One of our processes; ended by its pid, never by a name."""

    def __init__(self, *command: str, **environment: str):
        self.command = [sys.executable, *command]
        self.environment = {**os.environ, **settings_of_the_test(), **environment}
        self.folder = ROOT  # of the code that it runs
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            self.command, cwd=self.folder, env=self.environment, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        os.set_blocking(self.process.stdout.fileno(), False)
        return self

    def signal(self, number: int) -> None:
        os.kill(self.process.pid, number)

    def kill(self) -> None:
        """The crash: the program and the children it made, at once."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=10)

    def stop(self) -> int:
        """Ask it to end, and give its exit status."""
        if self.process and self.process.poll() is None:
            self.signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()
        return self.process.returncode

    def said(self) -> str:
        return (self.process.stdout.read() or b"").decode(errors="replace")

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.kill()
        self.process.stdout.close()


def settings_of_the_test() -> dict[str, str]:
    """The environment in which another process meets the test's own database."""
    from django.conf import settings
    from django.db import connection

    parts = connection.get_connection_params()
    where = f"postgres://{parts.get('user') or ''}@/{parts['dbname']}"
    if parts.get("password"):
        where = f"postgres://{parts['user']}:{parts['password']}@/{parts['dbname']}"
    options = f"?host={parts['host']}&port={parts.get('port') or 5432}"
    return {
        "DATABASE_URL": where + options,
        "DJANGO_SETTINGS_MODULE": "tests.drills.settings",
        "PYTHONPATH": str(ROOT),
        "FIELD_KEYS": ",".join(settings.FIELD_KEYS),
        "POST_LEASE": "6",
        "POST_UNSURE_WAIT": "3",
    }


def celery(*words: str, **environment: str) -> Program:
    return Program("-m", "celery", "-A", "coproduction.celery", *words, **environment)


def worker(**environment: str) -> Program:
    return celery("worker", "--without-gossip", "--without-mingle", "--concurrency=1", "-l", "warning", **environment)


def beat(folder, number: int = 1, **environment: str) -> Program:
    return celery("beat", "-l", "warning", "-s", f"{folder}/beat{number}", **environment)


def dispatcher(**environment: str) -> Program:
    return Program("manage.py", "dispatch", **environment)


def sender(*words: str, **environment: str) -> Program:
    return Program("-m", "tests.drills.sender", *words, **environment)


def note_letters(count: int, *, now, start: int = 0) -> list[str]:
    """People with an address each and one due letter each, of the drills' own kind; their Message-IDs."""
    from members.models import Channel, Letter, Person
    from members.models.person import sort_key
    from members.post import letters

    names = [f"Drill {number}" for number in range(start, start + count)]
    people = Person.objects.bulk_create([Person(name=name, sort_name=sort_key(name)) for name in names])
    Channel.objects.bulk_create(
        [Channel(person=who, way="email", address=f"p{start + n}@example.org") for n, who in enumerate(people)]
    )
    letters.note_many(
        [
            {"kind": "drill", "key": f"drill:{who.pk}", "person": who, "about": "drill:1", "due_at": now}
            for who in people
        ],
        now=now,
    )
    return list(Letter.objects.filter(person__in=people).order_by("pk").values_list("message_id", flat=True))


_told: dict = {}  # what the running test has reported


def report(drill: str, **evidence) -> None:
    """One plain line, JSON beside the data of the run, and a part of the drill's row in the table."""
    folder = Path(os.environ.get("DATA_DIR", ".")) / "drills"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{drill}.json").write_text(json.dumps(evidence))
    _told.update(evidence)
    print(f"{drill}: " + ", ".join(f"{name} {value}" for name, value in evidence.items()))


def taken() -> dict:
    """What was reported since this was last asked."""
    found = dict(_told)
    _told.clear()
    return found


def copy_the_tables(servers, environment):
    """As the test's own database has them: quicker than every migration once more."""
    home, ours = find_home(servers.data_dir), settings_of_the_test()["DATABASE_URL"]
    dump = subprocess.run(
        [home.program("pg_dump"), "--no-owner", "-d", ours], capture_output=True, check=True, timeout=120
    )
    subprocess.run(
        [home.program("psql"), "-q", "-d", environment["DATABASE_URL"]],
        input=dump.stdout, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
