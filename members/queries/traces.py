"""Where somebody's name, address or number stands in words that belong to others: every column of every table."""

import base64
import functools
import html
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField, FileField, JSONField, Model, TextField
from pghistory.models import Event

from members import personal_data
from members.models.sealed import SealedTextField
from members.personal_data import Erase
from members.queries import filled, spreadsheet_lines
from members.queries.needles import Needle
from members.queries.portions import portions_of, read_portion

A_MEMBER = "a member"
AROUND = 60  # signs shown either side
MOST = 500  # places shown for a decision; a name that stands more often is a word
BATCH = 2000
# Names and addresses of others are theirs, also when they are the same as those of the person who goes.
THEIR_OWN = {
    "members.person": {"name", "sort_name", "username", "password"},
    "members.channel": {"address"},
    "members.letter": {"to_address", "key", "message_id"},
    "members.job": {"key"},
    "account.emailaddress": {"email"},
    "mfa.authenticator": {"data"},
}
# Columns that hold one name and nothing else: where it is another's, the surname alone makes it nobody's but theirs.
ONE_NAME = {
    "members.enquiry": {"name"},
    "members.contacttask": {"to_name"},
    "members.agreed": {"witness_name"},
    "meetings.registration": {"name", "badge_name"},
    "meetings.speaker": {"name"},
    "meetings.agendaitem": {"lead_name"},
    "meetings.grouptable": {"facilitator_name"},
    "meetings.othergroup": {"contact_name"},
    "meetings.venue": {"contact_name"},
}
ADDRESSED = {"members.letter", "members.importrow"}  # written by us, to or about one person, by their name
NEVER = {  # rows that must not change, or that hold no words of anybody
    "members.concern",
    "members.concernentry",
    "members.erasurereceipt",
    "members.redaction",
    "contenttypes.contenttype",
    "auth.permission",
    "sessions.session",
}


@dataclass(frozen=True)
class Trace:
    """One column of one row in which something was found. `key` names it in a form. `of_another`: it holds what they
    share with the person whom it is about; `named`: whom a line names; `told`: what it is, where the names of tables and
    columns say little."""

    model: type
    pk: object
    field: str
    text: str
    found: str
    is_sure: bool
    of_another: bool = False
    named: str = ""
    told: str = ""

    @property
    def key(self):
        return f"{self.model._meta.label_lower}:{self.pk}:{self.field}"

    @property
    def where(self):
        if self.told:
            return self.told
        tracked = getattr(self.model, "pgh_tracked_model", None)
        name = (tracked or self.model)._meta.verbose_name
        return f"{name}: {self.model._meta.get_field(self.field).verbose_name}{' (earlier)' if tracked else ''}"

    @property
    def around(self):
        """The words before, the hit, the words after."""
        at = self.text.casefold().find(self.found.casefold())
        end = at + len(self.found)
        return self.text[max(0, at - AROUND) : at], self.text[at:end], self.text[end : end + AROUND]


@functools.cache
def events_of(model) -> list[type[Model]]:
    """The tables of history of this model."""
    every = (each for each in apps.get_models() if issubclass(each, Event))
    return [each for each in every if getattr(each, "pgh_tracked_model", None) is model]


# ---- where to look ---------------------------------------------------------------------------------------------------
def columns() -> Iterator[tuple[type, list, list]]:
    """Every table of ours with its columns of words, and its sealed ones; history included, what is held left out."""
    for model in apps.get_models(include_auto_created=True):
        label = getattr(model, "pgh_tracked_model", model)._meta.label_lower
        record = personal_data.find(getattr(model, "pgh_tracked_model", model))
        held = record is not None and Erase.HOLD in record.paths.values()
        if not model._meta.managed or model._meta.proxy or held or label in NEVER:
            continue
        plain = [f for f in model._meta.concrete_fields if is_words(f) and f.name not in THEIR_OWN.get(label, ())]
        sealed = [f for f in model._meta.concrete_fields if isinstance(f, SealedTextField)]
        if plain or sealed:
            yield model, plain, sealed


def is_words(field) -> bool:
    """Whether people's words may stand in this column: not a choice, not a key that leads somewhere."""
    if field.is_relation or field.primary_key or field.generated or isinstance(field, SealedTextField):
        return False
    if isinstance(field, ArrayField):
        return is_words(field.base_field)
    if field.name.startswith("pgh_") or (field.unique and not field.editable):  # what a page told a form to say, once
        return False
    return isinstance(field, CharField | TextField | JSONField | FileField) and not field.choices


def find(needles, *, besides=(), progress=None, most=None) -> list[Trace]:
    """Every place where one of these stands; rows of `besides` ({model: ids}) belong to the person and go anyway.

    Of places that may be somebody else's, no more are looked for once `most` are found (0: only the sure ones).
    progress(done, of) is told on the way, so that a large table keeps the lease.
    """
    needles = [needle for needle in needles if needle.pieces]
    sure = [needle for needle in needles if needle.is_sure]
    besides = dict(besides)
    found, unsure, tables, full = [], 0, list(columns()), filled.models()
    for number, (model, plain, sealed) in enumerate(tables, start=1):
        for rows in _portions(model, plain, sealed) if model in full else ():
            wanted = needles if most is None or unsure < most else sure
            places = list(rows(wanted, besides.get(model, ()))) if wanted else []
            unsure += sum(not place.is_sure for place in places)
            found += places
            if progress:
                progress(number - 1, len(tables))
        if progress:
            progress(number, len(tables))
    return spreadsheet_lines.in_words(found)


