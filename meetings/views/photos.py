"""May I be in photos of this meeting? Asked each time, of whoever said yes; one press, and one press back (CON-06)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from meetings.views.finding import meeting_for, own_rsvp
from members.actions import consents
from members.models import Consent, ConsentEvent
from members.queries import consent as consent_queries
from members.web import page, post_only, wants_part


def own_photos(request, meeting) -> dict:
    """What `meetings/_photos.html` needs; one query."""
    return {
        "may_photo": consent_queries.holds(request.actor.person, Consent.PHOTOS, about=meeting.about_word),
        "photos_url": reverse("meetings:photos", args=[meeting.pk]),
    }


@post_only
def photos(request, pk):
    """`may=1` gives it for this meeting alone, anything else takes it back."""
    meeting = meeting_for(request, pk)
    if own_rsvp(request, meeting) is None:
        raise Http404
    do = consents.give if request.POST.get("may") == "1" else consents.withdraw
    do(
        person=request.actor.person, consent=Consent.PHOTOS, how=ConsentEvent.How.ONLINE, actor=request.actor,
        now=timezone.now(), about=meeting.about_word,
    )  # fmt: skip
    if wants_part(request):
        return page(request, "meetings/_photos.html", own_photos(request, meeting), partial="meetings/_photos.html")
    messages.success(request, "Saved, for this meeting.")
    return redirect("meetings:meeting", pk)
