"""A pytest plugin: real Postgres and Valkey before Django reads its settings, gone afterwards.

Loaded by `-p tests.embedded` in pyproject.toml, because pytest-django reads settings before any conftest.
Each run takes the first free of a few folders, so that several runs stand side by side; under xdist
only the controller starts servers and the workers inherit the addresses.
"""

import fcntl
import os
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from coproduction.embedded import Servers, WillNotStart
from tests import quick_database

FOLDERS = Path(__file__).parent.parent / ".data-test"
SETTINGS = {
    "TESTING": "1",
    "DEMO": "1",
    "DEBUG": "0",
    "SECRET_KEY": "only-for-tests-and-known-to-everyone-who-reads-this",
    "FIELD_KEYS": Fernet.generate_key().decode(),
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "BASE_URL": "http://localhost",
    "EMAIL_URL": "mailbox:",
    "SEND_WINDOW": "always",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's sync API runs its own event loop
}
_started: list[Servers] = []
_lock = []  # kept open for as long as the run lasts


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    _prepare_environment()
    return (yield)


def pytest_unconfigure(config):
    for servers in _started:
        servers.stop()
    _started.clear()


def _prepare_environment() -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    os.environ.update(SETTINGS)
    folder = _take_free_folder()
    os.environ["DATA_DIR"] = str(folder)
    (folder / "static").mkdir(exist_ok=True)
    if "DATABASE_URL" in os.environ and "REDIS_URL" in os.environ:
        return
    servers = Servers(data_dir=folder, durable=False, die_with_us=True)
    _started.append(servers)
    if "DATABASE_URL" not in os.environ:
        os.environ["TEST_SERVERS"] = "embedded"  # tests/quick_database.py may keep a template there
    try:
        addresses = servers.start()
    except WillNotStart:  # kept without fsync, so a crash of the machine may have damaged it
        servers.wipe()
        addresses = servers.start()
    for name, value in addresses.items():
        os.environ.setdefault(name, value)
    if "TEST_SERVERS" in os.environ:
        quick_database.begin()


def _take_free_folder() -> Path:
    """The first folder no other run holds; its cluster is kept between runs for speed."""
    for number in range(1, 30):
        folder = FOLDERS / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "run.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        _lock.append(lock)
        return folder
    raise pytest.UsageError("Thirty test runs are going on already; stop one.")
