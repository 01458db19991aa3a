"""A workbook of earlier years is uploaded: kept for a day, its headings found and guessed at."""

from datetime import timedelta

from django.db import transaction

from members import files, spreadsheets
from members.permissions import Permission, require
from members.rules import Refused
from projects import workbook_columns as columns
from projects.models import LogImport
from projects.workbook_days import year_of

LOOK_AT = 60  # rows of each sheet, to find the headings
FILE_KEPT_FOR = timedelta(days=1)


@transaction.atomic
def upload(*, content, name, actor, now) -> LogImport:
    """Keep the file for a day, find the headings of every sheet and guess what they are. Raises Refused."""
    require(actor, Permission.IMPORT_LOG)
    return take_in(content=content, name=name, person=actor.person, now=now)


@transaction.atomic
def take_in(*, content, name, person, now) -> LogImport:
    """The same without asking who: for whoever may run a command on the server."""
    try:
        kept = files.keep(
            content, name=name, types={"csv", "xlsx"}, most_bytes=spreadsheets.MOST_BYTES, now=now,
            expires_at=now + FILE_KEPT_FOR, owner=person,
        )  # fmt: skip
    except Refused as no:
        raise Refused(str(no), field="file") from None
    try:
        sheets = _look_at(spreadsheets.read_book(files.path_of(kept), name=kept.name, first=LOOK_AT))
    except Refused:
        files.remove([kept])
        raise
    headings = [heading for sheet in sheets for heading in sheet["headings"]]
    return LogImport.objects.create(
        file=kept, name=kept.name, sha256=kept.sha256, sheets=sheets, mapping=columns.guess(headings), brought_by=person,
        uploaded_at=now,
    )  # fmt: skip


def _look_at(book):
    sheets = []
    for sheet in book:
        found = columns.find_headings(sheet.rows)
        at, headings = found if found else (None, [])
        header_row = sheet.rows[at][0] if found else 0
        title = sheet.first_sheet.replace("\x00", "")[:60]
        sheets.append({"title": title, "headings": headings, "header_row": header_row, "year": _year(sheet, at)})
    if not any(sheet["headings"] for sheet in sheets):
        raise Refused(
            "We cannot find the row with the headings, such as “Date”, “Activity” and “Who took part”. Please add one.",
            field="file",
        )
    return sheets


def _year(sheet, at):
    """From the sheet's name, else from a title above the headings."""
    above = [cell for _, cells in sheet.rows[: at or 0] for cell in cells if cell]
    return next((year for year in map(year_of, [sheet.first_sheet, *above]) if year), None)
