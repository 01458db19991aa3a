"""A workbook of earlier years comes into the log: its columns named, each row's fate shown, names answered, then done."""

import json

from django.db import transaction

from members import files
from members.actions import redaction
from members.models import KeptFile
from members.models.people_import import ImportState
from members.permissions import Permission, require
from members.post import jobs
from members.queries import traces
from members.rules import Refused
from projects import workbook_columns as columns
from projects.models import LogImport, LogImportRow

CHECK, APPLY, UNDO = "log_import_check", "log_import_apply", "log_import_undo"
HEAD = "head"  # the answer: count them without a name


def earlier_of_the_same(log_import):
    """The very same file, when it is in the log already; or None."""
    same = LogImport.objects.filter(sha256=log_import.sha256, state=ImportState.DONE).exclude(pk=log_import.pk)
    return same.order_by("-pk").first()


@transaction.atomic
def name_columns(*, log_import, mapping, kind, hat_of_today, actor, now) -> LogImport:
    """The coordinator has said what each column is; the check begins."""
    require(actor, Permission.IMPORT_LOG)
    return set_columns(log_import=log_import, mapping=mapping, kind=kind, hat_of_today=hat_of_today, now=now)


@transaction.atomic
def set_columns(*, log_import, mapping, kind=None, hat_of_today=False, now) -> LogImport:
    """`mapping` is {heading: what it is}, `kind` what an entry is whose own kind we do not know."""
    log_import = _held(log_import)
    _check_open(log_import)
    columns.check_mapping(mapping, log_import.sheets)
    log_import.mapping, log_import.kind, log_import.hat_of_today = mapping, kind, hat_of_today
    log_import.problem = ""
    log_import.save(update_fields=["mapping", "kind", "hat_of_today", "problem"])
    return _go_on(log_import, ImportState.CHECKING, CHECK)


def _held(log_import) -> LogImport:
    """As it is now, until this is done."""
    return LogImport.objects.select_for_update(no_key=True, of=("self",)).get(pk=log_import.pk)


def _check_open(log_import):
    if log_import.state not in (ImportState.MAPPING, ImportState.CHECKED):
        raise Refused("This workbook has been brought in already. You can undo it, or bring another one.")
    if log_import.file_id is None:
        raise Refused("We kept the file for a day, and it is gone now. Please bring it once more.")


def _go_on(log_import, state, kind):
    log_import.state = state
    log_import.job = jobs.note(kind=kind, key=f"{kind}:{log_import.pk}", facts={"import": log_import.pk})
    log_import.save(update_fields=["state", "job"])
    return log_import


@transaction.atomic
def answer_names(*, log_import, answers, actor, now) -> LogImport:
    """Who is meant by the names that were not certain: {sort key: a person's id, or HEAD}."""
    require(actor, Permission.IMPORT_LOG)
    log_import = _held(log_import)
    _check_open(log_import)
    names = log_import.open_names
    for key, answer in answers.items():
        if key in names and (answer == HEAD or answer in map(str, names[key]["people"])):
            names[key]["answer"] = answer
    log_import.names = json.dumps(names)
    log_import.counts["undecided"] = sum(1 for name in names.values() if name["people"] and not name["answer"])
    log_import.save(update_fields=["names", "counts"])
    return log_import


@transaction.atomic
def bring_in(*, log_import, actor, now) -> LogImport:
    """Every row that can comes in; a name nobody answered for is counted without its name."""
    require(actor, Permission.IMPORT_LOG)
    return start(log_import=log_import, now=now)


@transaction.atomic
def start(*, log_import, now) -> LogImport:
    """The same without asking who."""
    log_import = _held(log_import)
    if log_import.state != ImportState.CHECKED:
        raise Refused("Please check the workbook first.")
    return _go_on(log_import, ImportState.RUNNING, APPLY)


@transaction.atomic
def undo(*, log_import, actor, now) -> LogImport:
    """What it added to the log goes, unless it was changed since."""
    require(actor, Permission.IMPORT_LOG)
    log_import = _held(log_import)
    if log_import.state != ImportState.DONE:
        raise Refused("Only a workbook that was brought in can be undone, and only once.")
    return _go_on(log_import, ImportState.UNDOING, UNDO)


@transaction.atomic
def throw_away(*, log_import, actor) -> None:
    """A workbook that was not brought in after all: its file and its rows go."""
    require(actor, Permission.IMPORT_LOG)
    log_import = _held(log_import)
    if log_import.state not in (ImportState.MAPPING, ImportState.CHECKED):
        raise Refused("This workbook has been brought in already. You can undo it instead.")
    forget(LogImport.objects.filter(pk=log_import.pk))


@transaction.atomic
def forget(imports, *, now=None) -> None:
    """These workbooks with their rows, their files and their history."""
    kept = list(KeptFile.objects.filter(pk__in=list(imports.exclude(file=None).values_list("file", flat=True))))
    pks = list(imports.values_list("pk", flat=True))
    LogImportRow.objects.filter(log_import__in=pks).delete()
    with redaction.lifted():
        LogImport.objects.filter(pk__in=pks).delete()
        for events in traces.events_of(LogImport):
            redaction.delete(events._base_manager.filter(pgh_obj_id__in=pks))
    files.remove(kept)
