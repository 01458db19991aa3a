"""The Postgres and Valkey we bring along: closed to others, loosening nothing, up again after a crash."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg2
import pytest

from coproduction.embedded import Servers

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path):
    """A DATA_DIR below a folder of mode 700 and a path too long for a socket."""
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    servers = Servers(data_dir=closed / ("long" * 25) / "data", die_with_us=True)
    yield servers
    servers.wipe()


def ask(url, statement):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def pids(servers):
    kept = servers.data_dir / "servers"
    files = [kept / "postgres" / "postmaster.pid", kept / "valkey" / "valkey.pid"]
    return [psutil.Process(int(file.read_text().split()[0])) for file in files]


def test_no_folder_of_ours_is_opened_to_others(home, tmp_path):
    packaged = Path(sys.executable).parents[1]
    before = {path: path.stat().st_mode for path in (tmp_path / "home", packaged, *packaged.parents, *tmp_path.parents)}
    url = home.start()["DATABASE_URL"]
    assert {path: path.stat().st_mode for path in before} == before
    sockets = Path(url.partition("host=")[2])
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    assert all(process.uids().real != 0 for process in pids(home))
    assert ask(url, "SELECT count(*) FROM pg_settings WHERE name = 'listen_addresses' AND setting <> ''") == [(0,)]


def test_they_start_where_files_are_made_for_their_maker_alone(home):
    before = os.umask(0o077)  # as docs/running.md has it for a site of real use, where root starts what is not root's
    try:
        url = home.start()["DATABASE_URL"]
    finally:
        os.umask(before)
    assert ask(url, "SELECT current_setting('log_error_verbosity')") == [("terse",)]


def test_a_crash_keeps_the_data_and_does_not_block_the_next_start(home):
    url = home.start()["DATABASE_URL"]
    ask(url, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('still here'); CHECKPOINT")
    for process in pids(home):
        process.kill()
        process.wait(10)
    assert home.missing() == ["Postgres", "Valkey"]
    (home.data_dir / "servers" / "valkey" / "valkey.pid").write_text(str(os.getpid()))  # now somebody else's number
    assert home.start()["DATABASE_URL"] == url
    assert ask(url, "SELECT word FROM kept") == [("still here",)]


def test_starting_twice_changes_nothing(home):
    first = home.start()
    running = [process.pid for process in pids(home)]
    assert home.start() == first
    assert [process.pid for process in pids(home)] == running


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_can_start_them_too(tmp_path):
    nobody = pwd.getpwnam("nobody")
    place = Path(f"/tmp/same-table-test-{os.getpid()}")
    place.mkdir(mode=0o700)
    os.chown(place, nobody.pw_uid, nobody.pw_gid)
    if not _can_read_us(nobody):
        shutil.rmtree(place)
        pytest.skip("this checkout cannot be read by other users")

    def as_nobody(what):
        command = [sys.executable, "-m", "coproduction.embedded", what, "--data-dir", str(place / "data")]
        who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        return subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, env={"PATH": os.environ["PATH"]}, **who
        )

    try:
        started = as_nobody("start")
        assert "DATABASE_URL=postgres://" in started.stdout, started.stderr
        assert (place / "data" / "servers").stat().st_uid == nobody.pw_uid
    finally:
        assert as_nobody("wipe").returncode == 0
        shutil.rmtree(place)


def _can_read_us(user):
    command = [sys.executable, "-c", "import coproduction.embedded"]
    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, **who).returncode == 0
    except OSError:
        return False
