"""The same page as a file: every figure, every reason why one is hidden, for a spreadsheet or a program."""

import csv
import io
import json

from coproduction.dashboards.wording import join, period_words
from meetings.models import Level
from members.words import harmless

COLUMNS = (
    "Period",
    "Only for",
    "Measure",
    "Name",
    "What is counted",
    "Figure",
    "Why hidden",
    "Compared",
    "Data quality",
    "What it means",
)
WIDTHS = (28, 22, 10, 24, 44, 16, 44, 44, 44, 60)


def as_csv(page) -> bytes:
    return csv_of(COLUMNS, _lines(page))


def as_xlsx(page) -> bytes:
    title = f"Involvement: {period_words(page.period, page.filter)}, {page.filter.name}"
    return xlsx_of(COLUMNS, _lines(page), title=title, sheet="Figures", widths=WIDTHS)


def _lines(page):
    about = (period_words(page.period, page.filter), page.filter.name)
    return ((*about, *row) for row in rows(page))


def csv_of(columns, lines) -> bytes:
    """UTF-8 with the mark that spreadsheets look for, so that accents survive; no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for line in lines:
        writer.writerow([harmless(cell) for cell in line])
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(columns, lines, *, title, sheet, widths) -> bytes:
    """One sheet, its first line kept in sight; every cell is words, so that nothing in it is ever worked out."""
    from openpyxl import Workbook  # loaded by whoever asks for a spreadsheet: every process would carry it
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, "Same Table"
    page = book.create_sheet(sheet)
    page.freeze_panes = "A2"
    for at, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(at)].width = width

    def cell(words, *, bold=False):
        made = WriteOnlyCell(page, value=ILLEGAL_CHARACTERS_RE.sub("", words))
        made.data_type, made.font = "s", Font(bold=bold)
        made.alignment = Alignment(wrap_text=True, vertical="top")
        return made

    page.append([cell(name, bold=True) for name in columns])
    for line in lines:
        page.append([cell(harmless(words)) for words in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_json(page) -> bytes:
    return json_of(as_words(page))


def json_of(words) -> bytes:
    return json.dumps(words, ensure_ascii=False, indent=1).encode()


def as_words(page) -> dict:
    """The same rows by their column; which period, which part, and when it was counted stand once."""
    return {
        "period": page.period.slug,
        "period_in_words": period_words(page.period, page.filter),
        "only_for": page.filter.name,
        "counted_at": page.counted_at.isoformat(),
        "figures": named(rows(page)),
    }


def named(found, columns=COLUMNS[2:]) -> list[dict]:
    """Rows by the names of their columns, as a program calls them."""
    names = [name.lower().replace(" ", "_") for name in columns]
    return [dict(zip(names, row, strict=True)) for row in found]


def rows_of(tile, meaning):
    """One row for the figure of a tile, one for each number inside it."""
    figure = f"{tile.figure} {tile.unit}".strip()
    yield tile.metric, tile.title, tile.sentence, figure, tile.hidden, tile.trend, tile.quality, meaning
    for part in tile.parts:
        yield tile.metric, tile.title, part.name, part.words, part.why, "", "", ""


def rows(page):
    """One row for the figure of each tile, one for each number inside it, then the months."""
    for tile in page.tiles:
        yield from rows_of(tile, join(tile.definition, tile.changed))
    for bucket in page.board.trend:
        for level, count in bucket.activities.items():
            yield (
                "MET-04",
                "Activities over time",
                f"{bucket.label}, {Level(level).label.lower()}",
                str(count),
                "",
                "",
                "",
                "",
            )
    for people, hours in page.trend_rows:
        yield ("MET-13", "People over time", people.name, people.words, people.why, "", "", "")
        yield ("MET-08", "Hours over time", hours.name, hours.words, hours.why, "", "", "")
