"""People who come at an even pace, each on a line of their own, whatever becomes of those before them."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.drills import crowd

AT_ONCE = 120  # who waits for an answer does not keep others from coming


@dataclass
class Traffic:
    """`presses` gives (method, path, form) for ever or until they are used up; `replies` keeps (began, path, method, reply)."""

    port: int
    presses: object
    rate: float  # a second
    replies: list = field(default_factory=list)

    def __enter__(self):
        self._over = threading.Event()
        self._people = ThreadPoolExecutor(AT_ONCE)
        self._gate = threading.Thread(target=self._come, daemon=True)
        self._gate.start()
        return self

    def __exit__(self, *_):
        self.end()

    def end(self) -> None:
        """Nobody comes any more; whoever is there gets an answer."""
        self._over.set()
        self._gate.join(timeout=10)
        self._people.shutdown(wait=True)

    def _come(self):
        following = time.monotonic()
        for press in self.presses:
            if self._over.wait(max(0.0, following - time.monotonic())):
                return
            following += 1 / self.rate
            self._people.submit(self._press, *press)

    def _press(self, method, path, form):
        began = time.monotonic()
        reply = crowd.ask(self.port, method, path, form, timeout=crowd.PATIENT)
        self.replies.append((began, path, method, reply))

    @property
    def broken(self) -> list:
        """Whoever met an error of ours, or a line that broke."""
        return [each for each in self.replies if each[3].status >= 500 or each[3].status == 0]

    def p95(self) -> float:
        return crowd.p95([reply for *_, reply in self.replies])


def answers_and_looks(tokens):
    """Everybody looks at their page, then says yes."""
    for token in tokens:
        yield "GET", f"/rsvp/{token}/", None
        yield "POST", f"/rsvp/{token}/", {"answer": "yes", "mode": "room"}
