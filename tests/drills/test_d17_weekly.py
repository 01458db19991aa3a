"""D17, each week: a copy is put back into a Postgres of its own beside the site, measured, and removed again."""

import errno
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from coproduction import health
from coproduction.copies import making, standing, trying
from members.actions import erasure
from members.models import Heartbeat
from members.rules import Refused
from tests.drills import copied, harness

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True), harness.LONGER]
RPO, RTO = 26 * 3600, 15 * 60  # what is promised, in seconds: a copy each night, and back within a quarter of an hour
key = pytest.fixture(copied.a_key)


@pytest.fixture
def folder(settings, tmp_path, key):
    """Where copies are kept; the newest is three hours old."""
    _, ivo, _ = copied.a_small_site(settings, tmp_path, key)
    making.back_up(folder=tmp_path / "copies", now=timezone.now() - timedelta(hours=3))
    erasure.erase(person=ivo, actor=erasure.BY_RULE, now=timezone.now(), check=False)
    return tmp_path / "copies"


def words_of_the_page(settings):
    settings.DEMO = False
    return standing.last_trial(now=timezone.now()).words


def health_word():
    beat = Heartbeat.objects.get(name="try_restore")
    return health.backup_word({"backup": ("ok", 60), "try_restore": (beat.word, 60)}, demo=False)


@pytest.mark.skipif(not harness.FULL, reason="The short form puts back a copy of the moment: DRILLS=full.")
def test_the_newest_copy_is_put_back_and_measured_and_nothing_of_it_stays(folder, key, settings, tmp_path):
    (tmp_path / "key").write_text(str(key))
    said = StringIO()
    call_command("try_restore", str(folder), key_file=tmp_path / "key", stdout=said)
    assert "itself, in" in said.getvalue()
    beat = Heartbeat.objects.get(name="try_restore")
    took, age = (int(part.partition("=")[2]) for part in beat.word.split()[1:3])
    harness.report("d17_weekly", took=took, age=age)
    assert took <= RTO
    assert 3 * 3600 <= age <= RPO
    assert not (tmp_path / "trial-restore").exists()
    assert "the newest copy was 3 hours old" in words_of_the_page(settings)
    assert "With the secret key itself it was last tried on" in words_of_the_page(settings)
    assert health_word() == "ok"


def test_without_the_key_a_copy_of_this_moment_is_put_back_and_the_page_says_so(folder, settings, tmp_path):
    before = list(folder.iterdir())
    done = trying.try_restore(folder=folder, now=timezone.now())
    assert not done.is_real
    assert list(folder.iterdir()) == before, "no copy that nobody can open lies among the others"
    assert Heartbeat.objects.get(name="backup").at < timezone.now() - timedelta(hours=2), "and it is no night's copy"
    assert not (tmp_path / "trial-restore").exists()
    assert "The secret key itself was never tried" in words_of_the_page(settings)


@pytest.mark.control
def test_a_copy_cut_short_fails_the_trial(folder, key, settings, tmp_path):
    ((_, copy),) = making.copies(folder)
    copy.write_bytes(copy.read_bytes()[:-2000])
    with pytest.raises(Refused, match="damaged or cut short"):
        trying.try_restore(folder=folder, secret=str(key), now=timezone.now())
    assert "did not work" in words_of_the_page(settings)
    assert health_word() == "the last trial of a copy failed"
    assert not (tmp_path / "trial-restore").exists()


@pytest.mark.control
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda copy: copy.write_bytes(b""), "empty or no copy"),
        (lambda copy: copy.write_bytes(b"x" * copy.stat().st_size), "empty or no copy"),
        (lambda copy: copy.write_bytes(copy.read_bytes()[:-1]), "damaged or cut short"),
        (lambda copy: making.note_of(copy).unlink(), "whether it is whole"),
    ],
    ids=["empty", "something else", "one byte short", "without its note"],
)
def test_without_the_key_too_the_newest_copy_must_be_what_it_was_when_it_was_made(folder, settings, spoil, words):
    ((_, copy),) = making.copies(folder)
    making.check_whole(copy)
    spoil(copy)
    with pytest.raises(Refused, match=words):
        trying.try_restore(folder=folder, now=timezone.now())
    assert "did not work" in words_of_the_page(settings)


@pytest.mark.control
def test_a_trial_that_stops_for_any_reason_leaves_no_word_that_it_worked(folder, settings, tmp_path, monkeypatch):
    """A disk that fills up in the middle, and one that is too full to begin."""
    Heartbeat.objects.create(name="try_restore", word="ok seconds=9 age=60 key=moment", at=timezone.now())
    assert "It worked" in words_of_the_page(settings)

    def is_full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(making.pyrage, "encrypt_file", is_full)
    with pytest.raises(OSError, match="No space left"):
        trying.try_restore(folder=folder, now=timezone.now())
    assert "did not work" in words_of_the_page(settings)
    assert health_word() == "the last trial of a copy failed"
    assert not list(tmp_path.glob("copy-*")) + list(tmp_path.glob("trial-restore")), "nothing unsealed is left behind"
    monkeypatch.setattr(trying.shutil, "disk_usage", lambda _: SimpleNamespace(free=210 * trying.MB))
    with pytest.raises(Refused, match=r"There are 210 MB free in .* and a trial needs \d{3}: .* Make room"):
        trying.try_restore(folder=folder, now=timezone.now())
    assert "did not work" in words_of_the_page(settings)


@pytest.mark.control
def test_an_old_copy_and_no_copy_fail_the_trial(folder, tmp_path):
    ((_, copy),) = making.copies(folder)
    copy.rename(folder / f"same-table-{timezone.now() - timedelta(hours=27):%Y%m%d%H%M%S}.age")
    with pytest.raises(CommandError, match=r"27 hours old\. One is due each night"):
        call_command("try_restore", str(folder))
    with pytest.raises(CommandError, match="no copy in"):
        call_command("try_restore", str(tmp_path))
