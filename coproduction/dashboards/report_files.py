"""The same report as PDF (tagged, PDF/UA-1, ordinary or large print) and as a Word file. Words are data, never markup."""

import io
from dataclasses import asdict
from pathlib import Path

from coproduction.dashboards.report_parts import Document
from members import charity, printing
from members.words import full_day

SHEET = Path(__file__).with_name("board_report.typ")
ORDINARY, LARGE = 10, 18


def pdf(document: Document, *, large=False, now) -> bytes:
    facts = charity.current()
    words = {
        "title": document.title, "state": document.state, "cover": document.cover, "large": large,
        "size": LARGE if large else ORDINARY, "charity": {"name": facts.name, "phone": facts.phone},
        "printed": full_day(now),
        "parts": [_part(part) for part in document.parts], "appendix": [_part(part) for part in document.appendix],
    }  # fmt: skip
    return printing.draw(SHEET, words=words)


def _part(part):
    return {"heading": part.heading, "blocks": [_block(each) for each in part.blocks]}


def _block(block):
    found = {"sort": block.sort}
    if block.sort == "figures":
        found |= {"large": block.large, "tiles": [figure_words(tile) for tile in block.tiles]}
    elif block.sort == "bars":
        found |= {"alt": block.alt, "title": block.title, "rows": block.shares}
    elif block.sort == "lines":
        found |= {"rows": [(label_of(label), words) for label, words in block.rows]}
    else:
        found |= asdict(block)
    return found


def label_of(words):
    """ "Hours given:"; a question needs no colon."""
    return words if words.endswith(("?", ":")) else f"{words}:"


def _joined(lines):
    """Lines beneath a figure, one after the other."""
    return "; ".join(lines) + "." if lines else ""


def figure_words(tile):
    """One figure as four lines: its name, itself, what it says, and why something of it is hidden."""
    return {
        "title": label_of(tile.title),
        "figure": f"{tile.figure} {tile.unit}".strip(),
        "says": " ".join(filter(None, (tile.sentence, _joined(tile.lines), tile.trend))),
        "hidden": tile.hidden,
    }


def word(document: Document) -> bytes:
    """A .docx with real headings, lists and table heads, so that a screen reader finds its way."""
    from docx import Document as Docx

    made = Docx()
    properties = made.core_properties
    properties.title, properties.author, properties.language = document.title, charity.current().name, "en-GB"
    made.add_heading(document.title, level=0)
    made.add_paragraph(document.state)
    for label, words in document.cover:
        _labelled(made.add_paragraph(), label, words)
    for part in (*document.parts, *document.appendix):
        made.add_heading(part.heading, level=1)
        for block in part.blocks:
            DRAWN[block.sort](made, block)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _labelled(paragraph, label, words):
    paragraph.add_run(f"{label_of(label)} ").bold = True
    paragraph.add_run(words)


def _words(made, block):
    made.add_paragraph(block.text)


def _quote(made, block):
    made.add_paragraph(f"“{block.text}”" + (f" {block.by}" if block.by else ""), style="Quote")


def _lines(made, block):
    for label, words in block.rows:
        _labelled(made.add_paragraph(style="List Bullet"), label, words)


def _figures(made, block):
    for tile in block.tiles:
        found = figure_words(tile)
        _labelled(
            made.add_paragraph(style="List Bullet"),
            found["title"],
            " ".join(filter(None, [found["figure"] + ".", found["says"], found["hidden"]])),
        )


def _bars(made, block):
    made.add_paragraph(block.alt)


def _table(made, block):
    table = made.add_table(rows=1, cols=len(block.head), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, block.head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    _repeats(table.rows[0])
    for row in block.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words


def _repeats(row):
    """The head of a table, which Word repeats on every page and a screen reader says."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


DRAWN = {"words": _words, "quote": _quote, "lines": _lines, "figures": _figures, "bars": _bars, "table": _table}
