"""A spreadsheet of people comes in: uploaded, its columns named, each row's fate shown, duplicates decided, then done."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

from django.db import transaction

from members import files, spreadsheets
from members.actions import undoing_import
from members.models import Body, ColumnHabit, ImportRow, PeopleImport
from members.models.membership import State
from members.models.people_import import Decision, Fate, ImportState
from members.permissions import Permission, require
from members.post import jobs
from members.queries.matching import Details, Earlier, Known
from members.rules import Refused, columns, places
from members.rules.cells import Wrong

CHECK, APPLY, UNDO = "people_import_check", "people_import_apply", "people_import_undo"
AT_ONCE = 500  # rows; up to so many are dealt with while the coordinator waits
BATCH = 500
LOOK_AT = 60  # rows, to find the headings
FILE_KEPT_FOR, ROWS_KEPT_FOR = timedelta(days=1), timedelta(days=30)
NOT_A_PERSON = "A total or a blank line."


@transaction.atomic
def upload(*, content, name, actor, now) -> PeopleImport:
    """Keep the file for a day, find its headings and guess what they are. Raises Refused."""
    require(actor, Permission.IMPORT_PEOPLE)
    return take_in(content=content, name=name, person=actor.person, now=now)


@transaction.atomic
def take_in(*, content, name, person, now) -> PeopleImport:
    """The same without asking who: for whoever may run a command on the server."""
    try:
        kept = files.keep(
            content, name=name, types={"csv", "xlsx"}, most_bytes=spreadsheets.MOST_BYTES, now=now,
            expires_at=now + FILE_KEPT_FOR, owner=person,
        )  # fmt: skip
    except Refused as no:
        raise Refused(str(no), field="file") from None
    try:
        sheet = spreadsheets.read(files.path_of(kept), name=kept.name, first=LOOK_AT)
        header = columns.find_headings(sheet.rows)
    except Refused:
        files.remove([kept])
        raise
    headings, below = sheet.rows[header][1], [cells for _, cells in sheet.rows[header + 1 :]]
    habit = ColumnHabit.objects.filter(headings=_sign(headings)).first()
    return PeopleImport.objects.create(
        file=kept, name=kept.name, sha256=kept.sha256, header_row=sheet.rows[header][0], columns=headings,
        mapping=habit.mapping if habit else columns.guess(headings, below), brought_by=person, uploaded_at=now,
    )  # fmt: skip


def _sign(headings):
    return hashlib.sha256(json.dumps([h.casefold() for h in headings]).encode()).hexdigest()


def earlier_of_the_same(people_import):
    """The import of the very same file that was brought in before, or None."""
    same = PeopleImport.objects.filter(sha256=people_import.sha256, state=ImportState.DONE).exclude(pk=people_import.pk)
    return same.order_by("-pk").first()


@transaction.atomic
def name_columns(*, people_import, mapping, overwrite, are_members=False, actor, now) -> PeopleImport:
    """The coordinator has said what each column is, and whether these people are members; the check begins."""
    require(actor, Permission.IMPORT_PEOPLE)
    return set_columns(
        people_import=people_import, mapping=mapping, overwrite=overwrite, are_members=are_members, now=now
    )


@transaction.atomic
def set_columns(*, people_import, mapping, overwrite, are_members=False, now) -> PeopleImport:
    _check_open(people_import)
    columns.check_mapping(mapping)
    people_import.mapping, people_import.overwrite, people_import.are_members = mapping, overwrite, are_members
    people_import.state = ImportState.CHECKING
    ColumnHabit.objects.update_or_create(headings=_sign(people_import.columns), defaults={"mapping": mapping})
    people_import.job = jobs.note(kind=CHECK, key=f"{CHECK}:{people_import.pk}", facts={"import": people_import.pk})
    people_import.save()
    return people_import


def _check_open(people_import):
    if people_import.state not in (ImportState.MAPPING, ImportState.CHECKED):
        raise Refused("This spreadsheet has been brought in already. You can undo it, or bring another one.")
    if people_import.file_id is None:
        raise Refused("We kept the file for a day, and it is gone now. Please bring it once more.")


def check(people_import, *, now, progress=lambda done, of: None):
    """The dry run: every row's fate, written down; nothing else is changed."""
    try:
        sheet = spreadsheets.read(files.path_of(people_import.file), name=people_import.name)
    except Refused as no:
        PeopleImport.objects.filter(pk=people_import.pk).update(state=ImportState.MAPPING, problem=str(no)[:300])
        return
    rows = [(number, cells) for number, cells in sheet.rows if number > people_import.header_row]
    judged = _judge(rows, people_import, progress)
    with transaction.atomic():
        people_import.rows.all().delete()
        ImportRow.objects.bulk_create(judged, batch_size=BATCH)
        people_import.state, people_import.problem = ImportState.CHECKED, ""
        people_import.counts = count(people_import)
        people_import.save(update_fields=["state", "problem", "counts"])
    progress(len(rows), len(rows))


def _judge(rows, people_import, progress):
    known, earlier, judged = Known.everybody(), Earlier(), []
    for place, (number, cells) in enumerate(rows):
        if place % BATCH == 0:
            progress(place, len(rows))
        if columns.is_blank(cells):
            continue
        judged.append(_fate_of(number, cells, people_import, known, earlier))
    _look_what_they_gain(judged, people_import)
    for each, row in judged:
        each.words = json.dumps(row.as_facts() if row else {}, ensure_ascii=False)
    return [each for each, _ in judged]


