"""The pages of a workbook of earlier years: bring it, say what its columns are, look at each row, say who is meant, do it, undo it."""

import json
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import files, spreadsheets
from members.models import Person
from members.models.people_import import ImportState
from members.permissions import Permission
from members.rules import Refused
from members.web import form_page, needs, once, page, paginate, post_only, refusals_answered, refusals_into
from projects import workbook_columns as columns
from projects.actions import workbook_jobs, workbook_upload
from projects.actions import workbooks as actions
from projects.forms.workbooks import WorkbookColumnsForm, WorkbookForm
from projects.models import LogImport
from projects.models.log_import import RowFate
from projects.workbook_example import example

WORKING = (ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING)
SHOWN = [RowFate.REFUSED, RowFate.NEW, RowFate.SAME, RowFate.LEFT_OUT]
MOST_NAMES = 300  # on one page


@needs(Permission.IMPORT_LOG)
@once
def workbooks(request):
    """Bring a workbook, and what was brought before."""
    form = WorkbookForm(
        request.POST if request.method == "POST" else None, request.FILES or None,
        too_large=getattr(request, "too_large", False),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_into(form):
            made = workbook_upload.upload(content=file, name=file.name, actor=request.actor, now=timezone.now())
            return redirect("projects:workbook", made.pk)
    before = paginate(request, LogImport.objects.select_related("brought_by"), per_page=20)
    return form_page(request, "projects/workbooks.html", form, {"before": before})


@needs(Permission.IMPORT_LOG)
def workbook_example(request):
    """A small workbook to try it with."""
    response = HttpResponse(example(), content_type=files.TYPES["xlsx"][0])
    response["Content-Disposition"] = 'attachment; filename="involvement-log-example.xlsx"'
    return response


def _find(pk):
    return get_object_or_404(LogImport.objects.select_related("job", "file", "brought_by", "kind"), pk=pk)


@needs(Permission.IMPORT_LOG)
def workbook(request, pk):
    """Where this workbook stands, and the next step."""
    found = _find(pk)
    context = {"import": found}
    if found.state in WORKING:
        return page(request, "projects/workbook_working.html", context, partial="projects/_workbook_working.html")
    if found.state == ImportState.MAPPING:
        return _columns_page(request, found, _columns_form(found))
    return page(request, "projects/workbook.html", context | _rows(request, found) | _names(found))


def _columns_form(found, data=None):
    first = {"kind": found.kind_id, "hat_of_today": found.hat_of_today}
    return WorkbookColumnsForm(data, log_import=found, initial=first)


def _columns_page(request, found, form):
    samples = _samples(found)
    context = {
        "import": found,
        "columns": [(box, samples.get(key, [])) for box, key in form.columns()],
        "without": [sheet["title"] for sheet in found.sheets if not sheet["headings"]],
        "earlier": actions.earlier_of_the_same(found),
    }
    return form_page(request, "projects/workbook_columns.html", form, context)


def _samples(found):
    """{heading: the first few things that stand below it}, so that it need not be guessed at."""
    samples = {}
    if found.file is None:
        return samples
    book = spreadsheets.read_book(files.path_of(found.file), name=found.name, first=workbook_upload.LOOK_AT)
    for sheet, seen in zip(book, found.sheets, strict=True):
        keys = [columns.key_of(heading) for heading in seen["headings"]]
        for number, cells in sheet.rows:
            for key, cell in zip(keys, cells, strict=False):
                if number > seen["header_row"] and key and cell and len(samples.setdefault(key, [])) < 3:
                    samples[key].append(cell[:40])
    return samples


def _rows(request, found):
    fate = request.GET.get("fate", "")
    if fate not in RowFate.values:
        fate = RowFate.REFUSED if found.counts.get("refused") else ""
    rows = found.rows.select_related("activity")
    shown = paginate(request, rows.filter(fate=fate) if fate else rows, per_page=50)
    for row in shown:
        row.facts = json.loads(row.words) or {}
        row.first_day, row.last_day = (
            date.fromisoformat(row.facts[d]) if row.facts else None for d in ("first", "last")
        )
        row.said = ", ".join(said for said, _, _ in row.facts.get("names", []))
    piles = [(f"{f.label}: {found.counts[f]}", f"?fate={f}", f == fate) for f in SHOWN if found.counts.get(f)]
    return {"rows": shown, "fate": fate, "piles": piles, "comes_in": found.counts.get("new", 0)}


def _names(found):
    """The names to be answered for, and those nobody here has; shown until the workbook is in, and then forgotten."""
    names = found.open_names
    asked = [(key, name) for key, name in sorted(names.items()) if name["people"]][:MOST_NAMES]
    people = Person.objects.in_bulk({pk for _, name in asked for pk in name["people"]})
    unknown = [name for _, name in sorted(names.items()) if not name["people"] and not name["answer"]]
    return {
        "asked": [
            {**name, "place": place, "choices": [(str(pk), people[pk].name) for pk in name["people"] if pk in people]}
            for place, (_, name) in enumerate(asked)
        ],
        "keys": [key for key, _ in asked],
        "unknown": unknown[:MOST_NAMES],
        "unknown_rows": sum(name["rows"] for name in unknown),
        "unknown_count": len(unknown),
    }


@post_only
@needs(Permission.IMPORT_LOG)
@refusals_answered
def workbook_columns(request, pk):
    """What each column is; small workbooks are checked at once."""
    found, now = _find(pk), timezone.now()
    form = _columns_form(found, request.POST)
    if form.is_valid():
        try:
            actions.name_columns(
                log_import=found, mapping=form.mapping(), kind=form.cleaned_data["kind"],
                hat_of_today=form.cleaned_data["hat_of_today"], actor=request.actor, now=now,
            )  # fmt: skip
            workbook_jobs.at_once(found, now=now)
            return redirect("projects:workbook", pk)
        except Refused as no:
            form.add_error(None, str(no))
    return _columns_page(request, found, form)


@post_only
@needs(Permission.IMPORT_LOG)
@refusals_answered
def workbook_names(request, pk):
    """Who is meant by each name."""
    found = _find(pk)
    keys = _names(found)["keys"]
    answers = {
        key: request.POST[f"name_{place}"] for place, key in enumerate(keys) if request.POST.get(f"name_{place}")
    }
    actions.answer_names(log_import=found, answers=answers, actor=request.actor, now=timezone.now())
    messages.success(request, "Kept. Nothing has been brought in yet.")
    return redirect("projects:workbook", pk)


@post_only
@needs(Permission.IMPORT_LOG)
@once
@refusals_answered
def workbook_bring_in(request, pk):
    found, now = _find(pk), timezone.now()
    actions.bring_in(log_import=found, actor=request.actor, now=now)
    workbook_jobs.at_once(found, now=now)
    return redirect("projects:workbook", pk)


@post_only
@needs(Permission.IMPORT_LOG)
@once
@refusals_answered
def workbook_undo(request, pk):
    found, now = _find(pk), timezone.now()
    actions.undo(log_import=found, actor=request.actor, now=now)
    workbook_jobs.at_once(found, now=now)
    return redirect("projects:workbook", pk)


@post_only
@needs(Permission.IMPORT_LOG)
@refusals_answered
def workbook_throw_away(request, pk):
    actions.throw_away(log_import=_find(pk), actor=request.actor)
    messages.success(request, "Thrown away. Nothing went into the log.")
    return redirect("projects:workbooks")
