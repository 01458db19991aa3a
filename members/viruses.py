"""A file is shown to the charity's own virus scanner before it is kept, where there is one (CLAMD; ASVS 5.4.3).

It speaks clamd's INSTREAM: portions with their length before them, then an answer in one line. A scanner that is named and
does not answer lets nothing through: a file that nobody looked at is not kept.
"""

import socket
import struct
from pathlib import Path

from django.conf import settings

PATIENCE = 20  # seconds for one file
CHUNK = 64 * 1024


class NotLookedAt(Exception):
    """The scanner did not answer, or could not say."""


def found_in(path: Path) -> str:
    """What the scanner calls what it found; empty when it found nothing, or when there is no scanner. Raises NotLookedAt."""
    if not settings.CLAMD:
        return ""
    try:
        answer = _ask(path)
    except (OSError, ValueError) as problem:  # ValueError: no port was named; `manage.py check` says so
        raise NotLookedAt from problem
    if answer.endswith("OK"):
        return ""
    if answer.endswith("FOUND"):
        return answer.removeprefix("stream:").removesuffix("FOUND").strip() or "something"
    raise NotLookedAt(answer)


def _ask(path: Path) -> str:
    with _line() as line, path.open("rb") as file:
        line.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            line.sendall(struct.pack(">I", len(chunk)) + chunk)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (more := line.recv(4096)):
            answer += more
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def _line() -> socket.socket:
    """To a socket of this machine (/run/clamav/clamd.ctl), or to host:port."""
    if settings.CLAMD.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(PATIENCE)
        line.connect(settings.CLAMD)
        return line
    host, _, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)
