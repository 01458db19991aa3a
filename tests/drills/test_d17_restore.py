"""D17: a copy is made, everything is gone, the copy is put back. Erased people stay erased; a copy cut short is refused."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psycopg2
import pyrage
import pytest
from cryptography.fernet import Fernet
from django.conf import settings as site
from django.db import connection
from django.utils import timezone

from coproduction.copies import making, manifest, programs
from coproduction.copies.putting_back import open_copy, put_back
from coproduction.database_roles import giving
from members.actions import erasure, erasure_log
from members.models import Person, SupportPlan
from members.rules import Refused
from tests.drills import copied, harness
from tests.drills.harness import ROOT

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
EMPTY = f"put_back_here_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"  # two of these tests may run at once


def _maintenance(dbname="postgres"):
    asked = connection.get_connection_params()
    names = ("host", "port", "user", "password")
    ours = psycopg2.connect(dbname=dbname, **{name: asked[name] for name in names if asked.get(name)})
    ours.autocommit = True
    return closing(ours)


def ask(sql):
    with _maintenance(EMPTY) as ours, ours.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def change(sql, *, where=EMPTY):
    with _maintenance(where) as ours, ours.cursor() as cursor:
        cursor.execute(sql)


key = pytest.fixture(copied.a_key)


@pytest.fixture
def ground(settings, tmp_path, key):
    return copied.a_small_site(settings, tmp_path, key)


@pytest.fixture
def empty(tmp_path):
    """An empty database and an empty folder: all that is left after a disaster."""
    with _maintenance() as ours, ours.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {EMPTY} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {EMPTY} TEMPLATE template0")
    folder = tmp_path / "after"
    folder.mkdir()
    yield folder
    with _maintenance() as ours, ours.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {EMPTY} WITH (FORCE)")


def folder_in(tmp_path):
    return Path(tempfile.mkdtemp(dir=tmp_path))


def restore(copy: Path, folder: Path, key, *, field_keys=None):
    """As somebody at a console does it, in a process of its own."""
    (folder / "key").write_text(str(key))
    asked = connection.get_connection_params()
    address = f"postgres://{asked['user']}:{asked.get('password', '')}@/{EMPTY}?host={asked['host']}"
    environment = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": address, "TESTING": "", "DEMO": "1"}
    environment |= {"FIELD_KEYS": field_keys or ",".join(site.FIELD_KEYS), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "manage.py", "restore_backup", str(copy), "--key-file", str(folder / "key")]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@harness.LONGER
def test_what_was_copied_comes_back_and_whoever_was_erased_since_stays_erased(ground, empty, key, tmp_path):
    _, ivo, _ = ground
    began = time.monotonic()
    copy = making.back_up(folder=tmp_path / "copies", now=timezone.now())
    making_took = time.monotonic() - began
    assert b"Underwood" not in copy.read_bytes()
    assert not list(tmp_path.glob("copy-*")), "nothing unsealed is left behind"
    people = Person.objects.count()
    erasure.erase(person=ivo, actor=erasure.BY_RULE, now=timezone.now(), check=False)
    shutil.copy(erasure_log.path(), empty / "erasures.jsonl")
    began = time.monotonic()
    done = restore(copy, empty, key)
    harness.report("d17", copied_in=round(making_took, 1), put_back_in=round(time.monotonic() - began, 1))
    assert done.returncode == 0, done.stderr
    assert "Erased again: 1" in done.stdout
    assert ask("SELECT count(*) FROM members_person") == [(people,)]
    names = {name for (name,) in ask("SELECT name FROM members_person")}
    assert "Wren Underwood" in names
    assert "Ivo Underwood" not in names
    assert ask("SELECT count(*) FROM members_channel WHERE address = 'ivo@example.org'") == [(0,)]
    assert ask("SELECT key, state FROM members_letter ORDER BY key") == [
        ("drill:0", "uncertain"), ("drill:1", "waiting"),
    ]  # fmt: skip
    assert (empty / "uploads/a/photo.jpg").read_bytes() == (tmp_path / "uploads/a/photo.jpg").read_bytes()


@pytest.mark.control
def test_a_copy_cut_short_and_another_key_are_refused_before_anything_is_changed(ground, key, tmp_path):
    copy = making.back_up(folder=tmp_path / "copies", now=timezone.now())
    assert open_copy(copy, str(key), folder_in(tmp_path))["files"]
    short, changed = tmp_path / "short.age", tmp_path / "changed.age"
    short.write_bytes(copy.read_bytes()[:-2000])
    whole = bytearray(copy.read_bytes())
    whole[9000] ^= 1
    changed.write_bytes(whole)
    for file, secret in ((short, key), (changed, key), (copy, pyrage.x25519.Identity.generate())):
        with pytest.raises(Refused, match="Nothing was changed"):
            open_copy(file, str(secret), folder_in(tmp_path))
    with pytest.raises(Refused, match="no secret key"):
        open_copy(copy, "hunter2", folder_in(tmp_path))
    with pytest.raises(Refused, match=r"still running|people in this database"):
        put_back(copy=copy, secret=str(key), now=timezone.now())
    assert Person.objects.filter(name="Wren Underwood").exists()


@harness.LONGER
def test_with_other_keys_nothing_is_left_behind_and_the_right_ones_can_be_given(ground, empty, key, tmp_path):
    SupportPlan.objects.create(person=ground[0], helps="A seat near the door", changed_at=timezone.now())
    copy = making.back_up(folder=tmp_path / "copies", now=timezone.now())
    done = restore(copy, empty, key, field_keys=Fernet.generate_key().decode())
    assert "FIELD_KEYS do not open" in done.stderr
    assert ask("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace") == [(0,)]


@pytest.fixture
def reports(ground):
    """The view that a spreadsheet of the charity's own reads, as `database_roles` makes it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA report")
        cursor.execute("CREATE VIEW report.felt_of_years AS SELECT year, tables FROM public.dashboards_feltofyear")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA report CASCADE")