def _portions(model, plain, sealed):
    """The table in pieces: its words portion by portion, then each sealed column. Each is called with what to look for."""
    for after, until in portions_of(model) if plain else ():
        yield functools.partial(_in_plain, model, plain, after, until)
    for field in sealed:
        yield functools.partial(_in_sealed, model, field)


def _in_plain(model, fields, after, until, needles, besides):
    rows = read_portion(model, fields, needles, besides, after=after, until=until)
    called = _called(model, [pk for pk, *_ in rows])
    for pk, *values in rows:
        named = zip([f.name for f in fields], values, strict=True)
        yield from _hits(model, pk, named, needles, called.get(pk, ""))


def _in_sealed(model, field, needles, besides):
    for pk, value in _sealed(model, field, besides):
        yield from _hits(model, pk, [(field.name, value)], needles)


def again(keys, needles) -> list[Trace]:
    """The places of these keys as they stand now, in the same order; what was changed or removed since is left out."""
    wanted, found = {}, {}
    for key in keys:
        label, pk, name = key.split(":")
        wanted.setdefault((label, name), []).append(pk)
    for (label, name), pks in wanted.items():
        model = apps.get_model(label)
        called = _called(model, pks)
        for pk, value in model._base_manager.filter(pk__in=pks).values_list("pk", name):
            text = value if isinstance(value, str) or value is None else json.dumps(value, ensure_ascii=False)
            for trace in _hits(model, pk, [(name, text)], needles, called.get(pk, "")):
                found[trace.key] = trace
    return spreadsheet_lines.in_words([found[key] for key in keys if key in found])


def _sealed(model, field, besides):
    rows = model._base_manager.exclude(**{field.name: None}).exclude(pk__in=list(besides)).order_by("pk")
    yield from rows.values_list("pk", field.name).iterator(chunk_size=BATCH)


def _called(model, pks) -> dict:
    """Whose letter or row of a spreadsheet each is, by name: where a namesake is addressed, nobody has to decide."""
    if model._meta.label_lower not in ADDRESSED or not pks:
        return {}
    return dict(model._base_manager.filter(pk__in=list(pks)).exclude(person=None).values_list("pk", "person__name"))


def _hits(model, pk, values, needles, called=""):
    needles = [needle for needle in needles if needle.is_sure or not needle.pattern.search(called)]
    for name, text in values:
        if not text:
            continue
        plain = html.unescape(text)
        hits = [(needle, needle.pattern.search(plain) or needle.pattern.search(text)) for needle in needles]
        hits = [(needle, hit, _is_anothers(model, name, plain, needle, needles)) for needle, hit in hits if hit]
        if hits:
            needle, hit, of_another = min(hits, key=lambda each: each[2])  # what may be theirs comes before what is not
            trace = Trace(model, pk, name, plain, hit.group(0), needle.is_sure, of_another=of_another)
            yield spreadsheet_lines.seen(trace, needles, known_as=called)


def _is_anothers(model, field, text, needle, needles):
    """Whether only somebody else is named there: by the whole name of a person we know, or in a column of one name."""
    if needle.is_sure:
        return False
    label = getattr(model, "pgh_tracked_model", model)._meta.label_lower
    one_name = field in ONE_NAME.get(label, ()) and spreadsheet_lines.is_another(text, needles)
    return one_name or needle.is_of_another(text)


# ---- covering what was found -----------------------------------------------------------------------------------------
def cover(text, needles, *, by=A_MEMBER) -> str:
    """The same words with everything that was looked for replaced."""
    for needle in sorted(needles, key=lambda n: len(n.words), reverse=True):
        text = needle.covered(text, by=by)
        if (escaped := html.escape(needle.words)) != needle.words:
            text = Needle(escaped, needle.is_sure, needle.others).covered(text, by=by)
    return text


def cover_value(value, needles):
    """The same for whatever a column holds: words, a list, or JSON (its keys included)."""
    if isinstance(value, str):
        return cover(value, needles)
    if isinstance(value, list | tuple):
        return [cover_value(each, needles) for each in value]
    if isinstance(value, dict):
        return {cover(str(key), needles): cover_value(each, needles) for key, each in value.items()}
    return value


def in_cache(needles) -> list[str]:
    """Keys of cached things that hold one of these (the cache is a table, its values are pickled)."""
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    wanted = [needle.words.encode() for needle in needles]
    found = []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT cache_key, value FROM {table}")  # noqa: S608 — a name of our own settings
        for key, value in cursor.fetchall():
            held = key.encode() + b" " + base64.b64decode(value.encode())
            if any(words.lower() in held.lower() for words in wanted):
                found.append(key)
    return found
