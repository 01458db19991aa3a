"""The timeline on one sheet of paper, as large as it fits."""

from pathlib import Path

from members import charity, printing
from members.words import day

SHEET = Path(__file__).with_name("timeline_sheet.typ")


def sheet(rows, *, now) -> bytes:
    """The PDF of these milestones (`queries.telling.Shown`), with its headings tagged for screen readers."""
    facts = charity.current()
    words = {
        "rows": [{"when": row.when, "title": row.it.title, "words": row.it.words, "names": row.names} for row in rows],
        "charity": {"name": facts.name, "phone": facts.phone},
        "printed": day(now),
    }
    return printing.draw(SHEET, words=words)
