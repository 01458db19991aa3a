"""The quick way to an empty database gives the very same database as Django's own way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, models
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    Migration,
    RenameModel,
    RunPython,
)
from django.db.migrations.state import ModelState, ProjectState, StateApps

from coproduction.embedded import Servers, find_home
from tests.drills import harness

ROOT = Path(__file__).parents[2]
DJANGOS_OWN = (
    "import coproduction.quick_migrations as q; "
    "q.note_triggers_only = q.draw_only_what_is_new = q.keep_what_is_swappable = q.copy_what_may_change = lambda: None; "
)
MIGRATE = "import sys; from django.core.management import execute_from_command_line as run; run(['manage.py', 'migrate', '-v0'])"
SEEN = []


def look(apps, _editor):
    """What a step in Python finds: a place whose house is one of its own houses."""
    house, room = apps.get_model("steps", "House"), apps.get_model("steps", "Room")
    SEEN.append((room._meta.get_field("house").related_model is house, "storeys" in vars(house(storeys=3))))


def steps():
    key = models.AutoField(primary_key=True)
    return [
        CreateModel("House", [("id", key.clone()), ("name", models.CharField(max_length=20))]),
        CreateModel("Room", [("id", key.clone()), ("house", models.ForeignKey("House", models.CASCADE))]),
        AddField("House", "storeys", models.IntegerField(default=1)),
        AddField("House", "best", models.ForeignKey("Room", models.SET_NULL, null=True, related_name="+")),
        AddIndex("House", models.Index(fields=["storeys"], name="by_storeys")),
        AddConstraint("House", models.CheckConstraint(condition=models.Q(storeys__gt=0), name="stands")),
        AddConstraint("Room", models.UniqueConstraint("house", condition=models.Q(house__gt=0), name="one_room")),
        AlterField("House", "id", models.BigAutoField(primary_key=True)),
        AlterField("House", "storeys", models.BigIntegerField(null=True)),
        AlterField("Room", "house", models.ForeignKey("House", models.CASCADE, db_index=False)),
        AddField("Room", "neighbour", models.ForeignKey("Room", models.SET_NULL, null=True)),
        RenameModel("Room", "Chamber"),
        RenameModel("House", "Home"),
        RunPython(look, RunPython.noop),
    ]


def one_way():
    """The house knows nothing of the rooms that point to it, and was drawn alone when its storeys came."""
    made = steps()
    return [*made[:3], made[7]]


def statements(steps):
    migration = Migration("0001", "steps")
    migration.operations = [step for step in steps if not isinstance(step, RunPython)]
    state = ProjectState()
    _ = state.apps  # drawn from the beginning, as in a running migration
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(state, editor, collect_sql=True)
    return editor.collected_sql


@pytest.mark.django_db
def test_the_same_statements_come_out_and_python_sees_all_of_it_drawn_afresh(monkeypatch):
    quick, quick_one_way = statements(steps()), statements(one_way())
    for name in ("add_model", "add_field", "alter_field", "add_index", "add_constraint"):
        monkeypatch.setattr(ProjectState, name, getattr(ProjectState, name).__wrapped__)
    for state in (ModelState, StateApps):
        monkeypatch.setattr(state, "clone", state.clone.__wrapped__)
    assert statements(steps()) == quick
    assert statements(one_way()) == quick_one_way
    for lines in (quick, quick_one_way):
        assert any("BIGINT" in line.upper() and "house_id" in line for line in lines), (
            "the key's change reaches the rooms"
        )
    monkeypatch.undo()

    migration, SEEN[:] = Migration("0002", "steps"), []
    migration.operations = [*steps()[:6], steps()[-1]]  # the house was drawn last, and the room still knows the old one
    with connection.schema_editor() as editor:
        migration.apply(ProjectState(), editor)
    assert SEEN == [(True, True)]


@pytest.mark.skipif(not harness.FULL, reason="Two whole databases take two minutes: DRILLS=full.")
def test_the_whole_database_is_the_same_to_the_letter(tmp_path):
    dumps = [dumped(tmp_path / way, code + MIGRATE) for way, code in (("quick", ""), ("own", DJANGOS_OWN))]
    assert dumps[0] == dumps[1]


def dumped(folder, code):
    servers = Servers(data_dir=folder, durable=False, die_with_us=True)
    try:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "coproduction.settings", **servers.start()}
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)
        command = [find_home(folder).program("pg_dump"), "--schema-only", "-d", environment["DATABASE_URL"]]
        dump = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return [line for line in dump.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]
    finally:
        servers.wipe()
