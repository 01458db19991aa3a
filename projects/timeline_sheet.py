"""The timeline on one sheet of paper, as large as it fits."""

import json
from importlib.util import find_spec
from pathlib import Path

import typst

from members import charity
from members.words import day

FONTS = str(Path(find_spec("font_source_sans_pro").origin).parent / "files")
SHEET = Path(__file__).with_name("timeline_sheet.typ")


def sheet(rows, *, now) -> bytes:
    """The PDF of these milestones (`queries.telling.Shown`), with its headings tagged for screen readers."""
    facts = charity.current()
    words = {
        "rows": [{"when": row.when, "title": row.it.title, "words": row.it.words, "names": row.names} for row in rows],
        "charity": {"name": facts.name, "phone": facts.phone},
        "printed": day(now),
    }
    return typst.compile(str(SHEET), font_paths=[FONTS], sys_inputs={"data": json.dumps(words)}, pdf_standards=["ua-1"])
