"""What changed about a record, when, by whom and for whom, in words (from pghistory's event rows).

`of(record)` tells a person, a meeting, an organisation … with what hangs on it. A floor says in `AppConfig.ready()` what
else hangs on a record (`also`) and, where plain "before → after" is not enough, how a change is told (`tell`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.apps import apps
from django.db import models

from members.models import Merger, Person
from members.permissions import TOLD, Role, Via
from members.words import day as day_words
from members.words import local, when

LONGEST = 200  # events of each sort; older ones stay in the database
LONGEST_WORDS = 120
MANY = 4  # of the same in a row become one line
BY_LINK = ", from the link in a letter"
SILENT = {"id", "person", "created_at", "sort_name", "last_login", "granted_by", "updated_at"}


@dataclass(frozen=True)
class Entry:
    """One line of a history; `title` and `text` are what the timeline draws."""

    at: datetime
    title: str
    text: str
    lines: tuple = ()  # the titles of what was gathered into this one line

    @property
    def when(self):
        return when(self.at)


@dataclass(frozen=True)
class Hanging:
    """Another model whose rows belong to a record's history, by the name of the field that points to it."""

    model: type
    field: str


_hanging: dict[type, list[Hanging]] = {}
_tellers: dict[type, Callable] = {}
_silent: dict[type, set] = {}


def also(model, other, field) -> None:
    """The history of a `model` also tells what happened to its rows of `other`, which point to it by `field`."""
    _hanging.setdefault(model, []).append(Hanging(other, field))


def tell(model, teller=None, *, silent=()) -> None:
    """How a change of this model is told: teller(row, earlier, names) -> words, or "" for nothing; `silent`: fields left out."""
    if teller is not None:
        _tellers[model] = teller
    _silent[model] = set(silent)


def of(record, *, reader=None) -> list[Entry]:
    """Every change of this record and of what hangs on it, newest first; the same few questions however long it is.

    `reader` is the person who reads it: in their own history, what they did themselves is "By you".
    """
    model = record._meta.model
    numbers = _numbers_of(record)
    found = list(_pairs(model, pgh_obj_id__in=numbers))
    for each in _hanging.get(model, []):
        found += _pairs(each.model, **{f"{each.field}_id__in": numbers})
    is_own = reader is not None and isinstance(record, Person) and record.pk == reader.pk
    names = Names((row for _, row, _ in found), record, you=numbers if is_own else ())
    told = []
    for source, row, earlier in found:
        if words := _tellers.get(source, plainly(source))(row, earlier, names):
            told.append((row, words))
    told.sort(key=lambda pair: (pair[0].pgh_created_at, pair[0].pgh_id), reverse=True)
    return [Entry(row.pgh_created_at, words, names.who(row)) for row, words in told]


def gathered(entries) -> list[Entry]:
    """What was done many times in one go (a log typed in, a list of meetings) is one line, so that the rest can be found."""
    found = []
    for (_, words, by), run in groupby(entries, key=lambda each: (local(each.at).date(), _what(each.title), each.text)):
        run = list(run)
        if len(run) < MANY or not words:
            found += run
        else:
            title = f"{words[0].upper()}{words[1:]}, {len(run)} times"
            found.append(Entry(run[0].at, title, by, tuple(each.title for each in run)))
    return found


def _what(title):
    """What was done, without where: what stands behind the last colon."""
    return title.rpartition(": ")[2] if ": " in title else ""


def _numbers_of(record):
    """Its own number, and for a person those of the records that were merged into theirs."""
    if not isinstance(record, Person):
        return [record.pk]
    return [record.pk, *Merger.objects.filter(person=record).order_by("pk").values_list("old_number", flat=True)]


def _pairs(model, **which):
    """(model, event, the event before it of the same row), oldest first."""
    events = apps.get_model(model._meta.app_label, f"{model._meta.object_name}Event")
    rows = events.objects.filter(**which).select_related("pgh_context").order_by("-pgh_created_at", "-pgh_id")
    before = {}
    for row in reversed(rows[:LONGEST]):
        yield model, row, before.get(row.pgh_obj_id)
        before[row.pgh_obj_id] = row


