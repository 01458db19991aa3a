"""The same page as a file: every figure, every reason why one is hidden, ready for a spreadsheet."""

import csv
import io

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


def as_csv(page) -> bytes:
    """UTF-8 with the mark that spreadsheets look for, so that accents survive."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    about = (page.period.words, page.filter.name)
    for row in rows(page):
        writer.writerow([harmless(cell) for cell in (*about, *row)])
    return out.getvalue().encode("utf-8-sig")


def rows(page):
    """One row for the figure of each tile, one for each number inside it, then the months."""
    for tile in page.tiles:
        figure = f"{tile.figure} {tile.unit}".strip()
        yield (tile.metric, tile.title, tile.sentence, figure, tile.hidden, tile.trend, tile.quality, tile.definition)
        for part in tile.parts:
            yield (tile.metric, tile.title, part.name, part.words, part.why, "", "", "")
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
