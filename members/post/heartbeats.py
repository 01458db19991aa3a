"""Signs of life: each process writes its row every ten seconds, on the database's clock.

The thread has a connection of its own and outlives a restart of Postgres; /healthz reads the rows.
"""

import logging
import threading
from collections.abc import Callable

from django.db import Error, close_old_connections, connection

EVERY = 10  # seconds
log = logging.getLogger(__name__)

WRITE = """
    INSERT INTO members_heartbeat (name, at, word) VALUES (%s, clock_timestamp(), %s)
    ON CONFLICT (name) DO UPDATE SET at = excluded.at, word = excluded.word
"""


def write(*, name: str, word: str = "ok") -> None:
    """One sign of life of `name`; `word` is "ok" or, in a few plain words, what is wrong."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [name, word[:60]])


def start(*, name: str, word: Callable[[], str] = lambda: "ok", every: float = EVERY) -> threading.Event:
    """Write a sign of life now and every ten seconds from a thread; set the event it gives to stop."""
    stop = threading.Event()
    threading.Thread(
        target=_keep_writing, args=(name, word, every, stop), name=f"heartbeat-{name}", daemon=True
    ).start()
    return stop


def _keep_writing(name: str, word: Callable[[], str], every: float, stop: threading.Event) -> None:
    while True:
        found = "ok"
        try:
            close_old_connections()
            found = word()
            write(name=name, word=found)
        except Error:
            connection.close()  # Postgres is away; the next beat tries anew
            log.warning("heartbeat of %s could not be written", name)
        # What is wrong is looked at again soon, so that the health page turns green when it is right.
        if stop.wait(every if found == "ok" else min(every, 1)):
            connection.close()
            return
