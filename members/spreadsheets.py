"""Reads spreadsheets as charities keep them: any usual encoding, title rows above the headings, numbers that were telephones.

A sheet becomes rows of plain words; what cannot be read is refused in a sentence. Nothing is evaluated: a formula
is taken by the value it last had, and never as a formula.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from members.rules import Refused

MOST_BYTES = 20_000_000
MOST_UNPACKED = 400_000_000
MOST_ROWS, MOST_COLUMNS, MOST_SIGNS = 60_000, 200, 5_000
LOOK_FOR_HEADINGS = 15  # rows from the top
ENCODINGS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
NOT_TEXT = "\x00"
MOST_SHEETS = 60
MERGED = re.compile(r'<mergeCell ref="([A-Z]{1,3})(\d+):[A-Z]{1,3}(\d+)"')


@dataclass(frozen=True)
class Sheet:
    """`rows` are (number as the spreadsheet counts, cells as words), from the first row on."""

    rows: list
    width: int
    first_sheet: str = ""
    more_sheets: list = field(default_factory=list)


def read(path, *, name, first=MOST_ROWS + 1) -> Sheet:
    """The first so many rows (all, unless told) of a .csv or of the first sheet of an .xlsx.

    Raises Refused with what is wrong, and where.
    """
    ending = Path(name).suffix.lower()
    sheet = _read_xlsx(path, first) if ending == ".xlsx" else _read_csv(Path(path).read_bytes(), first)
    if not any(any(cells) for _, cells in sheet.rows):
        raise Refused("There is nothing in this spreadsheet. Is it the right file?", field="file")
    return sheet


def read_book(path, *, name, first=MOST_ROWS + 1) -> list[Sheet]:
    """Every sheet of a workbook that holds anything, merged cells filled down; a .csv is one sheet without a name.

    Raises Refused with what is wrong, and where.
    """
    if Path(name).suffix.lower() != ".xlsx":
        return [read(path, name=name, first=first)]
    sheets = [
        sheet for sheet in _pages(path, first, most=MOST_SHEETS, merged=True) if any(any(c) for _, c in sheet.rows)
    ]
    if not sheets:
        raise Refused("There is nothing in this spreadsheet. Is it the right file?", field="file")
    return sheets


# ---- .csv ------------------------------------------------------------------------------------------------------------
def _read_csv(content, first) -> Sheet:
    words = _decode(content)
    sample = "\n".join(line for line in words.splitlines()[:40] if line.strip())
    separator = max(",;\t|", key=lambda sign: _evenness(sample, sign))
    csv.field_size_limit(MOST_SIGNS * 20)
    rows = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(words, newline=""), delimiter=separator), start=1):
            if number > first:
                break
            _check_size(number, len(cells))
            rows.append((number, [_tidy(cell) for cell in cells]))
    except csv.Error as wrong:
        raise Refused(
            f"Row {len(rows) + 1} cannot be read ({wrong}). Please save the file again as CSV.", field="file"
        ) from None
    return Sheet(rows, max((len(cells) for _, cells in rows), default=0))


def _decode(content: bytes) -> str:
    """UTF-8 or UTF-16 where the file says so, UTF-8 where it fits, else what Windows in this country writes."""
    for mark, encoding in ENCODINGS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _evenness(sample, sign):
    """How well this sign separates the lines into the same number of columns."""
    counts = [line.count(sign) for line in sample.splitlines()]
    used = [count for count in counts if count]
    if not used:
        return 0
    usual = max(set(used), key=used.count)
    return usual * used.count(usual)


# ---- .xlsx -----------------------------------------------------------------------------------------------------------
def _read_xlsx(path, first) -> Sheet:
    return next(_pages(path, first, most=1))


def _pages(path, first, *, most, merged=False):
    """The sheets of a workbook, one after another; `merged` cells that span rows say the same in each."""
    _check_not_a_bomb(path)
    wrong = Refused(
        "This is not a spreadsheet we can open. Please save it as .xlsx or .csv and try again.", field="file"
    )
    from openpyxl import load_workbook  # loaded by whoever reads a spreadsheet: every process would carry it
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        content = io.BytesIO(Path(path).read_bytes())  # by content: kept files have no ending
        # whichever library reads the XML, a fault in it is a SyntaxError
        book = load_workbook(content, read_only=True, data_only=True)  # as import-export's own XLSX format opens it
    except (InvalidFileException, zipfile.BadZipFile, SyntaxError, KeyError, ValueError, OSError, EOFError):
        raise wrong from None
    try:
        if not book.worksheets:
            raise wrong
        for place, page in enumerate(book.worksheets[:most]):
            rows = _rows_of(page, first)
            if merged:
                _fill_down(rows, _merged_in(content, page))
            width = max((len(cells) for _, cells in rows), default=0)
            yield Sheet(rows, width, page.title, [s.title for s in book.worksheets[place + 1 :]])
    except (Refused, GeneratorExit):
        raise
    except Exception as problem:  # a damaged file fails anywhere inside the library
        raise wrong from problem
    finally:
        book.close()


def _rows_of(page, first):
    page.reset_dimensions()  # what the file says about its own size is not to be believed
    rows = []
    for number, cells in enumerate(page.iter_rows(values_only=True), start=1):
        if number > first:
            break
        _check_size(number, len(cells))
        rows.append((number, [_tidy(_words(cell)) for cell in cells]))
    while rows and not any(rows[-1][1]):
        rows.pop()
    return rows


def _merged_in(content, page):
    """The merged cells of a sheet that span rows: (column, first row, last row), all from nought."""
    from openpyxl.utils import column_index_from_string

    with zipfile.ZipFile(content) as inside:
        found = MERGED.findall(inside.read(page._worksheet_path).decode("utf-8", errors="replace"))  # noqa: SLF001 — the library reads them only where it keeps the whole sheet in memory
    for letters, top, bottom in found:
        if int(bottom) > int(top):
            yield column_index_from_string(letters) - 1, int(top) - 1, int(bottom) - 1


def _fill_down(rows, merged):
    for column, top, bottom in merged:
        if top >= len(rows) or column >= len(rows[top][1]):
            continue
        for _, cells in rows[top + 1 : bottom + 1]:
            if any(cells):
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = cells[column] or rows[top][1][column]


def _check_not_a_bomb(path):
    """A zip that unpacks to more than any list of people needs is not opened."""
    try:
        with zipfile.ZipFile(path) as inside:
            unpacked = sum(entry.file_size for entry in inside.infolist())
            named = {entry.filename for entry in inside.infolist()}
    except (zipfile.BadZipFile, OSError):
        raise Refused("This file ends in .xlsx, but it is something else inside.", field="file") from None
    if unpacked > MOST_UNPACKED or "xl/workbook.xml" not in named:
        raise Refused("This file ends in .xlsx, but it holds no spreadsheet we can open.", field="file")


def _words(cell):
    """A cell as a person would read it; a day as 2026-04-03, a whole number without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


# ---- both ------------------------------------------------------------------------------------------------------------
def _check_size(number, width):
    if width > MOST_COLUMNS:
        raise Refused(
            f"Row {number} has {width:,} columns. A list like this has fewer than {MOST_COLUMNS}. Is it the right file?",
            field="file",
        )
    if number > MOST_ROWS:
        raise Refused(f"There are more than {MOST_ROWS:,} rows. Please bring them in a few files.", field="file")


def _tidy(cell):
    return re.sub(r"[ \t\u00a0]+", " ", cell).strip()[:MOST_SIGNS]


def template(headings, example) -> bytes:
    """A spreadsheet to fill in: the headings and one example row."""
    from import_export.formats import base_formats  # brings openpyxl and its XML library, see `_pages`
    from tablib import Dataset

    return base_formats.XLSX().export_data(Dataset(example, headers=headings))
