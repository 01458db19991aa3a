"""The dispatcher: hears in Postgres that something is due, nudges Celery, and drains by itself when nobody comes.

One of the two tickers (the other is Celery beat); a second dispatcher is harmless. Its poll uses a monotonic
clock, so a clock that steps back does not silence it, and a restart of Postgres is waited out.
"""

import logging
import os
import select
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from members.models import Job, Letter
from members.models.job import JobState
from members.models.letter import Lane
from members.post import clock, delivery, heartbeats
from members.post.nudge import Nudger

POLL = 5.0  # seconds between two looks when nothing was heard
OVERDUE = timedelta(seconds=10)  # a letter due for longer is drained here, whatever the reason
CODE_OVERDUE = timedelta(seconds=3)  # a person sits in front of the screen and waits
STUCK = 60.0  # seconds without a turn of the main loop
log = logging.getLogger(__name__)


class Dispatcher:
    """`run()` until `stop()`, which a signal handler may call."""

    def __init__(self):
        self._stopping = threading.Event()
        self._wake_read, self._wake_write = os.pipe()
        self._last_turn = time.monotonic()
        self._nudger = Nudger()

    def stop(self, *_) -> None:
        self._stopping.set()
        delivery.finish_up()
        os.write(self._wake_write, b".")

    def run(self) -> None:
        heart = heartbeats.start(name="dispatch", word=self.word)
        helpers = [
            self._keep_doing("plan", self._plan, POLL),
            self._keep_doing("drain", self._drain, 1.0),
            self._keep_doing("codes", self._drain_codes, 1.0),
        ]
        try:
            while not self._stopping.is_set():
                self._last_turn = time.monotonic()
                try:
                    self._turn()
                except Error:
                    log.warning("Postgres is away; trying again")
                    connection.close()
                    self._stopping.wait(1)
        finally:
            heart.set()
            for helper in helpers:
                helper.join(timeout=10)
            connection.close()

    def word(self) -> str:
        """For the heartbeat: how the broker is, as far as this process can tell."""
        return "dispatcher is stuck" if time.monotonic() - self._last_turn > STUCK else self._nudger.word()

    def _turn(self) -> None:
        """Wait for news, five seconds at most; then ping the broker, and publish when something is due."""
        line = self._listen()
        heard = bool(line.notifies)
        if not heard:
            ready, _, _ = select.select([line, self._wake_read], [], [], POLL)
            if line in ready:
                line.poll()
                heard = bool(line.notifies)
        line.notifies.clear()
        if not self._stopping.is_set():
            self._nudger.ask(publish=heard or self._something_is_due())

    def _listen(self):
        if connection.connection is None or not connection.is_usable():
            connection.close()
            with connection.cursor() as cursor:
                cursor.execute("LISTEN post")
        return connection.connection

    def _something_is_due(self) -> bool:
        return Letter.objects.due(now=timezone.now()).exists() or Job.objects.filter(state=JobState.WAITING).exists()

    def _plan(self) -> None:
        clock.plan(now=timezone.now())

    def _drain(self) -> None:
        delivery.deliver_due(now=timezone.now(), overdue=OVERDUE)

    def _drain_codes(self) -> None:
        delivery.deliver_due(now=timezone.now(), lanes=[Lane.CODE], overdue=CODE_OVERDUE)

    def _keep_doing(self, name: str, work: Callable[[], None], every: float) -> threading.Thread:
        helper = threading.Thread(target=self._repeat, args=(work, every), name=name, daemon=True)
        helper.start()
        return helper

    def _repeat(self, work: Callable[[], None], every: float) -> None:
        while not self._stopping.wait(every):
            try:
                close_old_connections()
                work()
            except Error:
                connection.close()
                log.warning("Postgres is away; %s waits", threading.current_thread().name)
            except Exception:
                log.exception("%s failed and will try again", threading.current_thread().name)
        connection.close()
