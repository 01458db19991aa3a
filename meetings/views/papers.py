"""Papers by forms: what is there, what is missing and for whom, what was posted; and the files themselves."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings import agendas, papers
from meetings.actions import paper_copies
from meetings.actions import papers as paper_actions
from meetings.forms.papers import SEPARATES, PaperWordsForm, PostedForm, UploadForm
from meetings.models import MeetingState, Paper, PaperForm
from meetings.views.finding import meeting_for
from members import files
from members.models import Person
from members.permissions import Permission, can, require
from members.rules import Refused
from members.web import form_page, needs, once, page, post_only, refusals_answered, refusals_into, row_id

PLAN = Permission.PLAN_MEETING
NO_ROOM = 507


@needs(PLAN)
@once
def meeting_papers(request, pk):
    """The table of papers and forms, the envelopes, and a box for one more paper."""
    now = timezone.now()
    meeting = meeting_for(request, pk, PLAN)
    form = PaperWordsForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            paper = paper_actions.add(meeting=meeting, actor=request.actor, now=now, **form.cleaned_data)
            return redirect("meetings:paper", paper.pk)
    return form_page(request, "meetings/papers.html", form, _table(request, meeting, now=now))


def _table(request, meeting, *, now):
    table = papers.table(meeting)
    knows = can(request.actor, Permission.ARRANGE_ACCESS, within=meeting)
    return {
        "meeting": meeting, "table": table, "knows_names": knows, "agenda": agendas.of(meeting),
        "missing": paper_copies.missing_in_words(table, names=knows), "today": timezone.localdate(now),
        "posted": PostedForm(initial={"on": timezone.localdate(now)}),
        "changes": meeting.state != MeetingState.CANCELLED and meeting.ends_at > now,
    }  # fmt: skip


def _paper(request, pk):
    found = Paper.objects.visible_to(request.actor).select_related("meeting", "item")
    paper = get_object_or_404(found, pk=pk)
    require(request.actor, PLAN, within=paper.meeting)
    return paper


@needs(PLAN)
@refusals_answered
def paper(request, pk):
    """One paper: its words, and a file for each form."""
    now, found = timezone.now(), _paper(request, pk)
    meeting, what = found.meeting, request.POST.get("do")
    wanted = {key for reader in papers.readers_of(meeting) for key in reader.forms}
    made = list(found.forms.select_related("kept").order_by("form", "choice", "pk"))
    missing = [key for key in sorted(wanted) if key not in {(each.form, each.choice) for each in made}]
    first = request.GET.get("form") or (SEPARATES.join(missing[0]) if missing else "")
    too_large = getattr(request, "too_large", False)
    uploads = request.method == "POST" and (what == "upload" or too_large)
    form = UploadForm(
        request.POST if uploads else None, request.FILES if uploads else None, wanted=wanted,
        too_large=too_large, initial={"form": first},
    )  # fmt: skip
    words = PaperWordsForm(
        request.POST if what == "words" else None, instance=Paper.objects.get(pk=pk), meeting=meeting, prefix="words"
    )
    status = None
    if uploads and form.is_valid():
        with refusals_into(form):
            paper_actions.put(paper=found, upload=form.cleaned_data["file"], actor=request.actor, now=now, **form.key)
            messages.success(request, "Kept.")
            return redirect("meetings:paper", pk)
        status = NO_ROOM if files.NO_ROOM in form.non_field_errors() else None
    elif what == "words" and words.is_valid():
        with refusals_into(words):
            paper_actions.change(paper=found, actor=request.actor, now=now, **words.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("meetings:paper", pk)
    elif what in ("take_away", "remove"):
        return _gone(request, found, what, now=now)
    context = {
        "paper": found, "meeting": meeting, "words": words, "missing": [papers.words_for(*key) for key in missing],
        "made": [(each, papers.words_for(each.form, each.choice)) for each in made],
    }  # fmt: skip
    response = form_page(request, "meetings/paper.html", form, context)
    response.status_code = status or (422 if words.errors else response.status_code)
    return response


def _gone(request, found, what, *, now):
    if what == "remove":
        paper_actions.remove(paper=found, actor=request.actor, now=now)
        messages.success(request, "The paper is gone, with its files.")
        return redirect("meetings:papers", found.meeting_id)
    number = request.POST.get("made", "")
    made = get_object_or_404(found.forms.select_related("paper__meeting"), pk=row_id(number))
    paper_actions.take_away(made=made, actor=request.actor, now=now)
    messages.success(request, "Taken away.")
    return redirect("meetings:paper", found.pk)


@require_safe
def paper_file(request, pk):
    """One file, for whoever may read the paper; never shown in place by the browser unless it is a picture."""
    seen = Paper.objects.visible_to(request.actor)
    made = get_object_or_404(PaperForm.objects.filter(paper__in=seen.values("pk")).select_related("kept"), pk=pk)
    if made.kept is None:
        raise Http404
    return files.response(made.kept, now=timezone.now())


@post_only
@needs(PLAN)
@refusals_answered
def papers_posted(request, pk):
    """One person's envelope went into the post, or did not after all."""
    now, meeting = timezone.now(), meeting_for(request, pk, PLAN)
    number = request.POST.get("person", "")
    asked = Person.objects.filter(rsvps__meeting=meeting, rsvps__removed_at=None)
    person = get_object_or_404(asked, pk=number if number.isdecimal() and len(number) < 15 else 0)
    if request.POST.get("do") == "not":
        paper_copies.not_posted(meeting=meeting, person=person, actor=request.actor, now=now)
        messages.success(request, "Noted: not posted yet.")
    else:
        form = PostedForm(request.POST)
        on = form.cleaned_data["on"] if form.is_valid() else timezone.localdate(now)
        count = paper_copies.posted(meeting=meeting, person=person, on=on, actor=request.actor, now=now)
        messages.success(request, "Noted as posted." if count else "That was noted already.")
    return redirect(reverse("meetings:papers", args=[pk]) + "#post")


@post_only
@needs(PLAN)
def papers_complete(request, pk):
    """Everybody has their copy; or the page says whose is missing."""
    now, meeting = timezone.now(), meeting_for(request, pk, PLAN)
    try:
        paper_copies.call_complete(meeting=meeting, actor=request.actor, now=now)
    except Refused as no:
        form = PaperWordsForm(meeting=meeting)
        context = _table(request, meeting, now=now) | {"form": form, "refused": str(no)}
        return page(request, "meetings/papers.html", context, status=409)
    messages.success(request, "The papers are complete: everybody has their copy.")
    return redirect("meetings:papers", pk)
