"""What somebody takes back to their organisation: the text beside its plain twin, and a form to say where they stand, as Word."""

from io import BytesIO

from members import charity
from members.words import day
from projects.models import TAKE_BACK_WORDS, WEIGHTS, Way

BOX = "☐"
LINE = "." * 90
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document(agreement, version, decision=None, *, large=False, now) -> bytes:
    """The Word file: headings are headings, the table says which row is its head."""
    from docx import Document
    from docx.shared import Pt

    paper = Document()
    paper.core_properties.title, paper.core_properties.author = agreement.title, charity.current().name
    paper.core_properties.language = "en-GB"
    paper.styles["Normal"].font.size, paper.styles["Normal"].font.name = Pt(18 if large else 13), "Arial"
    paper.add_heading(agreement.title, level=0)
    paper.add_paragraph(f"Version {version.number}, {day(version.made_at)}. Printed {day(now)}.")
    if agreement.about:
        paper.add_paragraph(agreement.about)
    if version.what_changed and version.number > 1:
        paper.add_heading("What is different in this version", level=1)
        paper.add_paragraph(version.what_changed)
    paper.add_heading("The text", level=1)
    _clauses(paper, version)
    if decision is not None:
        _form(paper, decision, version)
    return _bytes(paper)


def _clauses(paper, version):
    clauses = list(version.clauses.all())
    table = paper.add_table(rows=1, cols=3, style="Table Grid")
    for cell, words in zip(table.rows[0].cells, ("", "The text", "In plain English"), strict=True):
        cell.text = words
    for clause in clauses:
        for cell, words in zip(table.add_row().cells, (str(clause.position), clause.words, clause.plain), strict=True):
            cell.text = words


def _form(paper, decision, version):
    paper.add_page_break()
    paper.add_heading("Where do you stand?", level=1)
    paper.add_paragraph(decision.question)
    paper.add_paragraph(
        f"About version {version.number}. Please send this back by {day(decision.closes_at)}, or ring us."
    )
    paper.add_paragraph(decision.method.about)
    if decision.way == Way.WEIGH:
        for clause in version.clauses.all():
            paper.add_paragraph(clause.plain or clause.words, style="List Number")
            paper.add_paragraph("      ".join(f"{BOX} {words}" for _, words in WEIGHTS))
    else:
        for option in decision.method.options:
            paper.add_paragraph(f"{BOX} {option.words}")
        paper.add_paragraph(f"{BOX} {TAKE_BACK_WORDS}. We can tell you by: {LINE[:30]}")
        paper.add_paragraph("In your own words (an objection needs its reason):")
        for _ in range(4):
            paper.add_paragraph(LINE)
    paper.add_paragraph(f"For which organisation, or who are you? {LINE[:50]}")
    paper.add_paragraph(f"{BOX} You may say that it was us who brought this in")
    facts = charity.current()
    paper.add_paragraph(f"Back to {facts.name}. {facts.address} Phone {facts.phone}. Silence is never taken as a yes.")


def _bytes(paper) -> bytes:
    out = BytesIO()
    paper.save(out)
    return out.getvalue()
