"""Tables for group work: laid out before, written up during and after the day."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from meetings import day_sheets
from meetings.actions import day_codes
from meetings.actions import tables as acts
from meetings.day_queries import expected, tables_with_notes
from meetings.forms.day import NoteForm, TableForGroupForm
from meetings.models import DayPurpose, GroupTable
from meetings.views.day import pdf
from meetings.views.day_finding import chosen, gathering_for, of_the_day, uid_of
from members.permissions import Permission
from members.web import form_page, needs, refusals_answered, refusals_into

PLAN, KEEP = Permission.PLAN_MEETING, Permission.KEEP_REGISTER


@needs(PLAN)
@refusals_answered
def tables(request, pk):
    """All tables with their codes and how many notes each has; a form for one more."""
    gathering = gathering_for(request, pk, PLAN)
    form = TableForGroupForm(request.POST or None, gathering=gathering)
    if form.is_valid():
        with refusals_into(form):
            now = timezone.now()
            table = acts.add(gathering=gathering, actor=request.actor, now=now, **form.cleaned_data)
            day_codes.code_for(gathering=gathering, purpose=DayPurpose.NOTES, table=table, actor=request.actor, now=now)
            messages.success(request, f"Table {table.number} is there.")
            return redirect("meetings:day_tables", pk)
    context = {"gathering": gathering, "rows": tables_with_notes(gathering)}
    return form_page(request, "meetings/day/tables.html", form, context)


@needs(KEEP)
def table_sheets(request, pk):
    """A page for each table, to print."""
    gathering = gathering_for(request, pk, KEEP)
    rows = gathering.tables.select_related("facilitator", "day_code").prefetch_related("seats__registration")
    return pdf(day_sheets.table_sheets(rows, gathering=gathering, now=timezone.now()), "tables")


@needs(KEEP)
@refusals_answered
def table(request, pk):
    """One table: notes typed in from paper, what each is about, what goes on; who sits there."""
    found = of_the_day(request, GroupTable, pk, KEEP)
    step, now = request.POST.get("step", ""), timezone.now()
    form = NoteForm(request.POST if step == "note" else None)
    if request.method == "POST" and step != "note":
        _change(request, found, step, now=now)
        return redirect("meetings:day_table", pk)
    if form.is_valid():
        with refusals_into(form):
            acts.note_from_paper(table=found, uid=uid_of(request), actor=request.actor, now=now, **form.note)
            messages.success(request, "The note is kept.")
            return redirect("meetings:day_table", pk)
    seated = {seat.registration_id for seat in found.seats.all()}
    context = {
        "table": found,
        "gathering": found.gathering,
        "notes": found.notes.standing().order_by("pk"),
        "seats": found.seats.select_related("registration").order_by("registration__sort_name", "pk"),
        "free": [each for each in expected(found.gathering).filter(table_seat=None) if each.pk not in seated],
        "uid": uid_of(request),
    }
    return form_page(request, "meetings/day/table.html", form, context)


def _change(request, table, step, *, now):
    """The small buttons of the page."""
    actor = request.actor
    if step in ("about", "off"):
        note = chosen(table.notes.standing(), request.POST.get("note", ""))
        if step == "off":
            acts.take_off(note=note, actor=actor, now=now)
            messages.success(request, "The note is off the list.")
            return
        theme = " ".join(request.POST.get("theme", "").replace("\x00", "").split())[:80]
        acts.change_note(note=note, theme=theme, is_ready=bool(request.POST.get("ready")), actor=actor, now=now)
        messages.success(request, "Saved.")
    elif step in ("seat", "stand"):
        registration = chosen(table.gathering.registrations, request.POST.get("registration", ""))
        acts.seat(registration=registration, table=table if step == "seat" else None, actor=actor, now=now)
        messages.success(request, "Saved.")
    elif step == "remove":
        acts.remove(table=table, actor=actor, now=now)
