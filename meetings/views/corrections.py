"""What is not right with the notes: said by whoever reads them, noted for who rang, and answered."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from meetings.actions import corrections
from meetings.forms.notes import CorrectionAnswerForm, CorrectionForForm, CorrectionForm
from meetings.keeping_notes import require_to_write
from meetings.minutes import newest, notes_of, stamp_of
from meetings.models import Correction, Verdict
from meetings.views.finding import meeting_for
from meetings.views.lines import people_for
from members.models import Person
from members.permissions import Permission, require
from members.web import form_page, needs, next_page, once, refusals_answered, refusals_into

KEEP = Permission.KEEP_NOTES


@once
@refusals_answered
def notes_correct(request, pk):
    """Something is not right: one's own word about it; or, with one press, that nothing is wrong."""
    meeting = meeting_for(request, pk)
    found = notes_of(meeting)
    if found is None or found.sent_at is None:
        raise Http404
    if "right" in request.POST:
        corrections.all_right(notes=found, person=request.actor.person, actor=request.actor, now=timezone.now())
        messages.success(request, f"Thank you for looking over the notes of {meeting.title}. Nothing more to do.")
        return redirect(next_page(request, default=reverse("meetings:notes", args=[pk])))
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            corrections.suggest(
                notes=found, person=request.actor.person, words=form.cleaned_data["words"], how=Correction.How.PAGE,
                actor=request.actor, now=timezone.now(),
            )  # fmt: skip
            messages.success(request, "Thank you. Somebody looks at it, and tells you what came of it.")
            return redirect("meetings:notes", pk)
    return form_page(request, "meetings/notes_correct.html", form, {"meeting": meeting})


@needs(KEEP)
@once
@refusals_answered
def notes_correct_for(request, pk):
    """Somebody rang, or a slip came back."""
    meeting = meeting_for(request, pk, KEEP)
    found = notes_of(meeting)
    if found is None or found.sent_at is None:
        raise Http404
    form = CorrectionForForm(request.POST or None, people=people_for(request.actor, meeting, works_here=False))
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            person = get_object_or_404(Person, pk=form.cleaned_data["person"])
            corrections.suggest(
                notes=found, person=person, words=form.cleaned_data["words"], how=form.cleaned_data["how"],
                actor=request.actor.at_the_desk_for(person), now=timezone.now(),
            )  # fmt: skip
            messages.success(request, "Written down for them.")
            return redirect("meetings:notes", pk)
    return form_page(request, "meetings/notes_correct.html", form, {"meeting": meeting, "for_them": True})


@needs(KEEP)
@once
@refusals_answered
def correction(request, pk):
    """Put right, or left as it was, because."""
    found = get_object_or_404(Correction.objects.select_related("notes__meeting", "person"), pk=pk)
    meeting = meeting_for(request, found.notes.meeting_id, KEEP)
    require_to_write(request.actor, meeting)
    require(request.actor, KEEP, within=meeting)
    version = newest(found.notes)
    form = CorrectionAnswerForm(request.POST or None, initial={"words": version.words, "seen": stamp_of(version)})
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            corrections.answer(
                correction=found, verdict=request.POST.get("verdict", ""), reply=form.cleaned_data["reply"],
                words=form.cleaned_data["words"] or None, seen=form.cleaned_data["seen"] or None, actor=request.actor,
                now=timezone.now(),
            )  # fmt: skip
            messages.success(request, "Thank you. They are told.")
            return redirect("meetings:notes", meeting.pk)
        form.look_again(stamp_of(version))
    context = {"meeting": meeting, "correction": found, "is_open": found.verdict == Verdict.WAITING}
    return form_page(request, "meetings/correction.html", form, context)
