"""Everything the charity has here, in formats that any other program reads: so nobody stays because leaving is hard.

Each kind of record twice: `.jsonl` (one object a line, exact) and `.csv` (for a spreadsheet, formulas taken for words). Sealed
fields are opened: the folder holds health data in plain words, and is readable by its owner alone.
"""

import base64
import csv
import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from coproduction.copies import manifest
from coproduction.logs import without_tokens
from members.rules import Refused
from members.words import harmless

OF_THIS_SITE = {"sessions", "usersessions", "mfa", "contenttypes", "admin"}  # worth nothing anywhere else
# would let somebody in as somebody else
NOT_TOLD = {"password", "token", "token_hash", "code_hash", "form_token", "lease_token"}
NOT_TOLD_OF = {
    "members.Letter": {"sealed", "html", "attachments"}, "members.EqualityAnswer": {"digest"},
    "dashboards.ReadingKey": {"digest"}, "account.EmailConfirmation": {"key"},
}  # fmt: skip
# their words hold links that still open something
LETTERS = {"members_letter", "members_contacttask", "members_accesspack"}
READ_ME = """\
Everything of {name}, written on {day}.

tables/    one kind of record a file: .jsonl is exact, one object a line; .csv is the same for a spreadsheet, where what would
           be taken for a formula begins with an apostrophe. Times are UTC. A field that ends in _id holds the id of a record of
           another file; files that end in _event are the history of the one they are named for.
uploads/   every file that was added, by the names that the tables give.

What is left out: sign-ins, passwords and what opens a link, which are worth nothing elsewhere.

This folder holds health data in plain words. Keep it sealed, and delete it when it is no longer needed.

{lines}
"""


@dataclass(frozen=True)
class Written:
    name: str
    words: str
    rows: int


def kinds() -> list:
    """Every model with a table of its own that somebody elsewhere could read."""
    found = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]
    return sorted((m for m in found if m._meta.app_label not in OF_THIS_SITE), key=lambda m: m._meta.label_lower)


def write_all(*, folder: Path, now, name: str):
    """Yields what was written, table by table. Raises Refused for a folder with something in it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if any(folder.iterdir()):
        raise Refused("There is something in that folder already. Please name an empty one.")
    folder.chmod(0o700)
    tables = folder / "tables"
    tables.mkdir(mode=0o700)
    done = []
    with _one_moment():
        for model in kinds():
            done.append(_write(model, tables))
            yield done[-1]
    if manifest.uploads().is_dir():
        shutil.copytree(manifest.uploads(), folder / "uploads")
    lines = "\n".join(f"{each.name}: {each.rows} × {each.words}" for each in done if each.rows)
    (folder / "READ-ME.txt").write_text(READ_ME.format(name=name, day=now.date().isoformat(), lines=lines))


@contextmanager
def _one_moment():
    """Whatever is written meanwhile is not seen, so every id leads to a record that is there."""
    if connection.in_atomic_block:  # a test's own
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
        yield


def _write(model, tables: Path) -> Written:
    label = model._meta.label_lower.replace(".", "_")
    left_out = NOT_TOLD | NOT_TOLD_OF.get(model._meta.label, set())
    fields = [field for field in model._meta.concrete_fields if field.name not in left_out]
    names = [field.attname for field in fields]
    rows = 0
    with _ours(tables / f"{label}.jsonl") as exact, _ours(tables / f"{label}.csv") as plain:
        sheet = csv.writer(plain)
        sheet.writerow(names)
        for values in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=2000):
            values = [_readable(value) for value in values]
            if label in LETTERS:
                values = [without_tokens(value) if isinstance(value, str) else value for value in values]
            exact.write(
                json.dumps(dict(zip(names, values, strict=True)), cls=DjangoJSONEncoder, ensure_ascii=False) + "\n"
            )
            sheet.writerow([_cell(value) for value in values])
            rows += 1
    return Written(label, str(model._meta.verbose_name_plural), rows)


def _ours(path: Path):
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", newline="", encoding="utf-8")


def _readable(value):
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return str(value) if isinstance(value, models.Model) else value


def _cell(value):
    if isinstance(value, (dict, list)):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return harmless(value) if isinstance(value, str) else value
