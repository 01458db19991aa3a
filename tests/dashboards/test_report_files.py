"""The files of a report as other programs find them: the PDF by `pdfinfo`, the Word file by LibreOffice."""

import io
import re
import shutil
import subprocess
import zipfile

import pytest
import time_machine
from docx import Document

from tests import factories as make
from tests.dashboards.reporting import OCTOBER, approved, summer
from tests.drills import harness

pytestmark = pytest.mark.django_db
NO_CHECKER = (
    "pdfinfo is not here (Debian: poppler-utils); the test of tags beside this one, by pypdf, holds without it."
)
NO_OFFICE = "soffice is not here (Debian: libreoffice-writer-nogui); with it, DRILLS=full opens the Word file in it."


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(OCTOBER, tick=False):
        yield


@pytest.fixture
def file(client, cast, as_user):
    """`file("report.pdf")` of an approved report, with a table behind its pages."""
    project = summer(cast)
    said = make.contribution(project, people=[cast.rowan], text="The hall is cold", answer="cannot", quote="anonymous")
    said.responses.update(reason="There is no money for it", decided_on="2026-08-01")
    report = approved(cast)
    trustee = as_user(client, cast.tal, "trustee")
    return lambda name: trustee.get(f"/dashboard/reports/{report.pk}/{name}").content


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason=NO_CHECKER)
@pytest.mark.parametrize("name", ["report.pdf", "report.pdf?print=large", "report.pdf?for=commissioners"])
def test_a_checker_finds_the_pdf_tagged_titled_in_english_and_in_reading_order(file, tmp_path, name):
    path = tmp_path / "report.pdf"
    path.write_bytes(file(name))
    facts = dict(line.split(":", 1) for line in _said("pdfinfo", path).splitlines() if ":" in line)
    assert facts["Tagged"].strip() == "yes"
    assert facts["Title"].strip() == "Co-production: July to September 2026"
    assert facts["JavaScript"].strip() == facts["Encrypted"].strip() == "no"
    found = _said("pdfinfo", "-struct-text", path)
    assert "Syntax Error" not in found
    assert re.findall(r"^ *(H[1-6])\b", found, re.M) == ["H1"] + ["H2"] * 10
    for tag in ("Document", "P", "L", "LI", "Table", "TH", "TD", "Figure"):
        assert re.search(rf"^ *{tag}\b", found, re.M), f"no {tag}"
    heard = " ".join(" ".join(re.findall(r'"([^"]*)"', found)).split())
    order = [
        "Co-production: July", "Is involvement working?", "What changed", "Strategic and", "Who is in the room", "What we promised",
        "How it is", "From the Advisory", "Risks, what we ask", "because Decided", "Definitions, version",
    ]  # fmt: skip
    assert re.search(".*?".join(map(re.escape, order)), heard), "read in another order than it is written"


@pytest.mark.skipif(not (harness.FULL and shutil.which("soffice")), reason=NO_OFFICE)
def test_libreoffice_opens_the_word_file_without_loss(file, tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(file("report.docx"))
    for form in ("odt", "pdf"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", form, "--outdir", tmp_path, path],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
    document = Document(io.BytesIO(path.read_bytes()))
    odt = zipfile.ZipFile(tmp_path / "report.odt").read("content.xml").decode()
    headings = [_plain(words) for words in re.findall(r"<text:h\b[^>]*>(.*?)</text:h>", odt, re.S)]
    wanted = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert [words for words in headings if words in wanted] == wanted
    every = _plain(odt)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "There is no money for it" in cells
    bars = "Activities by level: Strategic 0, Operational 1, Individual 0."
    for words in [*(p.text for p in document.paragraphs), *cells, bars]:
        assert " ".join(words.split()) in every
    assert odt.count("<table:table-header-rows>") == len(document.tables) >= 1
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def _said(*command):
    """What it prints; a description stands in it as UTF-16, byte by byte."""
    printed = subprocess.run([*map(str, command)], capture_output=True, check=True).stdout
    return printed.replace(b"\0", b"").decode(errors="replace")


def _plain(xml):
    """Its words, with single spaces."""
    spaced = re.sub(r"<(?:text:(?:s|tab|line-break))\b[^>]*/>|</text:(?:p|h)>", " ", xml)
    text = re.sub(r"<[^>]+>", "", spaced)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return " ".join(text.split())
