"""The one place that talks to the broker: from a helper thread, with a deadline, and only to say "look".

A frozen broker blocks a publisher for as long as it likes (reliability, decision 2); here it blocks this thread alone.
"""

import logging
import threading
import time

from celery import current_app

from members.post.tasks import tick

DEADLINE = 2.0  # seconds the broker may take
EXPIRES = 25  # seconds; ticks never pile up
OK, SILENT, AWAY = "ok", "does not answer", "cannot be reached"
log = logging.getLogger(__name__)


class Nudger:
    """`ask(publish=…)` returns at once; `word()` says what the last ping gave, for the dispatcher's heartbeat."""

    def __init__(self):
        self._wanted = threading.Event()
        self._publish = False
        self._busy_since = None
        self._word = "not asked yet"
        self._line = None
        threading.Thread(target=self._run, name="nudger", daemon=True).start()

    def ask(self, *, publish: bool) -> None:
        self._publish = self._publish or publish
        self._wanted.set()

    def word(self) -> str:
        since = self._busy_since
        if since is not None and time.monotonic() - since > DEADLINE:
            return SILENT
        return self._word

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            publish, self._publish = self._publish, False
            self._busy_since = time.monotonic()
            try:
                self._speak(publish=publish)
                word = OK
            except Exception as problem:  # kombu lets every client's own errors through
                word = SILENT if isinstance(problem, TimeoutError) or "imeout" in type(problem).__name__ else AWAY
                self._hang_up()
            if word != self._word:
                log.info("the broker: %s", word)
            self._word, self._busy_since = word, None

    def _speak(self, *, publish: bool) -> None:
        if self._line is None:
            limits = {"socket_timeout": DEADLINE, "socket_connect_timeout": DEADLINE, "retry_on_timeout": False}
            options = {**current_app.conf.broker_transport_options, **limits}
            self._line = current_app.connection_for_write(transport_options=options)
        self._line.default_channel.client.ping()
        if publish:
            tick.apply_async(connection=self._line, retry=False, expires=EXPIRES)

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        try:
            if line is not None:
                line.release()
        except Exception:
            log.debug("the line to the broker was already gone")
