"""The notes of a meeting as a page: read, written, sent, corrected, agreed, approved, printed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from meetings import notes_sheet
from meetings.actions import notes
from meetings.forms.notes import NotesForm, TakerForm
from meetings.keeping_notes import are_still_coming, check_has_begun, may_write
from meetings.minutes import corrections_of, newest, notes_of, stamp_of, who_was_there
from meetings.models import Pulse, Verdict
from meetings.next_time import last_before
from meetings.points import blocks_of, first_words, put_another_way
from meetings.views.finding import meeting_for, own_rsvp
from meetings.views.lines import people_for, writing
from members import charity
from members.models import Person
from members.permissions import Permission, can
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into

KEEP = Permission.KEEP_NOTES


def read(request, pk):
    """The notes, once they were sent; before that only whoever writes them reads them."""
    meeting = meeting_for(request, pk)
    now = timezone.now()
    found, writes = notes_of(meeting), may_write(request.actor, meeting)
    version = newest(found)
    shown = version if version is not None and (found.sent_at or writes) else None
    keeps = can(request.actor, KEEP, within=meeting)
    context = {
        "meeting": meeting, "notes": found, "version": shown, "blocks": blocks_of(shown.words) if shown else [],
        "there": who_was_there(meeting) if shown else None, "writes": writes, "keeps": keeps,
        "may_correct": _may_correct(request, meeting, found), "now": now,
        "may_come": are_still_coming(meeting, now=now),
    }  # fmt: skip
    own = own_rsvp(request, meeting) if context["may_correct"] else None
    context["right_at"], context["asks_right"] = own and own.notes_right_at, own is not None
    if found:
        seen = corrections_of(found)
        if not keeps:
            seen = seen.filter(person=request.actor.person_id)
        context["corrections"] = list(seen)
        context["told_us"] = any(each.person_id == request.actor.person_id for each in context["corrections"])
        context["versions"] = list(found.versions.order_by("-number")) if keeps else []
        context["another_way"] = put_another_way(meeting, context["versions"])
    if keeps:
        context["waiting"] = any(each.verdict == Verdict.WAITING for each in context.get("corrections", ()))
        context["box"] = Pulse.objects.filter(meeting=meeting).first()
    return page(request, "meetings/notes.html", context)


def _may_correct(request, meeting, found):
    if found is None or found.sent_at is None or found.approved_at is not None:
        return False
    person = request.actor.person
    return own_rsvp(request, meeting) is not None or person.attendances.filter(meeting=meeting, came=True).exists()


@once
@refusals_answered
def notes_write(request, pk):
    """The words of the notes; `step=make` writes them anew from what was noted during the meeting."""
    now = timezone.now()
    meeting = writing(request, pk)
    check_has_begun(meeting, now=now)
    if request.method == "POST" and request.POST.get("step") == "make":
        notes.make(meeting=meeting, actor=request.actor, now=now)
        messages.success(request, "Written from what was noted. Please read it over.")
        return redirect("meetings:notes_write", pk)
    found = notes_of(meeting)
    version = newest(found)
    words = version.words if version else first_words(meeting)
    form = NotesForm(
        request.POST or None, initial={"words": words, "seen": stamp_of(version)}, draft=f"notes-{meeting.pk}"
    )
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            said = {"words": form.cleaned_data["words"], "seen": form.cleaned_data["seen"] or None}
            notes.write(meeting=meeting, **said, actor=request.actor, now=now)
            messages.success(
                request, "The notes are saved. Nobody has been told yet." if not (found and found.sent_at) else "Saved."
            )
            return redirect("meetings:notes", pk)
        form.look_again(stamp_of(version))
    return form_page(
        request, "meetings/notes_write.html", form, {"meeting": meeting, "notes": found, "version": version}
    )


@post_only
@needs(KEEP)
@refusals_answered
def notes_send(request, pk):
    """To everybody who was asked or came, to be corrected."""
    meeting = meeting_for(request, pk, KEEP)
    notes.send(meeting=meeting, actor=request.actor, now=timezone.now())
    messages.success(
        request, f"Sent. {charity.said_of_letters('The notes are on their way, to each by their own channel.')}"
    )
    return redirect("meetings:notes", pk)


@post_only
@needs(KEEP)
@refusals_answered
def notes_agree(request, pk):
    """Everybody had time."""
    meeting = meeting_for(request, pk, KEEP)
    notes.agree(meeting=meeting, actor=request.actor, now=timezone.now())
    messages.success(request, "The notes are agreed. The next meeting approves them.")
    return redirect("meetings:notes", pk)


@post_only
@needs(KEEP)
@refusals_answered
def notes_approve(request, pk):
    """The group said yes: `pk` is the meeting at which it did, the notes are those of the meeting before it."""
    meeting = meeting_for(request, pk, KEEP)
    last = last_before(meeting)
    if last is None or notes_of(last) is None:
        raise Http404
    notes.approve(meeting=last, at=meeting, actor=request.actor, now=timezone.now())
    messages.success(request, "The notes of the last meeting are approved.")
    return redirect("meetings:since", pk)


@needs(KEEP)
@refusals_answered
def notes_taker(request, pk):
    """Who writes."""
    meeting = meeting_for(request, pk, KEEP)
    found = notes_of(meeting)
    people = people_for(request.actor, meeting, works_here=False)
    form = TakerForm(request.POST or None, people=people, initial={"taker": found.taker_id if found else None})
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            person = Person.objects.filter(pk=form.cleaned_data["taker"] or 0).first()
            notes.name_taker(meeting=meeting, person=person, actor=request.actor, now=timezone.now())
            messages.success(request, "Saved.")
            return redirect("meetings:notes", pk)
    return form_page(request, "meetings/notes_taker.html", form, {"meeting": meeting})


def notes_print(request, pk):
    """One page to print, in large print when asked."""
    meeting = meeting_for(request, pk)
    found = notes_of(meeting)
    version = newest(found)
    if version is None or not (found.sent_at or may_write(request.actor, meeting)):
        raise Http404
    pdf = notes_sheet.notes_sheet(meeting, version, large=bool(request.GET.get("large")), now=timezone.now())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="notes-{meeting.pk}.pdf"'
    return response
