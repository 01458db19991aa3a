"""The web server as systemd starts it with a socket unit: the socket stays where it is while programs come and go."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

from tests.drills import crowd, harness

SERVE = """
import os, sys
os.dup2({number}, 3)  # where systemd puts it; a shell knows no number of two digits
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", "python:coproduction.gunicorn", "coproduction.wsgi"])
"""


class Door:
    """The listening socket, held by somebody who is not the web server. Whoever comes while nobody serves waits."""

    def __enter__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=1000)
        self.port = self.socket.getsockname()[1]
        return self

    def __exit__(self, *_):
        self.socket.close()

    def web(self, *, code: Path = harness.ROOT, **environment) -> "WebAtTheDoor":
        values = {
            "WEB_WORKERS": "2", "WEB_THREADS": "16", "ALLOWED_HOSTS": "127.0.0.1", "EMAIL_URL": "mailbox:",
            "DJANGO_SETTINGS_MODULE": "tests.drills.settings_naive", **environment, "PYTHONPATH": str(code),
        }  # fmt: skip
        return WebAtTheDoor(self.socket.fileno(), code, **values)


class WebAtTheDoor(crowd.Web):
    """A web server that was handed its socket; `code` is the folder of the version that it runs."""

    def __init__(self, door: int, code: Path, **environment):
        super().__init__(**environment)
        self.door, self.folder = door, code

    def start(self):
        command = [sys.executable, "-c", SERVE.format(number=self.door)]
        self.process = subprocess.Popen(
            command, cwd=self.folder, env=self.environment, start_new_session=True, pass_fds=[self.door],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        os.set_blocking(self.process.stdout.fileno(), True)
        threading.Thread(target=self._take_away, args=(self.process.stdout.fileno(),), daemon=True).start()
        return self