@harness.LONGER
def test_where_reports_are_read_from_views_a_restore_that_failed_once_works_the_second_time(
    ground, reports, empty, key, tmp_path, monkeypatch
):
    """Also of a copy that was made while copies still held the views: then both tries bring them along."""
    SupportPlan.objects.create(person=ground[0], helps="A seat near the door", changed_at=timezone.now())
    run = programs.run
    with monkeypatch.context() as patched:
        patched.setattr(programs, "run", lambda *said: run(*(each for each in said if "exclude-schema" not in each)))
        copy = making.back_up(folder=tmp_path / "copies", now=timezone.now())
    assert "report" in schemas_in(copy, key, tmp_path)
    done = restore(copy, empty, key, field_keys=Fernet.generate_key().decode())
    assert "FIELD_KEYS do not open" in done.stderr
    ask("CREATE SCHEMA IF NOT EXISTS report; CREATE VIEW report.felt_of_years AS SELECT 1 AS year; SELECT 1")
    done = restore(copy, empty, key)
    assert done.returncode == 0, done.stderr
    assert ask("SELECT to_regnamespace('report')") == [(None,)], (
        "a view would stand in the way of bringing tables up to date"
    )


@pytest.fixture
def roles():
    """What the five roles of this test are called before their names, and one that owns the database and may do nothing else."""
    for name in ("site", "owner", "rw", "report", "backup", "retention"):
        change(f"CREATE ROLE {EMPTY}_{name}", where="postgres")
    yield EMPTY
    for name in ("site", "owner", "rw", "report", "backup", "retention"):
        change(f"DROP ROLE {EMPTY}_{name}", where="postgres")


@harness.LONGER
def test_where_there_are_roles_the_owner_of_the_database_puts_it_back_and_a_superuser_gives_them_again(
    ground, reports, roles, empty, key, tmp_path
):
    """As docs/running.md has it: `restore_backup` by the first address, then `database_roles --sql` for a superuser."""
    change(f"ALTER DATABASE {EMPTY} OWNER TO {roles}_site")
    change(f"ALTER DATABASE {EMPTY} SET role = {roles}_site")  # whoever connects may do what that one may
    assert ask("SELECT current_user") == [(f"{roles}_site",)]
    done = restore(making.back_up(folder=tmp_path / "copies", now=timezone.now()), empty, key)
    assert done.returncode == 0, done.stderr
    assert "run `manage.py database_roles`" in done.stdout
    change(f"ALTER DATABASE {EMPTY} RESET role")
    change(giving.sql("roles", roles) + giving.sql("rights", roles))
    assert ask(f"SET ROLE {roles}_rw; SELECT count(*) FROM members_person") == [(3,)]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(f"SET ROLE {roles}_rw; DELETE FROM members_personevent RETURNING pgh_id")
    assert ask(f"SET ROLE {roles}_rw; SELECT history_remove('members_personevent', '{{}}')") == [(0,)]
    assert ask(f"SET ROLE {roles}_report; SELECT * FROM report.board_reports") == []


