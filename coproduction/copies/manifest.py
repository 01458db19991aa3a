"""What a copy of the site holds, written when it is made and compared when it is put back."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import connection
from psycopg2 import sql

FORMAT = 1
TABLES = "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY 1"
TRIGGERS = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"


def of_database() -> dict:
    """Rows of each table and how many triggers stand; in one transaction, so that they belong together."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall()]
        tables = {}
        for name in names:
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
            tables[name] = cursor.fetchone()[0]
        cursor.execute(TRIGGERS)
        return {"tables": tables, "triggers": cursor.fetchone()[0]}


def of_files(folder: Path) -> dict[str, str]:
    """The SHA-256 of each upload by its path below the folder."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file()) if folder.is_dir() else ()
    return {str(path.relative_to(folder)): digest(path) for path in found}


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def uploads() -> Path:
    return Path(settings.MEDIA_ROOT)


def differences(kept: dict, found: dict) -> list[str]:
    """In words, what is not as the manifest says; empty where all is there."""
    names = sorted(kept["tables"].keys() | found["tables"].keys())
    rows = [(name, kept["tables"].get(name), found["tables"].get(name)) for name in names]
    wrong = [f"{name}: {was} rows in the copy, {now} here" for name, was, now in rows if was != now]
    if kept["triggers"] != found["triggers"]:
        wrong.append(f"{kept['triggers']} triggers in the copy, {found['triggers']} here")
    return wrong
