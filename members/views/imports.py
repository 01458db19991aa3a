"""The pages of a spreadsheet on its way in: bring it, say what its columns are, look at each row, decide, do it, undo it."""

import json

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members import files, spreadsheets
from members.actions import aware, import_jobs, importing, undoing_import
from members.forms.imports import ColumnsForm, UploadForm
from members.models import PeopleImport, Person
from members.models.people_import import DOUBLE, Decision, Fate, ImportState
from members.permissions import Permission
from members.rules.columns import BEHIND_CONSENT
from members.web import form_page, needs, once, page, paginate, post_only, refusals_answered, refusals_into
from members.words import plural

EXAMPLE = [
    "Sam Okafor",
    "sam@example.org",
    "01632 960201",
    "",
    "1 Elm Row, Leatherhead",
    "Telephone",
    "active",
    "03/04/2024",
    "Website",
    "",
]
HEADINGS = [
    "Name",
    "Email",
    "Telephone",
    "Mobile",
    "Address",
    "Preferred way",
    "Status",
    "Member since",
    "How they came",
    "Notes",
]
WORKING = (ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING)
SHOWN = [Fate.ASK, Fate.REFUSED, Fate.NEW, Fate.CHANGE, Fate.SAME, "double", Fate.LEFT_OUT]


@needs(Permission.IMPORT_PEOPLE)
@once
def imports(request):
    """Bring a spreadsheet, and what was brought before."""
    form = UploadForm(
        request.POST if request.method == "POST" else None, request.FILES or None,
        too_large=getattr(request, "too_large", False),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_into(form):
            made = importing.upload(content=file, name=file.name, actor=request.actor, now=timezone.now())
            return redirect("members:people_import", made.pk)
    before = paginate(request, PeopleImport.objects.select_related("brought_by"), per_page=20)
    return form_page(request, "members/imports.html", form, {"before": before})


@needs(Permission.IMPORT_PEOPLE)
def import_template(request):
    """An empty spreadsheet with the headings we understand and one example."""
    response = HttpResponse(spreadsheets.template(HEADINGS, EXAMPLE), content_type=files.TYPES["xlsx"][0])
    response["Content-Disposition"] = 'attachment; filename="people.xlsx"'
    return response


def _find(pk):
    return get_object_or_404(PeopleImport.objects.select_related("job", "file", "brought_by"), pk=pk)


@needs(Permission.IMPORT_PEOPLE)
def people_import(request, pk):
    """Where this spreadsheet stands, and the next step."""
    found = _find(pk)
    context = {"import": found, "id": "_import"}
    if found.state in WORKING:
        return page(request, "members/import_working.html", context, partial="members/_import_working.html")
    if found.state == ImportState.MAPPING:
        return _columns_page(request, found, _columns_form(found))
    return page(request, "members/import.html", context | _rows(request, found) | _people_of(request, found))


def _people_of(request, found):
    """Who has not heard of us yet, and after an undo who stays, each to be looked at."""
    stay = found.rows.filter(undone__in=undoing_import.STAYING).values("person")
    seen = Person.objects.visible_to(request.actor)
    return {
        "unaware": aware.waiting(found).count() if found.state == ImportState.DONE else 0,
        "stay": list(seen.filter(pk__in=stay).by_name()) if found.state == ImportState.UNDONE else [],
    }


def _columns_form(found, data=None):
    return ColumnsForm(data, headings=found.columns, mapping=found.mapping, initial=_said_before(found))


def _said_before(found):
    return {"overwrite": found.overwrite, "are_members": "yes" if found.are_members else "no"}


def _columns_page(request, found, form):
    return form_page(
        request,
        "members/import_columns.html",
        form,
        {
            "import": found,
            "columns": list(zip(form.columns(), _samples(found), map(_is_sensitive, found.columns), strict=True)),
            "earlier": importing.earlier_of_the_same(found),
        },
    )


def _is_sensitive(heading):
    return bool(BEHIND_CONSENT.search(heading))


def _samples(found):
    """The first few things that stand in each column, so that a heading need not be guessed at."""
    samples = [[] for _ in found.columns]
    if found.file is None:
        return samples
    sheet = spreadsheets.read(files.path_of(found.file), name=found.name, first=importing.LOOK_AT)
    for number, cells in sheet.rows:
        if number > found.header_row:
            for place, cell in enumerate(cells[: len(samples)]):
                if cell and len(samples[place]) < 3:
                    samples[place].append(cell[:60])
            if all(len(sample) >= 3 for sample in samples):
                break
    return samples


def _pile(fate):
    """Which rows a heading holds: doubles are left out as totals are, and have one of their own."""
    if fate in ("double", Fate.LEFT_OUT):
        return Q(fate=Fate.LEFT_OUT, same_as_row__isnull=fate != "double")
    return Q(fate=fate) if fate else Q()


def _rows(request, found):
    fate = request.GET.get("fate", "")
    if fate not in (*Fate.values, "double"):
        fate = Fate.ASK if found.counts.get("undecided") else ""
    rows = found.rows.select_related("person")
    shown = paginate(request, rows.filter(_pile(fate)), per_page=50)
    for row in shown:
        row.facts = {"name": "", "email": "", "phone": ""} | json.loads(row.words)
    names = dict(Fate.choices) | ({} if found.state == ImportState.CHECKED else {Fate.ASK: "You were asked"})
    names["double"] = DOUBLE
    doubles = found.counts.get("double")
    if doubles is None:  # counted before they had a heading of their own
        doubles = found.rows.filter(_pile("double")).count()
    counts = found.counts | {"double": doubles, Fate.LEFT_OUT: found.counts.get(Fate.LEFT_OUT, 0) - doubles}
    piles = [(f"{names[f]}: {counts[f]}", f"?fate={f}", f == fate) for f in SHOWN if counts.get(f)]
    return {"rows": shown, "fate": fate, "piles": piles, "decisions": Decision.choices[1:], "asking": fate == Fate.ASK,
            "comes_in": found.counts.get("new", 0) + found.counts.get("change", 0)}  # fmt: skip


@post_only
@needs(Permission.IMPORT_PEOPLE)
@refusals_answered
def import_columns(request, pk):
    """What each column is; small spreadsheets are checked at once."""
    found, now = _find(pk), timezone.now()
    form = _columns_form(found, request.POST)
    if form.is_valid():
        try:
            importing.name_columns(
                people_import=found, mapping=form.mapping(), overwrite=form.cleaned_data["overwrite"],
                are_members=form.are_members_said(), actor=request.actor, now=now,
            )  # fmt: skip
            import_jobs.at_once(found, now=now)
            return redirect("members:people_import", pk)
        except importing.Refused as no:
            form.add_error(None, str(no))
    return _columns_page(request, found, form)


@post_only
@needs(Permission.IMPORT_PEOPLE)
@refusals_answered
def import_decide(request, pk):
    found = _find(pk)
    decisions = {
        int(name.removeprefix("row_")): value
        for name, value in request.POST.items()
        if name.startswith("row_") and name[4:].isdecimal() and len(name) < 22 and value in Decision.values
    }
    importing.decide(people_import=found, decisions=decisions, actor=request.actor, now=timezone.now())
    messages.success(request, "Kept. Nothing has been brought in yet.")
    return redirect("members:people_import", pk)


@post_only
@needs(Permission.IMPORT_PEOPLE)
@refusals_answered
def import_bring_in(request, pk):
    found, now = _find(pk), timezone.now()
    importing.bring_in(people_import=found, actor=request.actor, now=now)
    import_jobs.at_once(found, now=now)
    return redirect("members:people_import", pk)


@post_only
@needs(Permission.IMPORT_PEOPLE)
@refusals_answered
def import_know(request, pk):
    """Everybody of this spreadsheet has heard that they are on our list."""
    count = aware.know_all(people_import=_find(pk), actor=request.actor, now=timezone.now())
    messages.success(
        request, f"Noted for {plural(count, 'person,people')}. From now on they are asked like everybody else."
    )
    return redirect("members:people_import", pk)


@post_only
@needs(Permission.IMPORT_PEOPLE)
@refusals_answered
def import_undo(request, pk):
    found, now = _find(pk), timezone.now()
    importing.undo(people_import=found, actor=request.actor, now=now)
    import_jobs.at_once(found, now=now)
    return redirect("members:people_import", pk)


@post_only
@needs(Permission.IMPORT_PEOPLE)
@refusals_answered
def import_throw_away(request, pk):
    importing.throw_away(people_import=_find(pk), actor=request.actor)
    messages.success(request, "Thrown away. Nobody was brought in.")
    return redirect("members:imports")