def test_no_copy_holds_the_views_of_reports(ground, reports, key, tmp_path):
    copy = making.back_up(folder=tmp_path / "copies", now=timezone.now())
    assert "report" not in schemas_in(copy, key, tmp_path)


@harness.LONGER
def test_somebody_elses_reports_are_not_taken_for_ours(ground, empty, key, tmp_path):
    ask("CREATE SCHEMA report; CREATE TABLE report.of_the_finance_team (id int); SELECT 1")
    done = restore(making.back_up(folder=tmp_path / "copies", now=timezone.now()), empty, key)
    assert "not ours" in done.stderr
    assert ask("SELECT count(*) FROM report.of_the_finance_team") == [(0,)]


def schemas_in(copy, key, tmp_path):
    folder = folder_in(tmp_path)
    open_copy(copy, str(key), folder)
    listed = subprocess.run(
        [programs._program("pg_restore"), "--list", str(folder / "database.dump")], capture_output=True, text=True
    )
    return set(re.findall(r" SCHEMA - (\w+) ", listed.stdout))


@harness.LONGER
def test_another_programs_database_is_not_taken_for_an_empty_one(ground, empty, key, tmp_path):
    ask("CREATE TABLE somebody_elses (id int); SELECT 1")
    done = restore(making.back_up(folder=tmp_path / "copies", now=timezone.now()), empty, key)
    assert "not ours" in done.stderr
    assert ask("SELECT count(*) FROM somebody_elses") == [(0,)]


@pytest.mark.control
def test_a_dump_that_lost_rows_is_noticed(ground, key, tmp_path, monkeypatch):
    """The manifest says what there was: a dump that Postgres takes without a word is not enough."""
    real = making.manifest.of_database

    def one_more():
        found = real()
        found["tables"]["members_person"] += 1
        return found

    monkeypatch.setattr(making.manifest, "of_database", one_more)
    held = open_copy(making.back_up(folder=tmp_path / "copies", now=timezone.now()), str(key), folder_in(tmp_path))
    monkeypatch.undo()
    lost = manifest.differences(held, manifest.of_database())
    assert [line for line in lost if "members_person:" in line] == ["members_person: 4 rows in the copy, 3 here"]


def test_without_a_key_no_copy_is_made_and_old_copies_go(ground, tmp_path, settings):
    now, folder = timezone.now(), tmp_path / "copies"
    made = making.back_up(folder=folder, now=now)
    old = folder / "same-table-20200101000000.age"
    old.write_bytes(made.read_bytes())
    making.note_of(old).write_text("what it was when it was made")
    assert making.forget_old(folder=folder, days=35, now=now) == 1
    (folder / "same-table-before-the-upgrade.age").write_bytes(b"kept by hand")
    assert making.forget_old(folder=folder, days=35, now=now) == 0
    kept = {made.name, making.note_of(made).name, "same-table-before-the-upgrade.age"}
    assert {path.name for path in folder.iterdir()} == kept
    for wrong, words in (("", "BACKUP_KEY is not set"), ("age1nonsense", "no public key")):
        settings.BACKUP_KEY = wrong
        with pytest.raises(Refused, match=words):
            making.back_up(folder=folder, now=now)


def test_three_copies_can_be_put_back_at_once_for_one_takes_a_lock_on_every_table_and_index():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_locks_per_transaction')::int * current_setting('max_connections')::int"
        )
        locks = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'i', 'S', 't', 'v')")
        assert locks > 3 * cursor.fetchone()[0]


def test_too_few_locks_are_named_with_what_to_do(monkeypatch):
    said = (
        'pg_restore: error: ERROR: out of shared memory HINT: You might need to increase "max_locks_per_transaction".'
    )
    monkeypatch.setattr(programs.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1, "", said))
    monkeypatch.setattr(programs, "_program", lambda name: name)
    with pytest.raises(Refused, match="max_locks_per_transaction = 256"):
        programs.run("pg_restore")
