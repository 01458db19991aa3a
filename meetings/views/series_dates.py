"""One person's dates of a series, each with its own answer: their own page, behind their link, and for them at the desk."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.dates_of_person import dates_of
from meetings.models import Meeting, Rsvp
from meetings.views.of_person import rows_of
from meetings.views.rsvp import with_link
from meetings.views.series import series_for
from members.models import Person
from members.permissions import Permission
from members.web import needs, page


def series_dates(request, pk):
    """Every date somebody is asked to, with its buttons; whoever is asked to none finds nothing."""
    actor = request.actor
    seen = Meeting.objects.visible_to(actor)
    mine = dates_of(actor.person_id, pk, now=timezone.now(), seen=seen) if actor.person_id else []
    if not mine:
        raise Http404
    for choice in (choice for each in mine for choice in each.choices):
        choice["fields"]["next"] = request.path
    return page(request, "meetings/series_dates.html", {"mine": mine, "title": mine[0].meeting.title})


@needs(Permission.ANSWER_FOR)
def series_dates_for(request, pk, person):
    """The same for somebody on the telephone; every answer is noted by whom and for whom."""
    found = series_for(request, pk, Permission.ANSWER_FOR)
    listed = Rsvp.objects.filter(meeting__series=found).standing().values("person")
    person = get_object_or_404(Person.objects.filter(pk__in=listed), pk=person)
    now = timezone.now()
    asked = [each.rsvp for each in dates_of(person.pk, found.pk, now=now)]
    context = {
        "person": person, "series": found, "rows": rows_of(asked, request.actor, now=now),
        "back": request.path, "up": reverse("meetings:series", args=[found.pk]),
    }  # fmt: skip
    return page(request, "meetings/series_dates_for.html", context)


@with_link
@require_safe
def rsvp_dates(request, rsvp, token, *, now):
    """Behind a link: the other dates of the series, each with the link of its own; a link answers one meeting only."""
    if rsvp.meeting.series_id is None:
        return render(request, "meetings/rsvp_unknown.html", status=404)
    mine = dates_of(rsvp.person_id, rsvp.meeting.series_id, now=now, with_links=True)
    context = {
        "mine": mine, "title": rsvp.meeting.title, "first_name": rsvp.person.first_name,
        "back": reverse("rsvp", args=[token]),
    }  # fmt: skip
    return render(request, "meetings/rsvp_dates.html", context)
