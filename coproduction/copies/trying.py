"""The weekly trial (docs/decisions/0072): a copy is put back into a Postgres of its own, by the very restore of an emergency.

Measured are the two numbers that matter then: how old the newest copy is, and how long it takes to put one back.
"""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pyrage
from django.conf import settings
from django.db import connection

from coproduction.copies import making, manifest
from coproduction.copies.standing import OPENED, TRIAL
from coproduction.embedded import Servers, WillNotStart
from coproduction.health import COPY_LATE_AFTER
from members.actions import erasure_log
from members.models import Heartbeat
from members.rules import Refused

NO_COPY = "There is no copy in {folder}, so there is nothing to put back. Make one with `manage.py back_up {folder}`."
TOO_OLD = (
    "The newest copy in {folder} is {hours} hours old. One is due each night: whatever was written since would be lost."
)
NO_ROOM = (
    "There are {free} MB free in {folder}, and a trial needs {needed}: the copy, what is in it, and a database made of it lie "
    "there until it is over. Make room, then try again."
)
MB = 1024 * 1024
TIMES, BESIDES = 3, 200 * MB  # copy, its contents, what is put back; and an empty Postgres with its own log
ASKED = ("SECRET_KEY", "BASE_URL", "EMAIL_URL")  # what a program of ours needs to begin at all


@dataclass(frozen=True)
class Tried:
    """`age` of the newest copy and `took`, in seconds; `is_real`: that copy itself was opened, with the secret key."""

    copy: str
    age: int
    took: int
    is_real: bool

    @property
    def word(self) -> str:
        """For the heartbeat, which has room for sixty characters."""
        return f"ok seconds={self.took} age={self.age} key={'real' if self.is_real else 'moment'}"


def try_restore(*, folder: Path, secret: str = "", now) -> Tried:
    """Raises Refused in the words of whatever went wrong; how it ended is kept for the page and /healthz either way."""
    try:
        done = _try(folder, secret, now)
    except Exception as problem:  # whatever it was, nobody may go on reading that the last one worked
        _keep(TRIAL, "failed", now)
        if isinstance(problem, WillNotStart):
            raise Refused(str(problem)) from None
        raise
    _keep(TRIAL, done.word, now)
    if done.is_real:
        _keep(OPENED, done.word, now)
    return done


def _try(folder: Path, secret: str, now) -> Tried:
    newest, age = _newest(folder, now=now)
    if not secret:
        making.check_whole(newest)
    place = Path(settings.DATA_DIR) / "trial-restore"
    servers = Servers(data_dir=place, durable=False, die_with_us=True)
    began = time.monotonic()
    try:
        _clear(servers)  # of a trial that was cut short
        _check_room()
        copy = newest if secret else place / "copy.age"
        if not secret:
            secret = _of_this_moment(copy, now=now)
            began = time.monotonic()  # making a copy is no part of putting one back
        _put_back(copy, secret, servers)
        return Tried(newest.name, age, round(time.monotonic() - began), copy is newest)
    finally:
        _clear(servers)


def _newest(folder: Path, *, now) -> tuple[Path, int]:
    found = making.copies(folder)
    if not found:
        raise Refused(NO_COPY.format(folder=folder))
    made, path = found[-1]
    age = (now - made).total_seconds()
    if age > COPY_LATE_AFTER:
        raise Refused(TOO_OLD.format(folder=folder, hours=round(age / 3600)))
    return path, max(0, round(age))


def _check_room() -> None:
    """Before anything is written: a disk that fills up takes the site's own Postgres with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        size = cursor.fetchone()[0]
    uploads = manifest.uploads()
    size += sum(path.stat().st_size for path in uploads.rglob("*") if path.is_file()) if uploads.is_dir() else 0
    free, needed = shutil.disk_usage(settings.DATA_DIR).free, TIMES * size + BESIDES
    if free < needed:
        raise Refused(NO_ROOM.format(free=free // MB, folder=settings.DATA_DIR, needed=-(-needed // MB)))


def _of_this_moment(copy: Path, *, now) -> str:
    """This machine cannot open its own copies: one is made as each night, for a key that only this process knows."""
    key = pyrage.x25519.Identity.generate()
    copy.parent.mkdir(parents=True, exist_ok=True)
    making.write(copy, key.to_public(), now=now)
    return str(key)


def _put_back(copy: Path, secret: str, servers: Servers) -> None:
    """The restore itself, which compares, tries the triggers and erases again; then the figures against the log."""
    environment = _environment(servers)
    if erasure_log.path().is_file():
        shutil.copy(erasure_log.path(), servers.data_dir / "erasures.jsonl")
    for words in (("restore_backup", str(copy), "--key-file", "-"), ("check_figures",)):
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]
        done = subprocess.run(command, env=environment, input=secret, capture_output=True, text=True)
        if done.returncode:
            raise Refused(done.stderr.strip().removeprefix("CommandError: ")[-600:])


def _environment(servers: Servers) -> dict[str, str]:
    """This site's own settings, with another database and another folder."""
    ours = {name: str(getattr(settings, name)) for name in ASKED}
    ours |= {name: ",".join(getattr(settings, name)) for name in ("FIELD_KEYS", "ALLOWED_HOSTS")}
    ours |= {
        "DATABASE_URL": servers.start_postgres(),
        "DATA_DIR": str(servers.data_dir),
        "DEMO": str(int(settings.DEMO)),
    }
    return os.environ | ours | {"REDIS_URL": settings.REDIS_URL, "PYTHONWARNINGS": "ignore"}


def _clear(servers: Servers) -> None:
    """Everybody's data lay there in plain words."""
    if servers.data_dir.exists():
        servers.wipe()
        shutil.rmtree(servers.data_dir)


def _keep(name: str, word: str, now) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"word": word, "at": now})
