"""export_all: every record in formats that other programs read, sealed words opened, and nothing that lets somebody in."""

import csv
import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from coproduction.copies import leaving_with_all
from members.models import Letter, Person, SupportPlan
from members.post import links
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads/photo.jpg").write_bytes(b"a photo")
    return tmp_path / "all"


def lines(folder, name):
    return [json.loads(line) for line in (folder / "tables" / f"{name}.jsonl").read_text().splitlines()]


def test_every_record_is_there_once_and_sealed_words_are_opened(cast, folder, capsys):
    formula = make.person("=cmd|' /C calc'!A0", post="4 Elm Row")
    SupportPlan.objects.create(person=cast.rowan, helps="A seat near the door", changed_at=timezone.now())
    link = links.link_for(
        person=cast.rowan, purpose="rsvp", about="meeting:1", expires_at=timezone.now(), now=timezone.now()
    )
    guest = make.registration(make.gathering())
    Letter.objects.create(
        key="k",
        kind="note",
        person=cast.rowan,
        due_at=timezone.now(),
        state="sent",
        text=f"Answer: {links.address(link)}",
    )
    cast.rowan.set_password("three quiet words")
    cast.rowan.save()
    call_command("export_all", str(folder))
    people = lines(folder, "members_person")
    assert {row["name"] for row in people} == set(Person.objects.values_list("name", flat=True))
    assert lines(folder, "members_supportplan")[0]["helps"] == "A seat near the door"
    with (folder / "tables/members_person.csv").open(newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert f"'{formula.name}" in names
    assert (folder / "uploads/photo.jpg").read_bytes() == b"a photo"
    everything = " ".join(path.read_text() for path in (folder / "tables").iterdir())
    for secret in (cast.rowan.password, link.token, link.token_hash, guest.token, guest.token_hash):
        assert secret not in everything
    assert "members_person:" in (folder / "READ-ME.txt").read_text()
    assert folder.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="something in that folder"):
        call_command("export_all", str(folder))


def test_no_kind_of_record_of_ours_is_forgotten():
    ours = {m for m in apps.get_models() if m._meta.app_label in {"members", "meetings", "projects", "dashboards"}}
    told = {
        f"{m._meta.label}.{f.name}"
        for m in leaving_with_all.kinds()
        for f in m._meta.concrete_fields
        if f.name.endswith(("token", "_hash", "password"))
    }
    assert all(name.rpartition(".")[2] in leaving_with_all.NOT_TOLD for name in told), told
    assert {m for m in ours if m._meta.managed and not m._meta.proxy} <= set(leaving_with_all.kinds())
