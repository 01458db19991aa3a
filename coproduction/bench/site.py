"""The benchmark's own site: servers, database and gunicorn in a folder of its own, gone afterwards."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet

from coproduction.embedded import Servers

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def scratch_site(folder: Path, *, web_port: int, mail_port: int):
    """Fresh embedded servers and an empty, migrated database; the environment points at them."""
    folder.mkdir(parents=True, exist_ok=True)
    servers = Servers(data_dir=folder)
    servers.wipe()
    try:
        os.environ |= servers.start() | {
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "coproduction.bench.settings",
            "DEMO": "1",
            "DEBUG": "0",
            "SECRET_KEY": secrets.token_urlsafe(40),
            "FIELD_KEYS": Fernet.generate_key().decode(),
            "ALLOWED_HOSTS": "127.0.0.1",
            "BASE_URL": f"http://127.0.0.1:{web_port}",
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "SEND_WINDOW": "always",
            "LOG_LEVEL": "ERROR",
        }
        os.environ.pop("TESTING", None)
        for command in (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)
        yield
    finally:
        servers.wipe()


@contextmanager
def process(*command: str):
    """One child process, ended by its own id afterwards."""
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


@contextmanager
def web_server(port: int):
    """gunicorn as in use: two gthread workers, eight connections between them."""
    os.environ |= {"PORT": str(port), "WEB_WORKERS": "2", "WEB_THREADS": "4", "WEB_LOG_LEVEL": "error"}
    command = [sys.executable, "-m", "gunicorn", "-c", "python:coproduction.gunicorn", "coproduction.wsgi"]
    with process(*command) as child:
        _until_answers(f"http://127.0.0.1:{port}/bare/read/1/")
        yield child


@contextmanager
def mail_sink(port: int):
    """The mail server that accepts and forgets."""
    with process(sys.executable, "coproduction/bench/sink.py", str(port)) as child:
        child.stdout.readline()
        yield child


def _until_answers(url: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310  (our own address)  # nosec B310
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")
