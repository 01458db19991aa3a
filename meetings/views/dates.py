"""Finding a date, for those who run it: the list, a new one, who is asked, how it stands, the choice."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from meetings import date_table
from meetings.actions import dates
from meetings.forms.dates import DatePollForm
from meetings.models import DateAsked, DatePoll, PollState
from members.models import Person
from members.models.person import sort_key
from members.permissions import Permission, require
from members.web import (
    form_page,
    needs,
    once,
    page,
    paginate,
    post_only,
    refusals_answered,
    refusals_into,
    row_ids,
    typed,
)
from members.words import plural, when

PLAN = Permission.PLAN_MEETING
MOST_FOUND = 40


def poll_for(request, pk) -> DatePoll:
    """A poll this actor runs; a stranger's is a 404."""
    poll = get_object_or_404(DatePoll.objects.visible_to(request.actor).select_related("chosen", "meeting"), pk=pk)
    require(request.actor, PLAN, within=poll)
    return poll


@needs(PLAN)
def date_polls(request):
    """Those that are not over first."""
    found = DatePoll.objects.visible_to(request.actor).select_related("chosen", "lead")
    return page(request, "meetings/date_polls.html", {"polls": paginate(request, found.order_by("-created_at", "-pk"))})


@needs(PLAN)
@once
def date_poll_new(request):
    """A draft: nobody hears of it until the next page."""
    form = DatePollForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            poll = dates.create(actor=request.actor, now=timezone.now(), **form.facts)
            messages.success(request, "Saved. Nobody has heard of it yet: look it over, then ask.")
            return redirect("meetings:date_poll", poll.pk)
    return form_page(request, "meetings/date_poll_new.html", form)


@needs(PLAN)
def date_poll(request, pk):
    """How it stands: numbers for each date, and for those who run it also who said what."""
    now = timezone.now()
    poll = poll_for(request, pk)
    rows = date_table.rows_of(poll, now=now)
    people = date_table.matrix(poll, rows)
    silent = [asked for asked in people if asked.answered_at is None]
    best = date_table.best_of(rows) if poll.state == PollState.OPEN else None
    context = {
        "poll": poll,
        "rows": rows,
        "people": people,
        "silent": silent,
        "best": best,
        "as_good": date_table.as_good(rows, best),
    }
    return page(request, "meetings/date_poll.html", context)


@post_only
@needs(PLAN)
@refusals_answered
def date_poll_ask(request, pk):
    poll = dates.open_poll(poll=poll_for(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, "The question is on its way, to each person by their own way.")
    return redirect("meetings:date_poll", poll.pk)


@needs(PLAN)
@refusals_answered
def date_poll_choose(request, pk, option):
    """One more look: what choosing does, before it does it."""
    poll = poll_for(request, pk)
    option = get_object_or_404(poll.options.all(), pk=option)
    if request.method == "POST":
        poll = dates.choose(poll=poll, option=option, actor=request.actor, now=timezone.now())
        messages.success(
            request, "The meeting is a draft now. Say where it is, then publish it: that sends the invitations."
        )
        return redirect("meetings:meeting_edit", poll.meeting_id)
    context = {
        "title": f"{when(option.starts_at)} it is?",
        "sentence": f"{poll.title}.",
        "consequences": [
            "A draft of the meeting is made, with everybody who was asked on its list.",
            "Everybody who was asked hears which date it is; the invitation tells them instead, if you publish within ten minutes.",
            "Nobody can change what they answered about the dates any more.",
        ],
        "action": request.path, "fields": {}, "yes": "Yes, this date",
        "no_url": reverse("meetings:date_poll", args=[poll.pk]), "no": "Not yet",
    }  # fmt: skip
    return page(request, "components/confirm.html", context)


@needs(PLAN)
@refusals_answered
def date_poll_drop(request, pk):
    """No date was found: asked about once more."""
    poll = poll_for(request, pk)
    if request.method == "POST":
        dates.drop(poll=poll, actor=request.actor, now=timezone.now())
        messages.success(request, "We stopped looking for a date.")
        return redirect("meetings:date_polls")
    told = (
        "Everybody who was asked is told."
        if poll.state == PollState.OPEN
        else "Nobody has heard of it, so nobody is told."
    )
    context = {
        "title": "Stop looking for a date?", "sentence": f"{poll.title}.", "consequences": [told, "You can begin again with other dates."],
        "action": request.path, "fields": {}, "yes": "Stop looking", "no_url": reverse("meetings:date_poll", args=[poll.pk]),
        "no": "Go on looking",
    }  # fmt: skip
    return page(request, "components/confirm.html", context)


@needs(PLAN)
@refusals_answered
def date_poll_people(request, pk):
    """Find people by name, tick them, add them."""
    now = timezone.now()
    poll = poll_for(request, pk)
    known = Person.objects.visible_to(request.actor).filter(died_on=None)
    if request.method == "POST":
        ids = row_ids(request, "people")
        new = dates.add_people(poll=poll, people=list(known.filter(pk__in=ids)), actor=request.actor, now=now)
        messages.success(
            request, f"{plural(len(new), 'person is,people are')} on the list now." if new else "Nobody new was ticked."
        )
        return redirect("meetings:date_poll_people", poll.pk)
    words = typed(request, "q")
    free = known.exclude(pk__in=date_table.people_of(poll).values("person"))
    found = free.filter(sort_name__contains=sort_key(words)).by_name()[:MOST_FOUND] if words else []
    context = {"poll": poll, "q": words, "found": found}
    return page(request, "meetings/date_poll_people.html", context, partial="meetings/_date_found.html")


@post_only
@needs(PLAN)
@refusals_answered
def date_poll_off(request, pk):
    asked = get_object_or_404(DateAsked.objects.filter(removed_at=None).select_related("poll", "person"), pk=pk)
    poll_for(request, asked.poll_id)
    dates.take_off(asked=asked, actor=request.actor, now=timezone.now())
    messages.success(request, f"{asked.person.name} is not asked any more.")
    return redirect("meetings:date_poll", asked.poll_id)
