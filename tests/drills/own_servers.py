"""A Postgres of the drills' own, durable as in real use, to be crashed and restarted (D6, D7), and programs beside it."""

import os
import subprocess
import sys
from contextlib import contextmanager

import psutil
import psycopg2
import pytest

from coproduction.embedded import Servers
from tests.drills import harness


@pytest.fixture(scope="session")
def own_servers(tmp_path_factory, django_db_setup):
    """The servers and their addresses; one set for all drills of a run that ask for it."""
    servers = Servers(data_dir=tmp_path_factory.mktemp("crash"), durable=True, die_with_us=True)
    try:
        environment = servers.start()
        if "TEST_SERVERS" in os.environ:
            harness.copy_the_tables(servers, environment)
        else:  # theirs may be of a version that our programs cannot read
            run("manage.py", "migrate", "-v0", **environment)
            run("manage.py", "createcachetable", **environment)
        yield servers, environment
    finally:
        servers.wipe()


def run(*words, **environment) -> str:
    values = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.drills.settings_naive",
        "PYTHONPATH": str(harness.ROOT),
        **environment,
    }
    done = subprocess.run(
        [sys.executable, *words], cwd=harness.ROOT, env=values, capture_output=True, text=True, timeout=180
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def tell_postgres(servers, signal_number) -> psutil.Process:
    """SIGQUIT is a crash without a check point or a good-bye, SIGINT `pg_ctl -m fast`. Gives the process that is ending."""
    pid = int((servers.data_dir / "servers" / "postgres" / "postmaster.pid").read_text().split()[0])
    postmaster = psutil.Process(pid)
    postmaster.send_signal(signal_number)
    return postmaster


@contextmanager
def evidence(environment):
    connection = psycopg2.connect(environment["DATABASE_URL"])
    try:
        yield connection.cursor()
    finally:
        connection.close()
