"""Which records were erased, kept outside the database too, so that a restored copy is erased again.

One line of JSON a receipt, in DATA_DIR/erasures.jsonl (mode 600). It holds a digest, a day and a number; no name.
"""

import json
import os
from pathlib import Path

from django.conf import settings

from members.models import ErasureReceipt


def path() -> Path:
    return Path(settings.DATA_DIR) / "erasures.jsonl"


def lines() -> list[dict]:
    """Every erasure the file knows, oldest first; a line cut short by a crash is left out."""
    return _read(path())


def take_over(other: Path) -> int:
    """Lines of a copy's file that ours does not have are added; ours may know of later ones, and keeps them. How many."""
    known = {line["digest"] for line in lines()}
    return _append([line for line in _read(other) if line["digest"] not in known])


def write_what_is_missing() -> int:
    """Receipts of the database that the file does not name yet are added, and flushed to the disk. How many."""
    known = {line["digest"] for line in lines()}
    missing = ErasureReceipt.objects.exclude(digest__in=known).order_by("erased_at", "pk")
    rows = missing.values_list("digest", "number", "erased_at")
    return _append(
        [
            {"digest": digest, "receipt": number, "erased_at": erased_at.isoformat()}
            for digest, number, erased_at in rows
        ]
    )


def _read(file: Path) -> list[dict]:
    if not file.is_file():
        return []
    found = []
    for line in file.read_text().splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def _append(rows: list[dict]) -> int:
    if not rows:
        return 0
    handle = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a") as out:
        if out.tell() and not path().read_text().endswith("\n"):
            out.write("\n")
        out.writelines(json.dumps(row) + "\n" for row in rows)
        out.flush()
        os.fsync(out.fileno())
    return len(rows)


def plan_due(*, now) -> int:
    """A planner like any other, though it notes nothing: a line that a crash kept out of the file is written now."""
    newest = ErasureReceipt.objects.order_by("-pk").values_list("digest", flat=True).first()
    if newest is not None and newest not in {line["digest"] for line in lines()[-1:]}:
        write_what_is_missing()
    return 0


def digests() -> set[str]:
    """Everybody erased here, by the file and by the database."""
    return {line["digest"] for line in lines()} | set(ErasureReceipt.objects.values_list("digest", flat=True))
