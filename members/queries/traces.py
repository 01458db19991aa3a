"""Where somebody's name, address or number stands in words that belong to others: every column of every table."""

import base64
import functools
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField, FileField, JSONField, Model, TextField
from pghistory.models import Event

from members import personal_data
from members.models import Channel, Merger, Person
from members.models.sealed import SealedTextField
from members.personal_data import Erase
from members.queries import filled, spreadsheet_lines
from members.queries.portions import portions_of, read_portion
from members.queries.spellings import spellings

A_MEMBER = "a member"
SHORTEST = 3  # letters; a part of a name shorter than that is never looked for by itself
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
class Needle:
    """Something to look for. `is_sure`: it can only be this person; else somebody decides place by place."""

    words: str
    is_sure: bool

    @cached_property
    def pattern(self):
        parts = [re.escape(part) for part in self.words.split()]
        return re.compile(r"(?<!\w)" + r"(?:\s|,|&nbsp;)+".join(parts) + r"(?!\w)", re.I)

    @property
    def pieces(self):
        """What the database looks for first; white space between the pieces may be anything."""
        return self.words.replace(",", " ").split()


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


# ---- what to look for ------------------------------------------------------------------------------------------------
def numbers_of(person) -> list[int]:
    """The number of this person, and of every record that was merged into theirs."""
    return [person.pk, *Merger.objects.filter(person=person).order_by("pk").values_list("old_number", flat=True)]


def needles_of(person) -> list[Needle]:
    """Names, addresses and numbers this person has and had, each in the ways it is written; the sure ones first."""
    pks = numbers_of(person)
    names = _now_and_then("Person", "name", pgh_obj_id__in=pks) | {person.name}
    usernames = _now_and_then("Person", "username", pgh_obj_id__in=pks) | {person.username}
    addresses = _now_and_then("Channel", "address", person_id__in=pks)
    addresses |= set(Channel.objects.filter(person=person).values_list("address", flat=True))
    emails = set(EmailAddress.objects.filter(user=person).values_list("email", flat=True))
    sure, unsure = set(), set()
    others = Person.objects.exclude(pk=person.pk)
    namesakes = {name.casefold() for name in others.filter(name__in=names).values_list("name", flat=True)}
    for name in filter(None, names):
        parts = [part for part in name.split() if len(part) >= SHORTEST]
        whole = " ".join(name.split())
        alone = len(name.split()) > 1 and whole.casefold() not in namesakes
        (sure if alone else unsure).add(whole) if len(whole) >= SHORTEST else None
        unsure.update(parts)
    shared = set(Channel.objects.exclude(person=person).filter(address__in=addresses).values_list("address", flat=True))
    for words in filter(None, usernames | addresses | emails):
        for spelling in spellings(words):
            if len(spelling) >= SHORTEST:
                (unsure if words in shared or len(spelling) <= 5 else sure).add(spelling)
    unsure -= sure
    return [Needle(words, True) for words in sorted(sure)] + [Needle(words, False) for words in sorted(unsure)]


def _now_and_then(model, field, **whose):
    events = apps.get_model("members", f"{model}Event").objects.filter(**whose)
    return set(events.order_by().values_list(field, flat=True).distinct())


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
        for needle in needles:
            if hit := needle.pattern.search(plain) or needle.pattern.search(text):
                trace = Trace(model, pk, name, plain, hit.group(0), needle.is_sure)
                yield spreadsheet_lines.seen(trace, needles, known_as=called)
                break


# ---- covering what was found -----------------------------------------------------------------------------------------
def cover(text, needles, *, by=A_MEMBER) -> str:
    """The same words with everything that was looked for replaced."""
    for needle in sorted(needles, key=lambda n: len(n.words), reverse=True):
        text = needle.pattern.sub(by, text)
        if (escaped := html.escape(needle.words)) != needle.words:
            text = Needle(escaped, needle.is_sure).pattern.sub(by, text)
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
