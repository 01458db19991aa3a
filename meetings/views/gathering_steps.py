"""Each step of a conference or away day that people are told of, and what is noted afterwards."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from meetings import gathering_emails as emails
from meetings.actions import gatherings, registrations
from meetings.forms.gathering import BecauseForm, CopyForm, HeadsForm, WhatHappenedForm, times_of
from meetings.views.gatherings import PLAN, gathering_for
from members.web import form_page, needs, once, post_only, refusals_answered, refusals_into
from members.words import plural, when


@post_only
@needs(PLAN)
@refusals_answered
def gathering_state(request, pk):
    """Open or close registration, or send the joining pack: one press each."""
    now = timezone.now()
    gathering = gathering_for(request, pk, PLAN)
    match request.POST.get("do", ""):
        case "open":
            gatherings.open_registration(gathering=gathering, actor=request.actor, now=now)
            messages.success(request, "Registration is open, and the page is public.")
        case "close":
            gatherings.close_registration(gathering=gathering, actor=request.actor, now=now)
            messages.success(request, "Registration on the page is closed. Those who wait still move up.")
        case "pack":
            count = gatherings.send_pack(gathering=gathering, actor=request.actor, now=now)
            messages.success(request, f"The joining pack is on its way to {plural(count, 'person,people')}.")
        case "earlier":
            count = gatherings.ask_earlier(gathering=gathering, actor=request.actor, now=now)
            messages.success(request, f"{plural(count, 'person,people')} of earlier years hear of it.")
    return redirect("meetings:gathering", gathering.pk)


@needs(PLAN)
@refusals_answered
def gathering_cancel(request, pk):
    """Call it off; everybody on the list is told."""
    gathering = gathering_for(request, pk, PLAN)
    form = BecauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            because = form.cleaned_data["because"]
            gatherings.cancel(gathering=gathering, because=because, actor=request.actor, now=timezone.now())
            messages.success(request, "Cancelled. Everybody on the list is told by their own way.")
            return redirect("meetings:gathering", gathering.pk)
    context = {"gathering": gathering, "title": "Cancel this event?", "save": "Cancel it and tell everybody"}
    return form_page(request, "meetings/gathering_words.html", form, context)


@needs(PLAN)
@refusals_answered
def gathering_afterwards(request, pk):
    """What happened next: one letter to those who said that we may write. Once it is out, only the words on the page."""
    gathering = gathering_for(request, pk, PLAN)
    sent = gathering.told_what_happened_at
    form = WhatHappenedForm(request.POST or None, initial={"happened_since": gathering.happened_since})
    if sent:
        del form.fields["readers"]
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            messages.success(request, _tell(gathering, form.cleaned_data, actor=request.actor, sent=sent))
            return redirect("meetings:gathering", gathering.pk)
    context = {
        "gathering": gathering, "title": "What happened next", "lead": "" if sent else _readers_in_words(gathering),
        "save": "Save the words on the page" if sent else "Send it, and show it on the page",
        "sent": when(sent) if sent else "",
    }  # fmt: skip
    return form_page(request, "meetings/gathering_words.html", form, context)


def _tell(gathering, said, *, actor, sent) -> str:
    """Does it, and says what was done."""
    words, now = said["happened_since"], timezone.now()
    if sent:
        gatherings.reword_what_happened(gathering=gathering, words=words, actor=actor, now=now)
        return "Saved. The page says it now; nobody is written to again."
    to_all = said["readers"] != "came"
    count = gatherings.tell_what_happened(gathering=gathering, words=words, actor=actor, now=now, to_all=to_all)
    return f"The letter is on its way to {plural(count, 'person,people')}, and on the page."


def _readers_in_words(gathering) -> str:
    readers = emails.wants_news(gathering)
    came = readers.filter(emails.was_there(gathering)).count()
    missed = readers.count() - came
    return f"Of those who said that we may write, {plural(came, 'person,people')} came and {plural(missed, 'person,people')} could not."


@needs(PLAN)
@refusals_answered
def gathering_heads(request, pk):
    """Heads who came and never registered."""
    gathering = gathering_for(request, pk, PLAN)
    initial = {"others": gathering.others, "others_le": gathering.others_le}
    form = HeadsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            gatherings.count_heads(gathering=gathering, actor=request.actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("meetings:gathering", gathering.pk)
    context = {"gathering": gathering, "title": "Others who came", "save": "Save the numbers"}
    return form_page(request, "meetings/gathering_words.html", form, context)


@needs(PLAN)
@once
@refusals_answered
def gathering_copy(request, pk):
    """Next year's, from this one."""
    now = timezone.now()
    gathering = gathering_for(request, pk, PLAN)
    initial = {**times_of(gathering), "title": gathering.title, "day": None}
    form = CopyForm(request.POST or None, now=now, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            title = form.cleaned_data["title"]
            new = registrations.copy_gathering(
                gathering=gathering, starts_at=form.times["starts_at"], title=title, actor=request.actor, now=now
            )
            messages.success(request, "Copied as a draft: place, texts, places and programme, and nobody's name.")
            return redirect("meetings:gathering_edit", new.pk)
    context = {"gathering": gathering, "title": "Next year's, from this one", "save": "Copy it"}
    return form_page(request, "meetings/gathering_words.html", form, context)
