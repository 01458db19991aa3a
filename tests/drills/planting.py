"""Puts a marker into every column of words that a person has anywhere, and finds whatever is left of it in a dump."""

import base64
import os
import re
import shutil
import subprocess
import uuid
import zipfile
from datetime import time
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from coproduction.embedded_home import find_home
from members import personal_data
from members.models import Person
from members.models.sealed import SealedTextField
from members.personal_data import Erase

MARKER = "zqxjvk"
BY_SITE = {"sessions.Session", "pghistory.Context"}  # no way leads from them; using the site fills them
HANDMADE = {"members.Person"}  # planted by the drill itself
FITTING = {  # what a row has to say of itself where it is without a place, an agreement, or a yes
    "meetings.Registration": {"state": "cancelled", "offer_expires_at": None},
    "meetings.NextStep": {"could_not_because": ""},
    "projects.Agreement": {"published_version": None, "published_at": None},
    "projects.Decision": {"opened_at": None, "decided_on": None, "outcome": ""},
    "projects.Voice": {"organisation": None},
    "projects.OwnStory": {"published_at": None},
    "dashboards.BoardReport": {"figures": b"{}", "sha256": sha256(b"{}").hexdigest()},
}
MUST = {
    "projects.RecognitionOffer": {"opportunity"},
    "projects.Decision": {"agreement"},
}  # one of two links, where either would do


def plant_everywhere(person, other):
    """A row of every registered model for this person, each column of words full of the marker; what could not be made."""
    failed = {}
    for record in personal_data.records():
        if record.model._meta.label in BY_SITE | HANDMADE:
            continue
        for path, how in record.paths.items():
            if how in (Erase.UNLINK, Erase.HOLD):
                continue
            if why := _planted_or_why_not(record.model, person, other, path):
                failed[f"{record.model._meta.label}.{path}"] = why
    return failed


def _planted_or_why_not(model, person, other, path):
    """First with the links that must be there, then with all of them: some rows want one of two."""
    for with_all in (False, True):
        try:
            with transaction.atomic():
                plant(model, person, other, path, with_all=with_all)
            return ""
        except (IntegrityError, ValueError, TypeError) as problem:
            why = str(problem).splitlines()[0]
    return why


def plant(model, person, other, path="", with_all=False, words=MARKER):
    """One row, in which every column of words holds the marker; `path` leads to the person."""
    first, _, rest = path.partition("__")
    values = {}
    for field in model._meta.concrete_fields:
        if field.generated or (field.primary_key and (field.has_default() or isinstance(field, models.AutoField))):
            continue
        if field.name in FITTING.get(model._meta.label, ()):
            values[field.name] = FITTING[model._meta.label][field.name]
        elif field.name == first:
            values[field.name] = plant(field.related_model, person, other, rest, words=words) if rest else person
        elif field.is_relation:
            must = field.name in MUST.get(model._meta.label, ())
            values[field.name] = _other(field, person, other, with_all or must)
        else:
            values[field.name] = _value(field, "plain" if field.name in _keeps(model) else words)
    return model._base_manager.create(**values)


def _keeps(model):
    """Columns that say nothing about anybody, by the register: kinds and keys, made by us and never typed."""
    record = personal_data.find(model)
    return record.keeps if record else ()


def _other(field, person, other, with_all):
    if field.null and (not with_all or field.related_model is field.model):
        return None  # nor does a row need another of its own kind
    if field.related_model is Person:
        return other
    return field.related_model._base_manager.order_by("pk").first() or plant(
        field.related_model, other, other, with_all=with_all, words="plain"
    )


def _value(field, words):
    """The marker where words go; something that fits everywhere else."""
    if isinstance(field, SealedTextField):
        return f"sealed {words}"
    if isinstance(field, ArrayField):
        return [_value(field.base_field, words)]
    if field.choices:
        return field.get_default() if field.has_default() and field.get_default() else _choice(field)
    for kind, make in VALUES:
        if isinstance(field, kind):
            return make(field, words)
    if field.null:
        return None
    return field.get_default() if field.has_default() else 1


def _words(field, words):
    most = field.max_length or 60
    if field.unique or words == "plain":
        return f"{words}{uuid.uuid4().hex}"[:most]
    return f"words {words} words" if most > 18 else words[:most]


VALUES = (  # the narrower kind stands before the wider one
    (models.GenericIPAddressField, lambda field, words: "192.0.2.77"),
    (models.URLField, lambda field, words: f"https://example.org/{words}/{uuid.uuid4().hex[:8]}"),
    (models.EmailField, lambda field, words: f"{words}.{uuid.uuid4().hex[:6]}@example.org"),
    (models.CharField | models.TextField, _words),
    (models.JSONField, lambda field, words: {"said": words}),
    (models.UUIDField, lambda field, words: uuid.uuid4()),
    (models.DateTimeField, lambda field, words: timezone.now()),
    (models.DateField, lambda field, words: timezone.localdate()),
    (models.TimeField, lambda field, words: time(10)),
    (models.BinaryField, lambda field, words: words.encode()),
)


def _choice(field):
    values = [value for value, _ in field.flatchoices if value not in ("", None)]
    return values[-1]


# ---- the dump --------------------------------------------------------------------------------------------------------
def dump() -> str:
    """Everything in the database, as pg_dump writes it (its own program, so that it knows every table)."""
    program = find_home(Path(os.environ["DATA_DIR"])).program("pg_dump") if "TEST_SERVERS" in os.environ else "pg_dump"
    ours = connection.settings_dict
    command = [str(program), "--no-owner", "-h", str(ours["HOST"]), "-d", ours["NAME"]]
    command += ["-U", ours["USER"]] if ours["USER"] else []
    command += ["-p", str(ours["PORT"])] if ours["PORT"] else []
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "PGPASSWORD": ours["PASSWORD"] or ""}
    )
    return done.stdout


def hits(text: str, *markers: str) -> list[str]:
    """Every line of the dump in which a marker stands, in plain words, pickled, packed or sealed with any of our keys."""
    cipher = MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])
    wanted = [marker.encode().lower() for marker in markers]
    found, table = [], ""
    for line in text.splitlines():
        if line.startswith("COPY "):
            table = line.split()[1]
        for held in (line.encode(), *_opened(line, cipher)):
            if any(marker in held.lower() for marker in wanted):
                found.append(f"{table}: {line[:160]}")
                break
    return found


def _opened(line, cipher):
    for hexed in re.findall(r"\\\\?x([0-9a-f]{16,})", line):
        raw = bytes.fromhex(hexed)
        yield raw
        try:
            yield cipher.decrypt(raw)
        except InvalidToken:
            pass
    for packed in re.findall(r"[A-Za-z0-9+/]{40,}={0,2}", line):
        try:
            yield base64.b64decode(packed + "=" * (-len(packed) % 4))
        except ValueError:
            pass


def uploads_with(*markers: str) -> list[str]:
    """Files below the uploads folder that hold a marker, by name or inside (zips looked into)."""
    found = []
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if not path.is_file():
            continue
        contents = [path.read_bytes(), path.name.encode()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as inside:
                contents += [inside.read(name) for name in inside.namelist()]
        if any(marker.encode().lower() in held.lower() for held in contents for marker in markers):
            found.append(path.name)
    return found


def empty_uploads():
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