def _fate_of(number, cells, people_import, known, earlier):
    line = ImportRow(people_import=people_import, number=number, fate=Fate.LEFT_OUT, why=NOT_A_PERSON)
    if columns.is_total(cells):
        return line, None
    try:
        row = _read(cells, people_import)
    except Wrong as no:
        line.fate, line.why = Fate.REFUSED, f"Row {number}: {no}"[:300]
        return line, columns.Row(name=columns.name_in(cells, people_import.mapping))
    if further_up := earlier.match(row, number):
        line.fate, line.same_as_row, line.why = further_up
    else:
        line.fate, line.person_id, line.why = known.match(row)
    return line, row


def _read(cells, people_import):
    """A place in the group is read only where the coordinator says that these people are members."""
    mapping = people_import.mapping
    if not people_import.are_members:
        return columns.read_row(cells, columns.only_people(mapping))
    row = columns.read_row(cells, mapping)
    if not {"state", "since"} & set(mapping):
        row.state = State.ACTIVE
    return row


def _look_what_they_gain(judged, people_import):
    groups = {body.name.casefold(): body for body in Body.objects.all()}
    bodies = {name: body.pk for name, body in groups.items()}
    details = Details.of({line.person_id for line, _ in judged if line.person_id})
    for line, row in judged:
        if line.fate == Fate.SAME:
            gains = details.gains(line.person_id, row, bodies=bodies, overwrite=people_import.overwrite)
            if gains:
                line.fate = Fate.CHANGE
                line.why = "Gains: " + ", ".join(columns.TARGETS[name].lower() for name in gains) + "."
            if {"state", "body"} & set(gains):
                line.why = f"{line.why} {places.in_words(_gained(row, gains), groups)}".strip()
        elif line.fate in (Fate.NEW, Fate.ASK):
            line.why = f"{line.why} {places.in_words(row, groups)}".strip()
        if row and line.fate in (Fate.SAME, Fate.CHANGE) and (no := details.why_no_place(line.person_id, row, bodies)):
            row.left_out.append(no)
        if row and row.body and row.body.casefold() not in bodies:
            row.left_out.append(f"There is no group called “{row.body[:60]}”.")
        if row and row.left_out:
            line.why = " ".join([line.why, *row.left_out]).strip()[:300]


def _gained(row, gains):
    """The row without a place that the person holds already."""
    kept = {} if "state" in gains else {"state": "", "since": ""}
    return replace(row, **kept | ({} if "body" in gains else {"body": ""}))


def count(people_import):
    """Rows by fate, and the questions still open."""
    counts = dict.fromkeys(Fate.values, 0)
    undecided = doubles = 0
    for fate, decision, above in people_import.rows.values_list("fate", "decision", "same_as_row"):
        counts[fate] += 1
        undecided += fate == Fate.ASK and decision == Decision.NONE
        doubles += fate == Fate.LEFT_OUT and above is not None
    return counts | {"undecided": undecided, "double": doubles}


@transaction.atomic
def decide(*, people_import, decisions, actor, now) -> PeopleImport:
    """What the coordinator says of rows that may be known already; `decisions` is {row id: same, other or skip}."""
    require(actor, Permission.IMPORT_PEOPLE)
    _check_open(people_import)
    asked = {row.pk: row for row in people_import.rows.filter(fate=Fate.ASK, pk__in=decisions)}
    for pk, row in asked.items():
        row.decision = Decision(decisions[pk])
    ImportRow.objects.bulk_update(asked.values(), ["decision"])
    people_import.counts = count(people_import)
    people_import.save(update_fields=["counts"])
    return people_import


@transaction.atomic
def bring_in(*, people_import, actor, now) -> PeopleImport:
    """Everything that is certain or decided comes in; rows nobody decided stay out."""
    require(actor, Permission.IMPORT_PEOPLE)
    return start(people_import=people_import, now=now)


@transaction.atomic
def start(*, people_import, now) -> PeopleImport:
    if people_import.state != ImportState.CHECKED:
        raise Refused("Please check the spreadsheet first.")
    people_import.state = ImportState.RUNNING
    people_import.job = jobs.note(kind=APPLY, key=f"{APPLY}:{people_import.pk}", facts={"import": people_import.pk})
    people_import.save(update_fields=["state", "job"])
    return people_import


@transaction.atomic
def undo(*, people_import, actor, now) -> PeopleImport:
    """What it added goes, what it changed comes back, unless something has happened since; of those who stayed, again."""
    require(actor, Permission.IMPORT_PEOPLE)
    stayed = people_import.rows.filter(undone__in=undoing_import.STAYING)
    again = people_import.state == ImportState.UNDONE and stayed.update(undone="")
    if people_import.state != ImportState.DONE and not again:
        raise Refused("Only a spreadsheet that was brought in can be undone.")
    people_import.state = ImportState.UNDOING
    people_import.job = jobs.note(kind=UNDO, key=f"{UNDO}:{people_import.pk}", facts={"import": people_import.pk})
    people_import.save(update_fields=["state", "job"])
    return people_import


@transaction.atomic
def throw_away(*, people_import, actor) -> None:
    """A spreadsheet that was not brought in after all: its file and its rows go."""
    require(actor, Permission.IMPORT_PEOPLE)
    _check_open(people_import)
    forget(people_import)


@transaction.atomic
def forget(people_import) -> None:
    """The file, the rows and the import itself."""
    if people_import.file is not None:
        files.remove([people_import.file])
    people_import.delete()


def forget_old(*, now) -> int:
    """Rows thirty days after they came in, and spreadsheets nobody brought in; that it happened stays."""
    old = PeopleImport.objects.filter(uploaded_at__lt=now - ROWS_KEPT_FOR)
    gone = ImportRow.objects.filter(people_import__in=old).delete()[0]
    old.filter(state__in=[ImportState.MAPPING, ImportState.CHECKING, ImportState.CHECKED]).delete()
    return gone
