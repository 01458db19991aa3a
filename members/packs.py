"""Everything held about one person, gathered from every model of the register, in words the person can read (DP-02)."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from django.db.models import BooleanField, CharField, DateField, Field, ForeignKey, TextField
from pghistory.models import Context

from members import personal_data
from members.models import AccessNeed, Channel, CheckIn, KeptFile, Membership, Person, Supporter, SupportPlan
from members.models.sealed import SealedTextField
from members.pack_words import SECRETS, change, in_words
from members.personal_data import Erase, Export, History
from members.queries import filled, kinds_of_record, traces
from members.queries.other_names import Names
from members.words import plural

HELD_BACK = "[held back: it is about somebody else too]"
OTHERS_NAMED = "It names somebody else."
OTHERS_WROTE = "Somebody else wrote it."
THEIR_OWN_WORDS = {  # sent to them, or said by them: whoever is named there, they know it
    "account.EmailAddress",
    "meetings.ThisTime",
    "members.AccessNeed",
    "members.AccessPassport",
    "members.Channel",
    "members.Complaint",
    "members.Draft",
    "members.Letter",
    "members.Person",
    "members.RightsRequest",
    "members.SupporterCopy",
    "members.SupportPlan",
    "members.TrustedContact",
}
BY_THE_SITE = {  # columns that only the site itself writes: nobody's words; looked at only where they name somebody else
    "members.ContactTask": {"why", "script", "about"},
    "members.KeptFile": {"extension", "sha256"},
    "projects.Position": {"option"},
}
KEY = re.compile(r"[a-z_]+:\d+")  # "meeting:1"
TWICE = {"html", "attachments"}  # the same words again
MOST_CHANGES = 5000


@dataclass(frozen=True)
class Fact:
    """One thing we hold. `why` says why somebody must read it before it is given; `place` finds it again."""

    label: str
    value: str
    place: str = ""
    why: str = ""


@dataclass
class Item:
    title: str
    number: object = None
    facts: list[Fact] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)


@dataclass
class Section:
    """One kind of record: what it is, how long it is kept, and each of them."""

    title: str
    kept: str
    items: list[Item] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    group: str = kinds_of_record.REST
    named: int = 0  # entries that only name them

    @property
    def line(self):
        """ "Meetings you came to: 12 entries"."""
        return f"{self.title}: {plural(len(self.items) + self.named, 'entry,entries')}"


ABOUT_THEM_FIRST = (Person, Channel, AccessNeed, Membership)  # who they are, before what happened; then by name
THEIRS_ALONE = (SupportPlan, Supporter, CheckIn)  # words a coordinator may not read (domain 5.2)


def gather(person, *, for_themselves=True, progress=None) -> list[Section]:
    """Every section that holds anything. progress(done, of) is told after each model.

    In a copy that a coordinator makes and hands over, the support plan and check-ins are named without their words: the
    person opens those on their own page, or has a supporter they named print them.
    """
    names = Names(person)
    records = [record for record in personal_data.records() if record.export != Export.NOT or _unlinked(record)]
    records.sort(key=_nearness)
    if not for_themselves:
        records = [replace(r, export=Export.FACT) if r.model in THEIRS_ALONE else r for r in records]
    found, full = [], filled.models()
    for done, record in enumerate(records, start=1):
        section = _section(record, person, names, full)
        if section.items or section.counted:
            found.append(section)
        if progress:
            progress(done, len(records) + 1)
    if done_here := _done_on_the_site(person):
        found.append(done_here)
    return found


def grouped(sections) -> list[tuple[str, list[Section]]]:
    """(heading, its sections) in the order somebody looks for them; a heading with nothing below it is left out."""
    found = [(heading, [s for s in sections if s.group == heading]) for heading in kinds_of_record.GROUPS]
    return [(heading, below) for heading, below in found if below]


def _nearness(record):
    """Who they are stands before what happened; all else stays in the order it had."""
    return ABOUT_THEM_FIRST.index(record.model) if record.model in ABOUT_THEM_FIRST else len(ABOUT_THEM_FIRST)


def files_about(person, *, now):
    """Files about them, packs themselves left out."""
    return KeptFile.objects.standing(now=now).filter(about_person=person, access_pack=None).order_by("kept_at", "pk")


def texts_to_read(sections) -> list[tuple[str, Fact]]:
    """(title, fact) of everything that somebody must read before it is given."""
    return [(f"{s.title}: {i.title}", f) for s in sections for i in s.items for f in i.facts if f.why]


# ---- one kind of record ----------------------------------------------------------------------------------------------
def _unlinked(record):
    return any(how == Erase.UNLINK for how in record.paths.values())


def _section(record, person, names, full):
    model = record.model
    section = Section(kinds_of_record.words(model), record.retain, group=kinds_of_record.group(model))
    for path, how in record.paths.items() if model in full else ():
        rows = model._base_manager.filter(**{path: person.pk}).order_by("pk")
        if how == Erase.UNLINK:
            if count := rows.count():
                section.counted.append(f"{_link_words(model, path)}: {count}")
                section.named += count
        elif record.export != Export.NOT:
            section.items += [_item(record, row, person, names) for row in rows.select_related(*_near(model))]
    if record.history == History.REDACT and record.export in (Export.FULL, Export.OWN_PART):
        _add_changes(record, section, person, full)
    return section


def _link_words(model, path):
    words = str(model._meta.get_field(path.partition("__")[0]).verbose_name)
    return f"You stand here as “{words.replace('_', ' ')}”"


def _near(model):
    """Links drawn by name, people left out."""
    return [f.name for f in model._meta.concrete_fields if isinstance(f, ForeignKey) and f.related_model is not Person]


def _item(record, row, person, names):
    title = str(row) if record.export == Export.FULL else f"{row._meta.verbose_name} {row.pk}".capitalize()
    item = Item(names.cover(title)[:200], row.pk)
    for column in row._meta.concrete_fields:
        if _is_shown(column, record):
            value = _value(column, row, person)
            if value not in ("", None):
                label = str(column.verbose_name).replace("_", " ").capitalize()
                item.facts.append(_fact(record, column, row, label, value, names))
    return item


def _is_shown(column, record):
    if column.primary_key or column.name in SECRETS | TWICE or column.name.startswith("pgh_"):
        return False
    if record.export == Export.FACT:
        return isinstance(column, DateField | BooleanField) or bool(column.choices)
    return True


def _fact(record, column, row, label, value, names):
    if not is_free(column):
        return Fact(label, value)
    place = f"{row._meta.label_lower}:{row.pk}:{column.name}"
    by_the_site = column.name in BY_THE_SITE.get(record.model._meta.label, ()) or KEY.fullmatch(value)
    if record.export == Export.OWN_PART and not by_the_site:
        return Fact(label, value, place, OTHERS_WROTE)
    to_them = record.model._meta.label in THEIR_OWN_WORDS or (by_the_site and getattr(row, "letter_id", None))
    return Fact(label, value, place, "" if to_them or not names.are_in(value) else OTHERS_NAMED)


def is_free(column: Field) -> bool:
    """Words that somebody typed, which may be about anybody."""
    words = isinstance(column, SealedTextField | TextField | CharField)
    return words and not column.choices and not column.unique


def _value(column, row, person):
    """The value in words."""
    raw = getattr(row, column.attname)
    if raw is None or raw == "":
        return ""
    if column.is_relation:
        if column.related_model is Person:
            return "You" if raw == person.pk else "Somebody else"
        return str(getattr(row, column.name))
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    return in_words(raw)


# ---- history ---------------------------------------------------------------------------------------------------------
def _add_changes(record, section, person, full):
    """Each row's changes: when, by whom (as what), which columns; and how many rows there were that are gone."""
    items = {item.number: item for item in section.items}
    for events in traces.events_of(record.model):
        if events not in full:
            continue
        rows = events._base_manager.filter(pgh_obj_id__in=items).select_related("pgh_context")
        before = {}
        for row in rows.order_by("pgh_created_at", "pgh_id"):
            items[row.pgh_obj_id].changes.append(change(row, before.get(row.pgh_obj_id), person))
            before[row.pgh_obj_id] = row
        own = [path for path, how in record.paths.items() if how != Erase.UNLINK and "__" not in path and path != "pk"]
        for path in own:
            gone = events._base_manager.filter(**{path: person.pk, "pgh_label": "delete"}).count()
            if gone:
                section.counted.append(f"Taken away since: {gone}")


