"""The page behind the link in a letter: one meeting, one person's answer, no sign-in and no session."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_safe

from meetings import calendars
from meetings.actions import rsvps
from meetings.forms import AnswerForm
from meetings.models import MeetingState, Rsvp
from meetings.queries import panel
from meetings.rules import Busy
from members.actions import ringing
from members.models import Person
from members.permissions import by_link
from members.post import links
from members.web import Refused, wants_part

SEE_OTHER, CONFLICT, UNPROCESSABLE, BUSY = 303, 409, 422, 503
HINTS = {"yes", "maybe", "no"}
PURPOSE = "rsvp"
WHICH = f"SELECT id FROM {Rsvp._meta.db_table} WHERE meeting_id = %s AND person_id = %s AND removed_at IS NULL"


class SeeOther(HttpResponseRedirect):
    """After a post: look at the page again, whatever was posted."""

    status_code = SEE_OTHER


def with_link(view):
    """Finds whose answer a token is about; every token that opens nothing gets the very same page."""

    @login_not_required
    def opened(request, token):
        now = timezone.now()
        rsvp = token.isascii() and (_to_press if request.method == "POST" else _to_read)(token, now=now)
        if not rsvp:
            return render(request, "meetings/rsvp_unknown.html", status=404)
        return view(request, rsvp, token, now=now)

    return opened


def _to_read(token, *, now):
    """The answer with its meeting and its person, for the page."""
    link = links.find(token, purpose=PURPOSE, now=now)
    if link is None:
        return None
    asked = Rsvp.objects.filter(meeting=link.about.partition(":")[2], person=link.person_id).standing().order_by()
    rsvp = asked.exclude(meeting__state=MeetingState.DRAFT).select_related("meeting").first()
    if rsvp is not None:
        rsvp.person = link.person
    return rsvp


def _to_press(token, *, now):
    """Which answer it is, and no more: a press reads it and its meeting once, under their locks."""
    found = links.holder(token, purpose=PURPOSE, now=now)
    if found is None:
        return None
    person_id, about = found
    meeting_id = int(about.partition(":")[2])
    with connection.cursor() as cursor:
        cursor.execute(WHICH, [meeting_id, person_id])
        row = cursor.fetchone()
    return row and Rsvp(pk=row[0], meeting_id=meeting_id, person_id=person_id)


def as_it_stands(rsvp):
    """Read anew, for a page that says why nothing was saved."""
    return Rsvp.objects.select_related("meeting", "person").get(pk=rsvp.pk)


def draw(request, rsvp, token, *, now, status=200, sentence=""):
    """The page, or for htmx its moving part."""
    hint = request.GET.get("a", "")
    context = {
        "panel": panel(rsvp, now=now, hint=hint if hint in HINTS else ""),
        "hint": hint if hint in HINTS and hint != rsvp.answer else "",
        "meeting": rsvp.meeting,
        "first_name": rsvp.person.first_name,
        "sentence": sentence,
        "answer_url": reverse("rsvp", args=[token]),
        "details_url": reverse("rsvp_details", args=[token]),
        "ring_url": reverse("rsvp_ring", args=[token]),
        "calendar_url": reverse("rsvp_calendar", args=[token]),
        "views_url": reverse("rsvp_views", args=[token]),
        "agenda_url": reverse("rsvp_agenda", args=[token]),
        "dates_url": reverse("rsvp_dates", args=[token]) if rsvp.meeting.series_id else "",
    }
    response = render(
        request, "meetings/_answer.html" if wants_part(request) else "meetings/rsvp.html", context, status=status
    )
    patch_vary_headers(response, ["HX-Request"])
    if status == BUSY:
        response["Retry-After"] = "5"
    return response


@with_link
@require_http_methods(["GET", "HEAD", "POST"])
def rsvp(request, rsvp, token, *, now):
    """Opening it changes nothing; one press answers."""
    if request.method != "POST":
        return draw(request, rsvp, token, now=now)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return draw(request, as_it_stands(rsvp), token, now=now, status=UNPROCESSABLE, sentence=form.sentence)
    try:
        rsvp = rsvps.answer(rsvp=rsvp, **form.cleaned_data, actor=by_link(Person(pk=rsvp.person_id)), now=now)
    except Refused as no:
        status = BUSY if isinstance(no, Busy) else CONFLICT
        return draw(request, as_it_stands(rsvp), token, now=now, status=status, sentence=str(no))
    if not wants_part(request):
        return SeeOther(reverse("rsvp", args=[token]))
    return draw(request, rsvp, token, now=now)


@with_link
@require_http_methods(["GET", "HEAD", "POST"])
def ring(request, rsvp, token, *, now):
    """Please ring me: one press makes one call, and the page says by when we ring."""
    person = rsvp.person
    if request.method == "POST":
        ringing.ring_me(person=person, actor=by_link(person), about=rsvp.meeting.about_word, now=now)
        return SeeOther(reverse("rsvp_ring", args=[token]))
    open_ones = person.ring_requests.filter(closed_at=None, task__closed_at=None)
    asked = open_ones.select_related("task").order_by("pk").first()
    context = {
        "first_name": person.first_name,
        "promise": ringing.promise_of(asked, now=now) if asked else None,
        "ring_url": reverse("rsvp_ring", args=[token]),
        "back": reverse("rsvp", args=[token]),
    }
    return render(request, "meetings/rsvp_ring.html", context)


@with_link
@require_safe
def calendar(request, rsvp, token, *, now):
    """The calendar file, for who wants it."""
    cancelled = rsvp.meeting.state == MeetingState.CANCELLED
    return calendar_response(rsvp.meeting, method=calendars.CANCEL if cancelled else calendars.PUBLISH)


def calendar_response(meeting, *, method):
    response = HttpResponse(calendars.file_for(meeting, method=method), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{calendars.NAME}"'
    return response
