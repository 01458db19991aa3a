"""A project's write-up to take away: as Word, to go on writing in, and as PDF."""

import io
from pathlib import Path

from members import charity, printing
from members.words import day

SHEET = Path(__file__).with_name("write_up.typ")


def word(project, parts, *, now) -> bytes:
    """A .docx with real headings, so that a screen reader finds its way."""
    from docx import Document

    document = Document()
    document.core_properties.title = project.title
    document.core_properties.author = charity.current().name
    document.core_properties.language = "en-GB"
    document.add_heading(project.title, level=0)
    document.add_paragraph(f"Written up {day(now)}, under the heads of the GRIPP2 short form.")
    for part in parts:
        document.add_heading(part.title, level=1)
        document.add_paragraph(part.about)
        for line in part.lines:
            document.add_paragraph(line, style="List Bullet")
        for missing in part.missing:
            document.add_paragraph(f"Still to write: {missing}.")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def pdf(project, parts, *, now) -> bytes:
    facts = charity.current()
    words = {
        "title": project.title,
        "parts": [
            {"title": part.title, "about": part.about, "lines": part.lines, "missing": part.missing} for part in parts
        ],
        "charity": {"name": facts.name, "phone": facts.phone},
        "printed": day(now),
    }
    return printing.draw(SHEET, words=words)
