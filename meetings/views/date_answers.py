"""Which dates suit me: by a link without signing in, from the home, or told to staff on the telephone."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods

from meetings import date_table
from meetings.actions import dates
from meetings.date_letters import PURPOSE
from meetings.forms.dates import suits_of
from meetings.models import DateAsked, DatePoll, PollState
from meetings.models.date_poll import Suits
from meetings.views.rsvp import SeeOther
from members.permissions import Permission, by_link, require
from members.post import links
from members.web import Refused, needs, next_page, page, wants_part

CONFLICT = 409
FEW = 5
A_MOMENT = timedelta(minutes=2)  # a page opened later than that no longer says that it has just been saved
CHOICES = [(suits.value, suits.label) for suits in Suits]


def _asked(**found):
    line = DateAsked.objects.filter(removed_at=None, **found).exclude(poll__state=PollState.DRAFT)
    return line.select_related("poll", "poll__chosen", "person", "recorded_by")


def _context(asked, *, now, sentence="", ticked=None, **more):
    rows = date_table.rows_of(asked.poll, asked=asked, now=now)
    said = {row.option.pk: row.mine for row in rows} | (ticked or {})
    return {
        "poll": asked.poll, "asked": asked, "sentence": sentence, "is_open": asked.poll.state == PollState.OPEN,
        "rows": [(row, [(value, label, said[row.option.pk] == value) for value, label in CHOICES]) for row in rows],
        "just_saved": not sentence and asked.answered_at is not None and now - asked.answered_at < A_MOMENT,
        "left": sum(1 for row in rows if not row.mine), **more,
    }  # fmt: skip


def _press(request, asked, *, actor, now) -> str:
    """Save what was pressed; the sentence that says why it could not be saved, or nothing."""
    try:
        if "ring" in request.POST:
            dates.ring_me_instead(asked=asked, actor=actor, now=now)
        else:
            dates.answer(asked=asked, suits=suits_of(request.POST), actor=actor, now=now)
    except Refused as no:
        return str(no)
    return ""


def _draw(request, asked, template, *, sentence="", now, **more):
    """The page, or for htmx its moving part. After a refusal what was ticked stays ticked."""
    context = _context(asked, now=now, sentence=sentence, ticked=suits_of(request.POST) if sentence else None, **more)
    name = "meetings/_dates.html" if wants_part(request) else template
    response = render(request, name, context, status=CONFLICT if sentence else 200)
    patch_vary_headers(response, ["HX-Request"])
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def dates_link(request, token):
    """One poll, one person. Opening it changes nothing; every token that opens nothing gets the very same page."""
    now = timezone.now()
    link = links.find(token, purpose=PURPOSE, now=now) if token.isascii() else None
    about = link.about.partition(":")[2] if link else "0"
    asked = _asked(poll=int(about), person=link.person_id).first() if link else None
    if asked is None:
        return render(request, "meetings/rsvp_unknown.html", status=404)
    here = {"answer_url": reverse("dates", args=[token]), "by_link": True}
    if request.method != "POST":
        return _draw(request, asked, "meetings/dates_link.html", now=now, **here)
    sentence = _press(request, asked, actor=by_link(asked.person), now=now)
    if not sentence and not wants_part(request):
        return SeeOther(reverse("dates", args=[token]))
    return _draw(request, _asked(pk=asked.pk).get(), "meetings/dates_link.html", sentence=sentence, now=now, **here)


@require_http_methods(["GET", "HEAD", "POST"])
def dates_mine(request, pk):
    """The same for somebody who is signed in; a poll one is not asked about is a 404."""
    now = timezone.now()
    asked = get_object_or_404(_asked(poll=pk, person=request.actor.person_id))
    here = {"answer_url": reverse("meetings:dates_mine", args=[pk]), "by_link": False}
    if request.method != "POST":
        return _draw(request, asked, "meetings/dates_mine.html", now=now, **here)
    sentence = _press(request, asked, actor=request.actor, now=now)
    if not sentence and not wants_part(request):
        return redirect("meetings:dates_mine", pk)
    return _draw(request, _asked(pk=asked.pk).get(), "meetings/dates_mine.html", sentence=sentence, now=now, **here)


def dates_waiting(request):
    """What waits for whoever is signed in: questions to answer, and for those who run them a date to choose."""
    now, actor = timezone.now(), request.actor
    asked = date_table.waiting_for(actor.person_id, now=now)
    over = date_table.run_by(actor).filter(state=PollState.OPEN, answer_by__lt=timezone.localdate(now))
    context = {
        "dates_to_answer": asked.values("poll_id", "poll__title", "poll__answer_by", "ring_me")[:FEW],
        "dates_to_choose": over.values("pk", "title")[:FEW],
    }
    return page(request, "meetings/dates_waiting.html", context, partial="meetings/_dates_waiting.html")


@needs(Permission.ANSWER_FOR)
def dates_for(request, pk):
    """Told on the telephone: noted "by X for Y"."""
    now = timezone.now()
    asked = get_object_or_404(_asked(pk=pk, poll__in=DatePoll.objects.visible_to(request.actor)))
    require(request.actor, Permission.ANSWER_FOR, within=asked.poll)
    sentence, back = "", next_page(request, default=reverse("meetings:date_poll", args=[asked.poll_id]))
    if request.method == "POST":
        actor = request.actor.at_the_desk_for(asked.person)
        sentence = _press(request, asked, actor=actor, now=now)
        if not sentence:
            messages.success(request, f"Noted for {asked.person.name}.")
            return redirect(back)
    ticked = suits_of(request.POST) if sentence else None
    here = {"answer_url": reverse("meetings:dates_for", args=[pk]), "back": back}
    context = _context(asked, now=now, sentence=sentence, ticked=ticked, **here)
    return page(request, "meetings/dates_for.html", context, status=CONFLICT if sentence else 200)
