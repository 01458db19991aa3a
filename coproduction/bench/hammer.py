"""A load generator small enough to share two cores with what it measures: eight kept-open connections, one loop."""

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """What one run saw: answers counted by status, seconds, and requests a second."""

    statuses: dict[int, int]
    seconds: float

    @property
    def rate(self) -> float:
        return sum(self.statuses.values()) / self.seconds if self.seconds else 0.0

    @property
    def refused(self) -> int:
        """Answers that were neither 2xx nor 3xx."""
        return sum(n for status, n in self.statuses.items() if not 200 <= status < 400)


class _Client:
    def __init__(self, port):
        self.port = port
        self.open()

    def open(self):
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def answer(self) -> int | None:
        """The status once a whole answer is here, else None. Raises ConnectionError when the server hung up."""
        data = self.socket.recv(262_144)
        if not data:
            raise ConnectionError
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return None
        lower = head.lower()
        mark = lower.find(b"content-length:")
        length = int(lower[mark + 15 :].split(b"\r\n", 1)[0]) if mark >= 0 else 0
        if len(body) < length:
            return None
        self.buffer = body[length:]
        self.closing = b"connection: close" in lower
        return int(head[9:12])


def request(method: str, path: str, *, port: int, cookies: str = "", form: str = "") -> bytes:
    """One HTTP/1.1 request as bytes."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept: text/html"]
    if cookies:
        lines.append(f"Cookie: {cookies}")
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(form)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + form).encode()


def hammer(requests: Iterator[bytes], *, port: int, seconds: float, connections: int = 8) -> Run:
    """Send from `requests` over all connections until the time is up or they run out."""
    selector, statuses = selectors.DefaultSelector(), {}
    clients = [_Client(port) for _ in range(connections)]
    began = time.perf_counter()
    waiting = 0
    for client in clients:
        if (message := next(requests, None)) is not None:
            client.socket.sendall(message)
            selector.register(client.socket, selectors.EVENT_READ, client)
            waiting += 1
    while waiting:
        for key, _ in selector.select(timeout=30):
            client = key.data
            status = client.answer()
            if status is None:
                continue
            statuses[status] = statuses.get(status, 0) + 1
            message = next(requests, None) if time.perf_counter() - began < seconds else None
            if client.closing:
                selector.unregister(client.socket)
                client.socket.close()
                if message is not None:
                    client.open()
                    selector.register(client.socket, selectors.EVENT_READ, client)
            if message is None:
                waiting -= 1
            else:
                client.socket.sendall(message)
    took = time.perf_counter() - began
    for client in clients:
        client.socket.close()
    selector.close()
    return Run(statuses, took)