class Names:
    """The names behind the numbers of some events: who did it, and what their fields point to. One question a model.

    `record` is the one whose history is told: what is said of it need not be named on every line. `you` are the numbers
    of whoever reads their own.
    """

    def __init__(self, rows, record, *, you=()):
        self.record, self.you = record, set(you)
        rows, wanted = list(rows), {Person: set()}
        self._facts = {r.pgh_context_id: r.pgh_context.metadata for r in rows if r.pgh_context_id and r.pgh_context}
        for facts in self._facts.values():
            wanted[Person] |= {facts.get("person"), facts.get("on_behalf_of")}
        for row in rows:
            for field in row._meta.fields:
                if field.many_to_one and not field.name.startswith("pgh_"):
                    wanted.setdefault(field.related_model, set()).add(getattr(row, field.attname))
        self._found = {
            model: model._base_manager.in_bulk(ids - {None}) for model, ids in wanted.items() if ids - {None}
        }

    def of(self, model, pk):
        """What that row is called; empty for none, and honest about one that is gone."""
        if pk is None:
            return ""
        return str(self._found.get(model, {}).get(pk) or "something that is no longer here")

    def row(self, model, pk):
        """That row itself, when it is still there."""
        return self._found.get(model, {}).get(pk)

    def others(self, *pairs) -> str:
        """ "Sam Okafor, “Advisory Group”": of these (model, id) the ones that are not the record itself."""
        others = [(model, pk) for model, pk in pairs if model is not type(self.record) or pk != self.record.pk]
        return ", ".join(self.of(m, pk) if m is Person else f"“{self.of(m, pk)}”" for m, pk in others)

    def who(self, row):
        """ "By Jo Hartley, Coordinator, for Sam Okafor, by phone"; "By you" where one reads one's own."""
        facts = self._facts.get(row.pgh_context_id) or {}
        named = facts.get("person")
        if through_a_link(row, facts):
            pressed = pressed_by(row, facts)
            if named and pressed is None:
                return "By the site itself"  # a place that became free by it is nobody's press
            return ("By you" if pressed in self.you else "By themselves") + BY_LINK
        if not named:
            return "By the site itself"
        role = facts.get("role")
        is_plain = role not in Role.values or (named in self.you and role == Role.MEMBER)
        said = f"By {self._called(named)}" + ("" if is_plain else f", {Role(role).label}")
        if facts.get("on_behalf_of"):
            said += f", for {self._called(facts['on_behalf_of'])}, {TOLD.get(facts.get('told'), TOLD['phone'])}"
        return said + (f". Why: {facts['why']}" if facts.get("why") else "")

    def _called(self, pk):
        return "you" if pk in self.you else self.of(Person, pk)


def through_a_link(row, facts) -> bool:
    """Whether somebody pressed it through a letter's link, whoever held the letter and whoever was signed in."""
    return facts.get("via") == Via.LINK or (not facts.get("person") and getattr(row, "via", "") == Via.LINK)


def pressed_by(row, facts):
    """Whose link it was (a number), as far as this row is about them; nothing for what only came of their press."""
    named = facts.get("person")
    about = row.pgh_obj_id if row.pgh_tracked_model is Person else getattr(row, "person_id", named)
    return about if named in (None, about) else None


def changed(row, earlier) -> list[str]:
    """Names of the fields that differ from the event before."""
    silent = SILENT | _silent.get(row.pgh_tracked_model, set())
    names = (f.name for f in row._meta.fields if not f.name.startswith("pgh_"))
    return [n for n in names if n not in silent and value(row, n) != value(earlier, n)]


def value(row, name):
    return getattr(row, row._meta.get_field(name).attname)


def plainly(model):
    """A teller for a model without one of its own: added, removed, or each field before and after."""
    name = str(model._meta.verbose_name).capitalize()

    def teller(row, earlier, names):
        if row.pgh_label == "insert" or earlier is None:
            return f"{name} added" if row.pgh_label == "insert" else ""
        if row.pgh_label == "delete":
            return f"{name} removed"
        return before_and_after(row, earlier, names)

    return teller


def before_and_after(row, earlier, names, *, fields=None) -> str:
    """ "Where: “Leatherhead” became “online”. …" for the fields that changed."""
    said = []
    for name in changed(row, earlier) if fields is None else fields:
        field = row._meta.get_field(name)
        label = str(row.pgh_tracked_model._meta.get_field(name).verbose_name)
        label = label[:1].upper() + label[1:]
        if field.get_internal_type() == "BooleanField":
            said.append(f"{label}: {'yes' if value(row, name) else 'no'}")
        elif isinstance(field, models.BinaryField):
            said.append(f"{label}: changed")
        else:
            was, now = (shown(source, name, names) for source in (earlier, row))
            said.append(f"{label}: “{was}” became “{now}”")
    return ". ".join(said)


def shown(row, name, names) -> str:
    """One value as a reader reads it."""
    field, found = row._meta.get_field(name), value(row, name)
    if found in (None, "", []):
        return "nothing"
    if field.many_to_one:
        return names.of(field.related_model, found)
    if display := getattr(row, f"get_{name}_display", None):
        return str(display())
    if isinstance(found, datetime):
        return when(found)
    if isinstance(found, date):
        return day_words(found)
    words = ", ".join(map(str, found)) if isinstance(found, list) else str(found)
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"
