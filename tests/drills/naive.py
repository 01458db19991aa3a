"""Answers without protection. They exist under the drills' URLconf alone; a test keeps them out of the site."""

import time
from datetime import timedelta

from csp.decorators import csp_exempt
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from meetings import emails
from meetings.models import Registration, Rsvp
from members.models import Link
from members.models.link import digest

WINDOW = 0.05  # seconds between looking and writing, as a busy page has them


def _rsvp(token):
    link = Link.objects.get(token_hash=digest(token))
    return Rsvp.objects.select_related("meeting").get(meeting=link.about.partition(":")[2], person=link.person_id)


@login_not_required
def unlocked(request, token):
    """Counts, waits a little, writes: no lock, and the place is not numbered."""
    rsvp = _rsvp(token)
    taken = Rsvp.objects.filter(meeting=rsvp.meeting, answer="yes").exclude(place_no=None).count()
    time.sleep(WINDOW)
    if taken < rsvp.meeting.room_places:
        rsvp.answer, rsvp.mode, rsvp.place_no = "yes", "room", 1000 + rsvp.pk
        rsvp.save()
        return HttpResponse("place")
    return HttpResponse("waiting")


@login_not_required
def apart(request, token):
    """Saves the answer, and notes the letter in a transaction of its own a moment later."""
    rsvp = _rsvp(token)
    rsvp.answer, rsvp.mode, rsvp.place_no, rsvp.revision = "yes", "room", rsvp.pk, 1
    rsvp.save()
    time.sleep(WINDOW)
    emails.send_receipt(rsvp, meeting=rsvp.meeting, now=timezone.now())
    return HttpResponse("saved")


@csrf_exempt
@login_not_required
def promote(request, token):
    """Cancels, looks who is next in line, waits a little, gives them the place: without the gathering's lock."""
    mine = Registration.objects.get(token_hash=digest(token))
    place = mine.place_no
    mine.state, mine.place_no, mine.queue_no = "cancelled", None, None
    mine.save()
    following = Registration.objects.filter(gathering=mine.gathering_id).in_line().first()
    time.sleep(WINDOW)
    if following is not None:
        ends = timezone.now() - timedelta(hours=1)
        Registration.objects.filter(pk=following.pk).update(
            state="offered", place_no=place, offered_at=timezone.now(), offer_expires_at=ends
        )
    return HttpResponse("cancelled")


@csp_exempt()
@csrf_exempt
@login_not_required
def posts_itself(request, token):
    """A page that answers as soon as its script runs, as some products have it."""
    if request.method == "POST":
        Rsvp.objects.filter(pk=_rsvp(token).pk).update(answer="yes", mode="room")
        return HttpResponse("saved")
    return HttpResponse('<form method="post" id="f"></form><script>document.getElementById("f").submit()</script>')


urlpatterns = [
    path("naive/unlocked/<str:token>/", unlocked),
    path("naive/apart/<str:token>/", apart),
    path("naive/promote/<str:token>/", promote),
    path("naive/posts-itself/<str:token>/", posts_itself),
    path("", include("coproduction.urls")),
]
handler400, handler403, handler404, handler500 = (
    "coproduction.views.bad_request", "coproduction.views.permission_denied", "coproduction.views.page_not_found",
    "coproduction.views.server_error",
)  # fmt: skip
