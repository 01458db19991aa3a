"""D11: the disk is full, for uploads, for the temporary folder, and under the database. A clear page, no row, no half file."""

import gc
import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings.models import Paper, PaperForm
from members.models import KeptFile
from tests import factories as make
from tests.drills import harness
from tests.drills.small_disk import files_in, fill, small_disk

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
ROUNDS = 20 if harness.FULL else 2
BIG, BIGGER = (
    1_500_000,
    4_000_000,
)  # two of the first are too much for the disk; the second goes through a temporary file
NO_ROOM = "no room left"


@pytest.fixture
def site(cast, as_user, settings, tmp_path):
    """Jo at her browser, a paper to put files to, and where files go."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    meeting = make.meeting(people=[cast.rowan], team=cast.team)
    papers = [
        Paper.objects.create(meeting=meeting, title=f"Paper {n}", summary="Words", added_at=timezone.now())
        for n in (1, 2)
    ]
    client = as_user(Client(raise_request_exception=False), cast.jo)
    return client, papers


def upload(client, paper, *, size=BIG):
    content = b"%PDF-1.4 " + os.urandom(size)
    data = {"do": "upload", "form": "original:", "file": SimpleUploadedFile("budget.pdf", content)}
    return client.post(reverse("meetings:paper", args=[paper.pk]), data)


def pages_open(client, paper):
    return {client.get(address).status_code for address in ("/", reverse("meetings:papers", args=[paper.meeting_id]))}


@pytest.mark.errors_expected
def test_a_full_store_is_a_clear_page_and_leaves_no_row_and_no_half_file(site, settings, tmp_path):
    client, (first, second) = site
    with small_disk(tmp_path / "uploads") as disk:
        assert upload(client, first).status_code == 302
        there = files_in(disk)
        for _ in range(ROUNDS):
            refused = upload(client, second)
            assert (refused.status_code, NO_ROOM in refused.content.decode()) == (507, True)
            assert files_in(disk) == there
            assert not second.forms.exists()
            assert KeptFile.objects.count() == 1
        assert pages_open(client, first) == {200}
        opened = client.get(reverse("meetings:paper_file", args=[first.forms.get().pk]))
        assert opened.status_code == 200
        del opened
        gc.collect()  # what is still being read keeps its room
        (disk / there[0]).unlink()
        assert upload(client, second).status_code == 302, "with room again it works"
        harness.report("d11", half_files=0, rows=0, rounds=ROUNDS)


@pytest.mark.errors_expected
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # the log still holds what was on the disk
def test_a_full_temporary_folder_is_a_clear_page(site, settings, tmp_path):
    client, (first, _) = site
    with small_disk(tmp_path / "temporary") as disk:
        settings.FILE_UPLOAD_TEMP_DIR = str(disk)
        refused = upload(client, first, size=BIGGER)
        assert (refused.status_code, NO_ROOM in refused.content.decode()) == (507, True)
        assert not PaperForm.objects.exists()
        assert files_in(tmp_path / "uploads") == []
        assert pages_open(client, first) == {200}
        assert upload(client, first).status_code == 302, "what fits into memory needs no temporary file"
    settings.FILE_UPLOAD_TEMP_DIR = None
    assert upload(client, first, size=BIGGER).status_code == 302


@pytest.mark.control
def test_a_plain_file_field_would_leave_half_a_file(tmp_path):
    """Negative control: the usual way keeps what it could write."""
    with small_disk(tmp_path / "plain") as disk:
        store = FileSystemStorage(location=disk)
        store.save("one.pdf", ContentFile(os.urandom(BIG)))
        with pytest.raises(OSError, match="No space left"):
            store.save("two.pdf", ContentFile(os.urandom(BIG)))
        assert (disk / "two.pdf").stat().st_size > 0
        harness.report("d11_naive", orphan=(disk / "two.pdf").stat().st_size)


# ---- the database's own disk ------------------------------------------------------------------------------------------
def postgres(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None


@pytest.fixture
def table_on_a_small_disk(tmp_path_factory):
    """The table of a paper's files lies on a disk of two mebibytes of the database's own."""
    place = os.stat(postgres("SHOW data_directory"))
    folder = tmp_path_factory.mktemp("database")
    with small_disk(folder, owner=(place.st_uid, place.st_gid)) as disk:
        for parent in [*folder.parents][:3]:
            parent.chmod(parent.stat().st_mode | 0o011)
        postgres("TRUNCATE meetings_paperform")  # pages of earlier tests would still have room
        postgres(f"CREATE TABLESPACE small LOCATION '{disk}'")
        postgres("ALTER TABLE meetings_paperform SET TABLESPACE small")
        yield disk
        (disk / "filler").unlink(missing_ok=True)
        postgres("ALTER TABLE meetings_paperform SET TABLESPACE pg_default")
        postgres("DROP TABLESPACE small")


@pytest.mark.errors_expected
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_under_the_database_is_a_clear_page_and_leaves_no_file(table_on_a_small_disk, site, tmp_path):
    client, (first, _) = site
    filler = fill(table_on_a_small_disk)
    refused = upload(client, first)
    assert (refused.status_code, NO_ROOM in refused.content.decode()) == (507, True)
    assert files_in(tmp_path / "uploads") == []
    assert not PaperForm.objects.exists()
    assert not KeptFile.objects.exists()
    assert pages_open(client, first) == {200}
    filler.unlink()
    assert upload(client, first).status_code == 302
