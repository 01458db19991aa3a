"""The dry run of a workbook: what becomes of every row, written down; nothing else is changed."""

import hashlib
import json
from collections import Counter

from django.db import transaction

from members import files, spreadsheets
from members.models.people_import import ImportState
from members.rules import Refused
from projects.actions.workbook_reading import Reader
from projects.models import Activity, LogImport, LogImportRow
from projects.models.log_import import RowFate

BATCH = 500
SIGN = "workbook:"


def check(log_import, *, now, progress=lambda done, of: None):
    """Each row's fate, and the names to be answered for."""
    try:
        book = spreadsheets.read_book(files.path_of(log_import.file), name=log_import.name)
    except Refused as no:
        LogImport.objects.filter(pk=log_import.pk).update(state=ImportState.MAPPING, problem=str(no)[:300])
        return
    reader = Reader(log_import, now=now)
    of, done, judged = sum(len(sheet.rows) for sheet in book), 0, []
    for sheet_no, (sheet, seen) in enumerate(zip(book, log_import.sheets, strict=True)):
        for number, cells in sheet.rows:
            done += 1
            if done % BATCH == 0:
                progress(done, of)
            if seen["headings"] and number > seen["header_row"] and any(cells):
                judged.append(reader.fate_of(sheet_no, seen, number, cells))
    _look_what_is_there(judged)
    with transaction.atomic():
        log_import.rows.all().delete()
        for line, row in judged:
            line.words = json.dumps(row)
        LogImportRow.objects.bulk_create([line for line, _ in judged], batch_size=BATCH)
        names = reader.names([row for line, row in judged if line.fate == RowFate.NEW])
        log_import.names = json.dumps(names)
        log_import.state, log_import.counts = ImportState.CHECKED, _count(judged, names)
        log_import.save(update_fields=["names", "state", "counts"])
    progress(of, of)


def _count(judged, names):
    counts = dict.fromkeys(RowFate.values, 0) | Counter(line.fate for line, _ in judged)
    asked = [name for name in names.values() if name["people"]]
    return counts | {"undecided": len(asked), "known": sum(1 for name in names.values() if name["answer"])} | {
        "unknown": sum(1 for name in names.values() if not name["people"] and not name["answer"])
    }  # fmt: skip


def _look_what_is_there(judged):
    """Rows that came in by an earlier workbook, and rows that somebody has logged by hand."""
    times = Counter()
    for _, row in judged:
        if row:
            same = json.dumps([row[name] for name in ("first", "last", "title", "notes", "minutes", "names", "others")])
            times[same] += 1  # two rows that say the same are two entries, the first and the second of their kind
            row["token"] = SIGN + hashlib.sha256(f"{same}{times[same]}".encode()).hexdigest()[:48]
    tokens = [row["token"] for _, row in judged if row]
    there = dict(Activity.objects.filter(form_token__in=tokens).values_list("form_token", "pk"))
    held = Activity.objects.held().exclude(form_token__startswith=SIGN)
    days = {row["last"] for _, row in judged if row}
    by_hand = {
        (str(day), title.casefold()): pk
        for day, title, pk in held.filter(ended_on__in=days).order_by("-pk").values_list("ended_on", "title", "pk")
    }
    for line, row in judged:
        if not row:
            continue
        if found := there.get(row["token"]):
            line.fate, line.activity_id, line.why = RowFate.SAME, found, ""
        elif found := by_hand.get((row["last"], row["title"].casefold())):
            line.fate, line.activity_id = RowFate.SAME, found
            line.why = "Somebody logged one of this name on that day."
