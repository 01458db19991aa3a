"""Ctrl-C under make: we take it alone, so that make sees us end well and ends well itself."""

import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def in_front():
    """Stand in the foreground of the terminal, if there is one and make stands there now."""
    terminal, before = 0, os.getpgrp()
    try:
        shown = sys.stdin.isatty() and os.tcgetpgrp(terminal) == before
    except (OSError, ValueError):
        shown = False
    if not shown:
        yield
        return
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # make would wait for ever behind a sleeping child
    try:
        os.setpgid(0, 0)
        os.tcsetpgrp(terminal, os.getpgrp())
    except OSError:  # already leads its group
        pass
    try:
        yield
    finally:
        os.tcsetpgrp(terminal, before)


def make_was_interrupted() -> bool:
    """A SIGINT sent to make alone: it does not pass it on, but waits for us with the signal blocked."""
    try:
        status = Path(f"/proc/{os.getppid()}/status").read_text()
    except OSError:
        return False
    lines = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    blocked = int(lines.get("SigBlk", "0"), 16) >> (signal.SIGINT - 1) & 1
    return lines.get("Name") == "make" and bool(blocked)
