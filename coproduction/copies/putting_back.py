"""A copy put back into an empty site: opened, checked, restored, compared, and whoever was erased since erased again."""

import json
import shutil
import tarfile
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyrage
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from coproduction.copies import after_a_copy, manifest, programs
from coproduction.database_roles import giving
from members.rules import Refused

DAMAGED = "This copy is damaged or cut short. Nothing was changed."
NOT_EMPTY = (
    "There are people in this database already. A copy is put back into an empty one only: stop the site and give it an "
    "empty database (docs/running.md says how)."
)
NOT_OURS = (
    "This database holds something that is not ours. Look at DATABASE_URL: a copy is put back into an empty one only."
)
RUNNING = (
    "The site is still running on this database. Stop it first: whoever signs in now would change what is replaced."
)


@dataclass(frozen=True)
class PutBack:
    """What a restore did, for the console: when the copy was made, rows, files, erased again, letters nobody is sure of."""

    made_at: str
    rows: int
    files: int
    erased_again: int
    unsure_letters: int
    keys_ended: int


def put_back(*, copy: Path, secret: str, now) -> PutBack:
    """Raises Refused before anything is changed where the copy cannot be opened or the site is not empty."""
    _check_empty()
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="copy-") as name:
        opened = Path(name)
        held = open_copy(copy, secret, opened)
        _restore_files(opened / "uploads", held["files"])
        after_a_copy.merge_erasures(opened / "erasures.jsonl")
        with _all_or_nothing():
            _restore_database(opened / "database.dump")
            wrong = manifest.differences(held, manifest.of_database())
            if wrong:
                raise Refused("What was put back is not what the copy held: " + "; ".join(wrong[:5]))
            call_command("migrate", interactive=False, verbosity=0)  # a copy of an older version of the site
            call_command("createcachetable", verbosity=0)
            after_a_copy.check_field_keys()
            after_a_copy.check_history_is_written()
            after_a_copy.sign_everybody_out()
            keys = after_a_copy.end_keys_of_programs(now=now)
            unsure = after_a_copy.letters_that_may_have_left(now=now)
            erased = after_a_copy.erase_again(now=now)
    return PutBack(held["made_at"], sum(held["tables"].values()), len(held["files"]), erased, unsure, keys)


@contextmanager
def _all_or_nothing():
    """Whatever stops it half way leaves an empty database: never one whose erasures are not replayed."""
    try:
        yield
    except BaseException:
        _empty()
        raise


def _empty():
    connection.close()
    with connection.cursor() as cursor:
        giving.drop_schema(cursor)
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()


def _check_empty():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )
        if cursor.fetchone()[0]:
            raise Refused(RUNNING)
        cursor.execute(
            "SELECT to_regclass('public.members_person') IS NOT NULL, "
            "EXISTS (SELECT FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace = 'public'::regnamespace), "
            "EXISTS (SELECT FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm')"
            " AND relnamespace = to_regnamespace(%s) AND relname <> ALL (%s))",
            [giving.SCHEMA, list(giving.VIEWS)],
        )
        is_ours, holds_something, holds_other_reports = cursor.fetchone()
        if (holds_something and not is_ours) or holds_other_reports:
            raise Refused(NOT_OURS)
        if is_ours:
            cursor.execute("SELECT EXISTS (SELECT FROM members_person)")
            if cursor.fetchone()[0]:
                raise Refused(NOT_EMPTY)


def open_copy(copy: Path, secret: str, folder: Path) -> dict:
    """The copy's parts in that folder, each as its manifest says; Refused for one that is damaged or sealed for another key."""
    try:
        key = pyrage.x25519.Identity.from_str(secret)
    except pyrage.IdentityError:
        raise Refused("That is no secret key of age: it begins with “AGE-SECRET-KEY-1”.") from None
    try:
        pyrage.decrypt_file(str(copy), str(folder / "all.tar"), [key])
        with tarfile.open(folder / "all.tar") as archive:
            _unpack(archive, folder)
        (folder / "all.tar").unlink()
        held = json.loads((folder / "manifest.json").read_text())
        whole = manifest.digest(folder / "database.dump") == held["dump"]
        whole = whole and manifest.of_files(folder / "uploads") == held["files"]
    except (pyrage.DecryptError, tarfile.TarError, OSError, ValueError, KeyError):
        raise Refused(f"{DAMAGED} Or it was sealed for another key.") from None
    if not whole:
        raise Refused(DAMAGED)
    return held


def _unpack(archive, folder: Path) -> None:
    """Plain files below the folder, and nothing else whatever the archive says."""
    for member in archive:
        target = (folder / member.name).resolve()
        if not member.isfile() or not target.is_relative_to(folder.resolve()):
            raise tarfile.TarError(member.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.extractfile(member) as source, target.open("wb") as out:
            shutil.copyfileobj(source, out)


def _restore_database(dump: Path) -> None:
    """All of it or nothing of it."""
    _empty()
    programs.run(
        "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", f"--exclude-schema={giving.SCHEMA}",
        f"--dbname={connection.get_connection_params()['dbname']}", str(dump),
    )  # fmt: skip
    with connection.cursor() as cursor:
        giving.drop_schema(cursor)  # of a copy that was made while copies still held it


def _restore_files(source: Path, names) -> None:
    for name in names:
        target = manifest.uploads() / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source / name, target)
