"""A copy of the whole site in one sealed file: database, uploads, the list of erasures, and what is in it.

It is sealed with age (https://age-encryption.org) for a public key; whoever reads this machine cannot open a copy.
The keys of sealed fields (FIELD_KEYS) are never in it.
"""

import hashlib
import io
import json
import os
import re
import tarfile
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
from django.conf import settings
from django.db import connection, transaction

from coproduction.copies import manifest, programs
from coproduction.copies.standing import HEARTBEAT
from coproduction.database_roles import giving
from members.actions import erasure_log
from members.models import Heartbeat
from members.rules import Refused

MADE = re.compile(r"same-table-(\d{14})\.age")
HEADER = b"age-encryption.org/v1\n"
NOT_NOTED = (
    "Beside {copy} lies no {note}, so nobody can say without the secret key whether it is whole. A copy that is made now gets "
    "one: `manage.py back_up`."
)
NO_KEY = (
    "BACKUP_KEY is not set. Make a pair with `manage.py backup_key`, keep the secret one away from this machine, and set "
    "BACKUP_KEY to the public one."
)


def back_up(*, folder: Path, now) -> Path:
    """One file in that folder, named by its moment (UTC), and its note beside it. Raises Refused; a file that is there is whole."""
    key = _public_key()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"same-table-{now.astimezone(UTC):%Y%m%d%H%M%S}.age"
    write(target, key, now=now)
    Heartbeat.objects.update_or_create(name=HEARTBEAT, defaults={"word": "ok", "at": now})
    return target


def write(target: Path, key, *, now) -> None:
    """All that belongs to the site, sealed for that key (a recipient of age)."""
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="copy-") as name:
        plain = Path(name)
        held = _dump(plain / "database.dump", now=now)
        with tarfile.open(plain / "all.tar", "w") as archive:
            archive.add(plain / "database.dump", "database.dump")
            if erasure_log.path().is_file():
                archive.add(erasure_log.path(), "erasures.jsonl")
            held["files"] = _add_uploads(archive)
            (plain / "manifest.json").write_text(json.dumps(held, indent=1))
            archive.add(plain / "manifest.json", "manifest.json")
        _seal(plain / "all.tar", target, key)


def forget_old(*, folder: Path, days: int, now) -> int:
    """Copies of ours in that folder older than so many days go: an erased person must not stay in them for ever."""
    old = [path for made, path in copies(folder) if made < now - timedelta(days=days)]
    for path in old:
        path.unlink()
        note_of(path).unlink(missing_ok=True)
    return len(old)


def copies(folder: Path) -> list[tuple[datetime, Path]]:
    """When each was made, and the file, oldest first; a file with a name that somebody gave is none of ours."""
    named = [(MADE.fullmatch(path.name), path) for path in folder.glob("same-table-*.age")]
    return sorted(
        (datetime.strptime(name[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC), path) for name, path in named if name
    )


def note_of(copy: Path) -> Path:
    """What was in the file when it was made: its SHA-256, in the one line that `sha256sum --check` reads."""
    return copy.with_name(copy.name + ".sha256")


def check_whole(copy: Path) -> None:
    """Raises Refused unless the file is what it was when it was made. Nobody here can open it, and that much needs no key."""
    with copy.open("rb") as file:
        begins = file.read(len(HEADER))
    if begins != HEADER:
        raise Refused(
            f"{copy.name} is empty or no copy of a site: it does not begin as a file that is sealed with age."
        )
    note = note_of(copy)
    if not note.is_file():
        raise Refused(NOT_NOTED.format(copy=copy.name, note=note.name))
    if note.read_text().partition(" ")[0] != manifest.digest(copy):
        raise Refused(f"{copy.name} is damaged or cut short: it is not what it was when it was made ({note.name}).")


def _dump(target: Path, *, now) -> dict:
    """The database as it is at one moment, and what is in it then. What is uploaded meanwhile may come along."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        held = {"format": manifest.FORMAT, "made_at": now.isoformat(), **manifest.of_database()}
        programs.run(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--exclude-schema={giving.SCHEMA}",
            f"--snapshot={snapshot}", f"--file={target}",
        )  # fmt: skip
    return held | {"dump": manifest.digest(target)}


def _add_uploads(archive) -> dict[str, str]:
    """Each file with the digest of what was read; one that goes meanwhile, because somebody is erased, is not needed."""
    found, uploads = {}, manifest.uploads()
    for path in sorted(uploads.rglob("*")) if uploads.is_dir() else ():
        try:
            content = path.read_bytes() if path.is_file() else None
        except FileNotFoundError:
            continue
        if content is not None:
            name = str(path.relative_to(uploads))
            info = tarfile.TarInfo(f"uploads/{name}")
            info.size, info.mode = len(content), 0o600
            archive.addfile(info, io.BytesIO(content))
            found[name] = hashlib.sha256(content).hexdigest()
    return found


def _seal(plain: Path, target: Path, key) -> None:
    half = target.with_suffix(".part")
    try:
        pyrage.encrypt_file(str(plain), str(half), [key])
        with half.open("rb") as file:
            os.fsync(file.fileno())
        half.chmod(0o600)
        note_of(target).write_text(f"{manifest.digest(half)}  {target.name}\n")  # first, so that no copy is without
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)  # of a disk that was full


def _public_key():
    if not settings.BACKUP_KEY:
        raise Refused(NO_KEY)
    try:
        return pyrage.x25519.Recipient.from_str(settings.BACKUP_KEY)
    except pyrage.RecipientError:
        raise Refused("BACKUP_KEY is no public key of age: it begins with “age1”.") from None
