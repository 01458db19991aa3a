"""A note on a person's page: written while the telephone is still warm."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from members.actions import notes
from members.forms.notes import NoteForm
from members.models import Person, PersonNote
from members.permissions import Permission
from members.views.person import find
from members.views.safeguarding import on_to_the_form
from members.web import form_page, needs, once, post_only, refusals_into


@needs(Permission.EDIT_PEOPLE)
@once
def note_new(request, pk):
    """With *somebody is at risk* the way leads on to the safeguarding form, for a note is no place for it."""
    person = find(request, pk)
    form = NoteForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        with refusals_into(form):
            notes.write(person=person, sort=said["sort"], words=said["words"], actor=request.actor, now=timezone.now())
            if form.somebody_is_at_risk:
                return on_to_the_form(request)
            messages.success(request, "The note is saved.")
            return redirect("members:person", pk)
    return form_page(request, "members/note.html", form, {"person": person})


@post_only
@needs(Permission.EDIT_PEOPLE)
def note_take_away(request, pk):
    seen = PersonNote.objects.filter(person__in=Person.objects.visible_to(request.actor))
    note = get_object_or_404(seen.select_related("person"), pk=pk)
    notes.take_away(note=note, actor=request.actor)
    messages.success(request, "The note is gone.")
    return redirect("members:person", note.person_id)
