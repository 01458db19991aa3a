"""Files are what they say they are, lie under a name nobody guesses, and go when their time is over."""

import errno
import io
import os
import zipfile
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from members import files
from members.models import KeptFile
from members.rules import Refused

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def keep(content=PNG, name="logo.png", types=("png", "csv", "xlsx", "zip"), most_bytes=1000, **more):
    return files.keep(content, name=name, types=types, most_bytes=most_bytes, now=timezone.now(), **more)


def zipped(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as inside:
        inside.writestr(name, "x")
    return out.getvalue()


def test_asvs_5_3_2_a_file_is_kept_under_a_name_that_says_nothing(uploads):
    kept = keep(name="../../My Logo?.png")
    assert kept.name == "My Logo.png"
    assert [p.name for p in uploads.rglob("*") if p.is_file()] == [kept.stored]
    assert files.read(kept) == PNG


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (PNG, "logo.svg", "ends in .csv, .png"),
        (b"MZ\x90\x00", "logo.png", "something else inside"),
        (b"name\x00", "list.csv", "something else inside"),
        (zipped("word/document.xml"), "list.xlsx", "something else inside"),
        (b"PK\x03\x04 not a zip", "list.xlsx", "something else inside"),
        (b"", "list.csv", "empty"),
        (b"x" * 1001, "list.csv", "too large"),
    ],
    ids=[
        "ending",
        "program",
        "null",
        "document",
        "no zip",
        "empty",
        "large",
    ],  # not the bytes: a zip says when it was made
)
def test_asvs_5_2_1_and_5_2_2_what_is_not_what_it_says_is_refused_and_leaves_nothing(uploads, content, name, sentence):
    with pytest.raises(Refused, match=sentence):
        keep(content, name=name)
    assert [p for p in uploads.rglob("*") if p.is_file()] == []
    assert not KeptFile.objects.exists()


def test_a_full_disk_is_a_sentence(uploads, monkeypatch):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="no room left"):
        keep()
    assert [p for p in uploads.rglob("*") if p.is_file()] == []


def test_an_expired_file_goes_from_the_disk_too(uploads, django_capture_on_commit_callbacks):
    now = timezone.now()
    kept = keep(expires_at=now + timedelta(days=1))
    other = keep()
    with pytest.raises(Http404):
        files.response(kept, now=now + timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        files.plan_due(now=now + timedelta(days=2))
    assert [p.name for p in uploads.rglob("*") if p.is_file()] == [other.stored]


def test_a_file_without_a_row_is_swept_after_a_day(uploads):
    kept = keep()
    stray = uploads / "ab" / ("ab" + "0" * 38)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")
    files.remove_strays()
    assert stray.exists()
    os.utime(stray, (1, 1))
    files.remove_strays()
    assert not stray.exists()
    assert files.read(kept) == PNG


def test_only_pictures_open_in_the_browser():
    assert "inline" in files.response(keep())["Content-Disposition"]
    response = files.response(keep(b"a,b\n", name="list.csv"))
    assert "attachment" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
