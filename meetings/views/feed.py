"""The private calendar: the feed itself, and the page where its owner finds and changes the address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from meetings import feeds
from meetings.actions import calendar_feed
from members.models import Link
from members.post import links
from members.web import page, post_only


@login_not_required
@require_safe
def feed(request, secret):
    """Whoever holds the address; an unknown one is a 404 like any other."""
    now = timezone.now()
    link = links.find(secret, purpose=feeds.PURPOSE, now=now) if secret.isascii() else None
    if link is None:
        raise Http404
    rsvps = feeds.meetings_of(link.person, now=now)
    tag = quote_etag(feeds.etag(rsvps))
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = HttpResponse(feeds.build(rsvps), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="meetings.ics"'
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def my_calendar(request):
    """The address to copy, how to add it, and how to change it. Opening it makes nothing."""
    person = request.actor.person
    live = Link.objects.filter(person=person, purpose=feeds.PURPOSE, about=feeds.about(person), revoked_at=None).first()
    return page(request, "meetings/my_calendar.html", {"address": feeds.address(live) if live else ""})


@post_only
def my_calendar_new(request):
    """Makes the address, or another one in its place: the old one stops at once."""
    calendar_feed.renew(person=request.actor.person, actor=request.actor, now=timezone.now())
    messages.success(request, "Here is your calendar's address. One you had before does not work any more.")
    return redirect("meetings:my_calendar")
