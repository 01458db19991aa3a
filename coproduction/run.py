"""`make run`: brings up the servers a site needs, prepares its data, and keeps its four programs running."""

import argparse
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from coproduction import site_env, terminal
from coproduction.embedded import Servers, WillNotStart
from coproduction.supervisor import Program, Supervisor, say

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parent.parent
QUIET = "ignore:You're running the worker with superuser"  # the demonstration may be run as root
MANAGE = [sys.executable, str(ROOT / "manage.py")]


def programs(site: site_env.Site) -> list[Program]:
    celery = [str(BIN / "celery"), "--quiet", "-A", "coproduction"]
    schedule = str(site.data_dir / "beat-schedule")
    return [
        Program("web", [str(BIN / "gunicorn"), "-c", "python:coproduction.gunicorn", "coproduction.wsgi"]),
        Program("worker", [*celery, "worker", "--pool", "prefork", "--concurrency", "2", "--loglevel", "WARNING",
                           "--without-gossip", "--without-mingle"]),
        Program("beat", [*celery, "beat", "--loglevel", "WARNING", "--schedule", schedule, "--pidfile", ""]),
        Program("dispatch", [*MANAGE, "dispatch"]),
    ]  # fmt: skip


@dataclass
class Watch:
    """Once a second: are the embedded servers up, and does everything answer yet?"""

    site: site_env.Site
    servers: Servers | None
    announced: bool = False
    last_words: str = ""
    waited: int = 0
    supervisor: Supervisor | None = field(default=None, repr=False)

    def __call__(self) -> None:
        if terminal.make_was_interrupted():
            self.supervisor.ask_to_stop()
        if self.servers and (gone := self.servers.missing()):
            say(f"{' and '.join(gone)} stopped; starting again")
            try:
                self.servers.start()
            except WillNotStart as problem:
                say(str(problem))
        if not self.announced:
            self._announce_when_ready()

    def _announce_when_ready(self) -> None:
        health = ask_health(self.site.address)
        wrong = {name: word for name, word in health.items() if word != "ok" and name != "backup"}
        if health and not wrong:
            self.announced = True
            announce(self.site, embedded=self.servers is not None)
            return
        self.waited += 1
        words = ", ".join(f"{name}: {word}" for name, word in wrong.items()) or "the web server does not answer yet"
        if self.waited % 15 == 0 and words != self.last_words:
            say(f"still waiting — {words}")
            self.last_words = words


def ask_health(address: str) -> dict[str, str]:
    try:
        with urlopen(f"{address}/healthz", timeout=5) as answer:  # noqa: S310 — our own address  # nosec B310
            return json.load(answer)
    except HTTPError as answer:
        try:
            return json.load(answer)
        except ValueError:
            return {}
    except (OSError, ValueError):
        return {}


def announce(site: site_env.Site, *, embedded: bool) -> None:
    say("")
    say(f"Same Table is ready: {site.variables['BASE_URL'] if not site.demo else site.address}/")
    if site.demo:
        say(f"This is a demonstration; everybody in it is invented. Sign in at {site.address}/demo/ as:")
        listed = subprocess.run([*MANAGE, "sign_ins"], capture_output=True, text=True)
        for line in listed.stdout.splitlines():
            say(line)
    elif embedded:
        say("It uses the embedded servers, which is for trying out. For real use set DATABASE_URL and REDIS_URL.")
    say("Ctrl-C stops it.")


def prepare_site(site: site_env.Site, *, fresh: bool) -> None:
    done = subprocess.run([*MANAGE, "prepare", *(["--fresh"] if fresh else [])])
    if done.returncode:
        raise site_env.Refused("The site could not be prepared; the lines above say why.")


def check_port(site: site_env.Site) -> None:
    family = socket.AF_INET6 if ":" in site.bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((site.bind, site.port))
        except OSError:
            raise site_env.Refused(
                f"Port {site.port} is taken. Choose another, for example: PORT={site.port + 1} make run"
            ) from None


@contextmanager
def alone(data_dir: Path):
    """One `make run` for each DATA_DIR."""
    with (data_dir / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise site_env.Refused("A site runs from this DATA_DIR already.") from None
        yield


def run(*, fresh: bool) -> None:
    data_dir = Path(os.environ.get("DATA_DIR") or ".data").resolve()
    site = site_env.decide(dict(os.environ), data_dir=data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the supervisor takes over
    with alone(data_dir):
        check_port(site)
        servers = None
        try:
            if not ("DATABASE_URL" in site.variables and "REDIS_URL" in site.variables):
                servers = Servers(data_dir=data_dir, die_with_us=True)
                say("starting Postgres and Valkey")
                site.variables.update({name: site.variables.get(name, url) for name, url in servers.start().items()})
            site_env.write(site)
            os.environ.update(site.variables, DATA_DIR=str(data_dir), PYTHONUNBUFFERED="1", PYTHONWARNINGS=QUIET)
            prepare_site(site, fresh=fresh)
            watch = Watch(site, servers)
            watch.supervisor = Supervisor(programs(site), every_second=watch)
            say("starting web, worker, beat and dispatch")
            watch.supervisor.run()
        finally:
            if servers:
                servers.stop()
    say("stopped")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="begin the demonstration anew")
    chosen = parser.parse_args()
    try:
        with terminal.in_front():
            run(fresh=chosen.fresh)
    except (site_env.Refused, WillNotStart) as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        say("stopped")


if __name__ == "__main__":
    main()