def _done_on_the_site(person):
    """Every change this person made here: the day and the page's name."""
    rows = Context.objects.filter(metadata__person=person.pk).order_by("created_at", "pk")
    pages = Counter(row.metadata.get("page", "") for row in rows[:MOST_CHANGES])
    if not pages:
        return None
    section = Section("What you changed on this site", "Six years.", named=pages.total())
    section.counted = [f"{page or 'without a page'}: {count}" for page, count in sorted(pages.items())]
    return section


# ---- the two files ---------------------------------------------------------------------------------------------------
def decided(sections, decisions):
    """The same sections as they are given: `decisions` is {place: words to give, or None to hold it back}."""
    for section in sections:
        for item in section.items:
            item.facts = [
                Fact(f.label, f.value if not f.why else (decisions.get(f.place) or HELD_BACK), f.place)
                for f in item.facts
            ]
    return sections


def as_json(person, sections, *, made_on) -> str:
    """For another program: the same words as on the page."""
    return json.dumps(
        {
            "about": person.name,
            "made_on": made_on.isoformat(),
            "sections": [
                {
                    "title": s.title,
                    "kept": s.kept,
                    "counted": s.counted,
                    "records": [
                        {"title": i.title, "facts": {f.label: f.value for f in i.facts}, "changes": i.changes}
                        for i in s.items
                    ],
                }
                for s in sections
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def counts(person) -> list[tuple[str, int]]:
    """How many rows of what point to this person; not a word of what they say."""
    found, full = Counter(), filled.models()
    for record in personal_data.records():
        for path in record.paths if record.model in full else ():
            found[kinds_of_record.words_for_staff(record.model)] += record.model._base_manager.filter(
                **{path: person.pk}
            ).count()
    return [(what, count) for what, count in sorted(found.items()) if count]
