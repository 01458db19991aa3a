"""The public pages of conferences and away days."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings import gathering_calendar
from meetings.gathering_counts import standing_of, with_wishes
from meetings.gathering_rules import days_of, is_open, why_closed
from meetings.models import Gathering, GatheringState
from meetings.venue_pictures import pictures_of
from members.models import Channel
from members.post import window
from members.web import page

HEARD_WITHIN = 2  # working days; a person may have to look first


@login_not_required
@require_safe
def events(request):
    """What is coming, and what was."""
    now = timezone.now()
    public = Gathering.objects.public().prefetch_related("led_by__organisation")
    over = [GatheringState.CANCELLED]
    context = {
        "coming": [(each, is_open(each, now=now)) for each in public.upcoming(now=now)],
        "past": public.filter(ends_at__lt=now).exclude(state__in=over).newest()[:12],
    }
    return page(request, "meetings/events.html", context)


@login_not_required
@require_safe
def event(request, slug):
    """One event: what, when, where, how to get in, the programme, and the way to register."""
    now = timezone.now()
    gathering = get_object_or_404(Gathering.objects.public(), slug=slug)
    closed = why_closed(gathering, now=now)
    context = {
        "gathering": gathering,
        "days": days_of(gathering),
        "closed": closed,
        "led_by": [each.organisation for each in gathering.led_by.select_related("organisation")],
        "sessions": list(gathering.sessions.in_order()),
        "places": "" if closed else _places_in_words(gathering, now=now),
        "full": [] if closed else _full_workshops(gathering),
        "over": gathering.ends_at <= now,
        "pictures": [] if gathering.ends_at <= now else pictures_of(gathering.venue_id),
    }
    return page(request, "meetings/event.html", context)


def _places_in_words(gathering, *, now) -> str:
    """Whether there is room, without a number that would tell who is who."""
    if gathering.places is None:
        return "There is room for everybody."
    standing = standing_of(gathering, now=now)
    if standing.free(held=False) and not standing.waiting:
        return "There are places left."
    if standing.free(held=True) and not standing.waiting_held:
        return (
            "The places that are left are held for people with lived experience. Everybody else goes on a waiting list."
        )
    return "All places are taken just now. You can go on the waiting list: places do come free."


def _full_workshops(gathering) -> list[str]:
    """Workshops with no place left, so that nobody registers for the sake of one and finds out then."""
    return [each.title for each in with_wishes(gathering) if each.places is not None and (each.left <= 0 or each.wait)]


@login_not_required
@require_safe
def thanks(request, slug):
    """The same words whoever it was: whether there is a place stands in the letter that is theirs alone."""
    gathering = get_object_or_404(Gathering.objects.public(), slug=slug)
    way = request.GET.get("way", "")
    context = {
        "gathering": gathering,
        "days": days_of(gathering),
        "way": way if way in Channel.Way.values else "",
        "by": window.working_days_after(timezone.localdate(), HEARD_WITHIN),
    }
    return page(request, "meetings/event_thanks.html", context)


@login_not_required
@require_safe
def calendar(request, slug):
    """The day as a calendar file."""
    gathering = get_object_or_404(Gathering.objects.public(), slug=slug)
    response = HttpResponse(gathering_calendar.file_for(gathering), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{gathering_calendar.NAME}"'
    return response
