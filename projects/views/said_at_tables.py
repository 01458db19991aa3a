"""What was said at the tables of a conference or away day, on its way to an answer: one press each."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from meetings.models import Gathering, TableNote
from members.permissions import Permission, can
from members.web import Refused, needs, of_module, page, post_only, refusals_answered
from projects.actions import tables
from projects.queries import loop as asks
from projects.views.said_at import projects_for

ANSWER = Permission.ANSWER_SAID


def _gathering(request, pk):
    """A conference or away day whose tables this actor writes up: what was said there is for them to read."""
    found = get_object_or_404(Gathering.objects.visible_to(request.actor).select_related("lead"), pk=pk)
    if not can(request.actor, Permission.KEEP_REGISTER, within=found):
        raise Http404
    return found


@of_module("conference")
@needs(ANSWER)
def said_at_tables(request, gathering_id):
    """Each note of a table: passed on already, one press away from it, or still to be read. `?table=3`: one table's."""
    gathering = _gathering(request, gathering_id)
    wanted = request.GET.get("table", "")
    notes = asks.notes_of_tables(gathering)
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 5 else None
    context = {
        "gathering": gathering,
        "notes": list(notes.filter(table__number=number) if number is not None else notes),
        "number": number,
        "projects": projects_for(request.actor, gathering.meeting_id),
    }
    return page(request, "projects/said_at_tables.html", context, partial="projects/_said_at_tables.html")


@of_module("conference")
@post_only
@needs(ANSWER)
@refusals_answered
def note_take(request, pk):
    """The press."""
    note = get_object_or_404(TableNote.objects.select_related("table"), pk=pk)
    gathering = _gathering(request, note.table.gathering_id)
    wanted = request.POST.get("project", "")
    if not wanted:
        raise Refused("Please choose for which project it is.")
    project = next((p for p in projects_for(request.actor, gathering.meeting_id) if str(p.pk) == wanted), None)
    if project is None:
        raise Http404
    made = tables.take_up_note(note=note, project=project, actor=request.actor, now=timezone.now())
    messages.success(request, "It has an owner now, and a day to be answered by.")
    return redirect("projects:said", made.pk)
