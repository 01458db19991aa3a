"""Less than a tenth of the disk is free: nothing more is brought in, what was typed stays, and what we owe people is made."""

import shutil

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coproduction.dashboards import report_copies
from members import disk, files
from members.models import Course, Job, KeptFile, Training

pytestmark = pytest.mark.django_db
Usage = type(shutil.disk_usage("/"))
PDF = b"%PDF-1.4 a certificate"


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture
def room(monkeypatch):
    """`room(9)`: so many per cent of the disk are free."""
    return lambda free: monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(100, 100 - free, free))


def keep(**more):
    return files.keep(PDF, name="certificate.pdf", types={"pdf"}, most_bytes=1000, now=timezone.now(), **more)


def test_below_a_tenth_nothing_is_kept_and_from_a_tenth_on_it_is(room, uploads):
    room(9)
    with pytest.raises(files.NoRoom, match="no room left"):
        keep()
    assert [each for each in uploads.rglob("*") if each.is_file()] == []
    assert not KeptFile.objects.exists()
    room(10)
    assert keep().bytes == len(PDF)


def test_what_we_make_for_somebody_to_fetch_is_made_all_the_same(room):
    room(9)
    with disk.even_if_low():
        assert keep().bytes == len(PDF)
    with pytest.raises(files.NoRoom):
        keep()


def test_a_copy_of_a_report_is_made_all_the_same(room, cast, monkeypatch):
    """It goes after its hour like everything that is made here."""
    monkeypatch.setattr(report_copies, "made", lambda **asked: PDF)
    facts = {"period": "2026-q3", "by": "", "slug": "", "large": False}
    job = Job.objects.create(kind=report_copies.KIND, key="a-copy", facts=facts, asked_by=cast.jo)
    monkeypatch.setattr(report_copies.periods, "period", lambda slug, *, today: None)
    room(9)
    report_copies.run(job, now=timezone.now(), progress=None)
    assert KeptFile.objects.get().bytes == len(PDF)


def test_the_page_says_so_and_keeps_what_was_typed(room, client, cast, as_user):
    course = Course.objects.create(name="Chairing", about="How to chair.")
    said = {
        "person": cast.rowan.pk, "course": course.pk, "status": "done", "on_day": "2026-03-02",
        "certificate": "Blue folder, page 12",
    }  # fmt: skip
    jo = as_user(client, cast.jo)
    room(9)
    refused = jo.post("/members/training/new/", said | {"file": SimpleUploadedFile("certificate.pdf", PDF)})
    words = refused.content.decode()
    assert refused.status_code == 422
    assert files.NO_ROOM in words
    assert 'value="Blue folder, page 12"' in words
    assert not Training.objects.filter(person=cast.rowan).exists()
    room(50)
    again = jo.post("/members/training/new/", said | {"file": SimpleUploadedFile("certificate.pdf", PDF)})
    assert again.status_code == 302
