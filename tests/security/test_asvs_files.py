"""Files that people bring, and files they take home (ASVS 5.0, chapters 3.2 and 5)."""

import io
import socketserver
import struct
import threading
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coproduction.checks import the_virus_scanner_has_an_address
from members import files
from members.models import KeptFile
from members.rules import Refused

pytestmark = pytest.mark.django_db
DOCUMENTS = ("pdf", "docx", "xlsx", "pptx", "odt", "png", "jpg", "jpeg")
EICAR = (
    rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
)  # in two, so that no scanner takes this file
PDF = b"%PDF-1.7\n"


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


def keep(content, name, types=DOCUMENTS, most_bytes=20_000_000):
    return files.keep(content, name=name, types=types, most_bytes=most_bytes, now=timezone.now())


def packed(parts, *, sizes=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as inside:
        for name, words in parts:
            inside.writestr(name, words)
    return out.getvalue()


def bomb():
    """Two hundred kilobytes that become two hundred megabytes and one."""
    return packed([("word/document.xml", b"0" * 200_000_001)])


BAD = {
    "a page": (b"<!doctype html><script>alert(1)</script>", "notes.html"),
    "a picture that runs": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "logo.svg"),
    "a page called a picture": (b"<!doctype html><script>alert(1)</script>", "logo.png"),
    "a page called a document": (b"<html></html>", "paper.pdf"),
    "a program": (b"MZ\x90\x00" + b"0" * 90, "setup.exe"),
    "a program called a document": (b"MZ\x90\x00" + b"0" * 90, "paper.docx"),
    "two endings": (PDF, "paper.pdf.exe"),
    "an ending behind a null": (PDF, "paper.exe\x00"),
    "xml": (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "paper.xml"),
    "macros": (packed([("word/document.xml", "x"), ("word/vbaProject.bin", "x")]), "paper.docx"),
    "macros under the newer ending": (packed([("word/document.xml", "x")]), "paper.docm"),
    "a document of another sort": (packed([("xl/workbook.xml", "x")]), "paper.docx"),
    "not a zip": (b"PK\x03\x04" + b"0" * 90, "paper.xlsx"),
    "nothing": (b"", "paper.pdf"),
    "too large": (PDF + b"0" * 1_000, "paper.pdf"),
}


@pytest.mark.parametrize("why", BAD)
def test_asvs_5_2_1_and_5_2_2_a_file_that_is_not_what_it_says_is_not_kept(uploads, why):
    content, name = BAD[why]
    with pytest.raises(Refused):
        keep(content, name, most_bytes=900 if why == "too large" else 20_000_000)
    assert not KeptFile.objects.exists()
    assert [path for path in uploads.rglob("*") if path.is_file()] == []


def test_asvs_5_2_3_what_would_fill_the_disk_once_unpacked_is_refused_without_unpacking(uploads):
    content = bomb()
    assert len(content) < 1_000_000
    with pytest.raises(Refused, match="far too large"):
        keep(content, "paper.docx")
    many = packed([(f"word/{n}.xml", "") for n in range(2001)])
    with pytest.raises(Refused, match="far too large"):
        keep(many, "paper.docx")


NAMES = (
    "../../../etc/passwd.pdf", "..\\..\\windows\\paper.pdf", "/etc/cron.d/paper.pdf", "paper\r\nSet-Cookie: x=1.pdf", ".pdf.pdf",
    "a" * 400 + ".pdf",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_asvs_5_3_2_and_5_4_1_a_name_is_no_path_and_no_header(uploads, name):
    kept = keep(PDF, name)
    assert files.path_of(kept).resolve().is_relative_to(uploads.resolve())
    assert files.path_of(kept).name == kept.stored
    assert not set(kept.name) & set('/\\\r\n\x00"')
    assert len(kept.name) <= 120
    header = files.response(kept)["Content-Disposition"]
    assert header.startswith("attachment")
    assert not {"\r", "\n"} & set(header)


def test_asvs_3_2_1_and_5_4_2_a_file_opens_in_no_page_of_ours(uploads):
    answer = files.response(keep(PDF, "paper.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert 'filename="paper.pdf"' in answer["Content-Disposition"]


# ---- a virus scanner -------------------------------------------------------------------------------------------------
class Scanner(socketserver.BaseRequestHandler):
    """Speaks as clamd does, and knows one signature."""

    def handle(self):
        command = self.request.recv(10)
        assert command == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">I", self._exactly(4))[0]:
            content += self._exactly(size)
        said = "stream: Eicar-Test-Signature FOUND" if EICAR in content else "stream: OK"
        self.request.sendall(said.encode() + b"\0")

    def _exactly(self, count):
        found = b""
        while len(found) < count:
            found += self.request.recv(count - len(found))
        return found


@pytest.fixture
def scanner(settings, tmp_path):
    settings.CLAMD = str(tmp_path / "clamd.ctl")
    with socketserver.UnixStreamServer(settings.CLAMD, Scanner) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield
        server.shutdown()


def test_asvs_5_4_3_a_file_in_which_the_scanner_finds_something_is_not_kept(scanner, uploads):
    assert keep(SimpleUploadedFile("paper.pdf", PDF + b"0" * 200_000), "paper.pdf").pk
    with pytest.raises(Refused, match="virus scanner found something"):
        keep(PDF + EICAR, "letter.pdf")
    assert KeptFile.objects.count() == 1
    assert len([path for path in uploads.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("where", ["/nowhere/clamd.ctl", "127.0.0.1:1", "clamav"])
def test_asvs_16_5_3_a_scanner_that_does_not_answer_lets_nothing_through(settings, uploads, where):
    settings.CLAMD = where
    with pytest.raises(Refused, match="cannot look this file over"):
        keep(PDF, "paper.pdf")
    assert not KeptFile.objects.exists()


@pytest.mark.parametrize(
    ("where", "is_fine"),
    [
        ("", True), ("/run/clamav/clamd.ctl", True), ("clamav:3310", True), ("10.0.0.7:3310", True),
        ("clamav", False), ("clamav:", False), (":3310", False), ("clamav:clamd", False), ("3310", False),
    ],
)  # fmt: skip
def test_a_scanner_without_a_port_is_named_before_the_start(settings, where, is_fine):
    settings.CLAMD = where
    wrong = the_virus_scanner_has_an_address(None)
    assert [each.id for each in wrong] == ([] if is_fine else ["ground.E007"])
    assert all("CLAMD" in each.msg for each in wrong)
