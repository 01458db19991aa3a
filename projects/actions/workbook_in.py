"""A checked workbook goes into the log, all of it or none."""

import json
from datetime import date

from django.db import transaction
from django.utils import timezone

from meetings.models import Kind
from members import files
from members.models import Person
from members.models.body import Hat
from members.models.people_import import ImportState
from projects.actions.logging_many import Entry, log_many
from projects.models import Activity, LogImport, LogImportRow
from projects.models.log_import import RowFate
from projects.queries import usual_hats

BATCH = 500


@transaction.atomic
def apply(log_import, *, now, progress=lambda done, of: None):
    """Every row that comes in. Names are forgotten: who is known takes part, everybody else is a head."""
    log_import = LogImport.objects.select_for_update(no_key=True, of=("self",)).get(pk=log_import.pk)
    if log_import.state != ImportState.RUNNING:
        return  # somebody else did it while this one waited
    rows = list(log_import.rows.filter(fate=RowFate.NEW))
    words = {row.pk: json.loads(row.words) for row in rows}
    there = Activity.objects.filter(form_token__in=[words[row.pk]["token"] for row in rows])
    there = dict(there.values_list("form_token", "pk"))
    who, kinds = _Who(log_import, today=timezone.localdate(now)), _kinds(words.values())
    for place in range(0, len(rows), BATCH):
        progress(place, len(rows))
        _bring(rows[place : place + BATCH], words, there, who, kinds, log_import, now)
    log_import.rows.update(words="{}")
    kept, log_import.file = log_import.file, None
    log_import.names, log_import.state, log_import.finished_at = None, ImportState.DONE, now
    counts = dict.fromkeys(RowFate.values, 0)
    for fate in log_import.rows.order_by().values_list("fate", flat=True):
        counts[fate] += 1
    log_import.counts = log_import.counts | counts
    log_import.save()
    if kept:
        files.remove([kept])
    progress(len(rows), len(rows))


def _kinds(words):
    """Kinds by id; under None the one for entries that say none, made when it is first needed."""
    kinds = Kind.objects.in_bulk()
    if any(row["kind"] is None for row in words if row.get("token")):
        new = {"name": "Kind not known", "is_active": False}
        kinds[None] = Kind.objects.get_or_create(slug="not-known", defaults=new)[0]
    return kinds


def _bring(rows, words, there, who, kinds, log_import, now):
    new = []
    for row in rows:
        if found := there.get(words[row.pk]["token"]):
            row.fate, row.activity_id = RowFate.SAME, found
        else:
            new.append((row, _entry(words[row.pk], who, kinds, row)))
    made = log_many(entries=[entry for _, entry in new], logged_by=log_import.brought_by, now=now)
    for (row, _), activity in zip(new, made, strict=True):
        row.activity = activity
    LogImportRow.objects.bulk_update(rows, ["fate", "activity", "named", "heads", "why"])


def _entry(words, who, kinds, row):
    first, last = date.fromisoformat(words["first"]), date.fromisoformat(words["last"])
    others, others_le = words["others"]
    hats, lived, unnamed = who.of(words["names"], day=first)
    row.named, row.heads = len(hats), others + unnamed
    return Entry(
        kind=kinds[words["kind"]], title=words["title"], notes=words["notes"], first=first, last=last,
        team_id=words["team"], project_id=words["project"], minutes=words["minutes"], stage=words["stage"],
        others=others + unnamed, others_le=others_le + lived, hats=hats, token=words["token"],
    )  # fmt: skip


class _Who:
    """Who is meant by the names, and as what they took part on a day (LOG-12: nobody's hat is guessed)."""

    def __init__(self, log_import, *, today):
        names = log_import.open_names
        meant = {key: int(name["answer"]) for key, name in names.items() if name["answer"].isdecimal()}
        self.people = Person.objects.filter(erased_at=None).in_bulk(set(meant.values()))
        self.meant = {key: pk for key, pk in meant.items() if pk in self.people}
        self.hats = {}
        self.today = today if log_import.hat_of_today else None

    def of(self, names, *, day):
        """({person id: hats}, heads with lived experience, heads) of one row."""
        hats, lived, unnamed, seen = {}, 0, 0, {}
        for _, key, column in names:
            if seen.setdefault(key, column) != column:
                continue  # the same name in a second column is the same person
            person = self.meant.get(key)
            hat = self._hat(person, day, column) if person else None
            if hat:
                hats.setdefault(person, [hat])
            else:
                unnamed += 1
                lived += column == "people_le"
        return hats, lived, unnamed

    def _hat(self, person, day, column):
        hat = self._on(day).get(person)
        if hat is None and column == "staff":
            hat = Hat.STAFF  # the workbook's own column says so
        if hat is None and self.today:
            hat = self._on(self.today).get(person)
        return hat

    def _on(self, day):
        if day not in self.hats:
            self.hats[day] = usual_hats(list(self.people.values()), day=day)
        return self.hats[day]
