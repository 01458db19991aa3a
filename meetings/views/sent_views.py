"""Send my views instead: behind the link in a letter, signed in, or on the telephone."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from meetings.actions import sent_views
from meetings.forms.sent_views import SentForm
from meetings.models import MeetingState, Rsvp, Said
from meetings.views.finding import meeting_for, own_rsvp
from meetings.views.rsvp import SeeOther, with_link
from members.permissions import Permission, by_link, require
from members.web import form_page, needs, refusals_into


def _answered(request, rsvp, *, actor, back, now, done, by_link=False, desk=False):
    form = SentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_into(form):
            sent_views.send(rsvp=rsvp, actor=actor, now=now, **form.cleaned_data)
            return done()
    sent = Said.objects.filter(meeting=rsvp.meeting, speaker=rsvp.person_id, sent_instead=True).in_order()
    context = {
        "rsvp": rsvp, "meeting": rsvp.meeting, "first_name": rsvp.person.first_name, "back": back, "by_link": by_link,
        "desk": desk, "sent": sent, "is_open": rsvp.meeting.ends_at > now and rsvp.meeting.state != MeetingState.CANCELLED,
        "base": "meetings/link_base.html" if by_link else "base.html",
    }  # fmt: skip
    return form_page(request, "meetings/sent_views.html", form, context)


@with_link
@require_http_methods(["GET", "HEAD", "POST"])
def link_views(request, rsvp, token, *, now):
    """Opening it changes nothing; one press sends it, and the page then shows what was sent."""
    rsvp = Rsvp.objects.select_related("meeting", "person").get(pk=rsvp.pk)
    here = reverse("rsvp_views", args=[token])
    return _answered(
        request, rsvp, actor=by_link(rsvp.person), back=reverse("rsvp", args=[token]), now=now,
        done=lambda: SeeOther(here), by_link=True,
    )  # fmt: skip


def own_views(request, pk):
    """For whoever is signed in and asked to this meeting."""
    meeting = meeting_for(request, pk)
    rsvp = own_rsvp(request, meeting)
    if rsvp is None:
        raise Http404
    rsvp.meeting = meeting

    def done():
        messages.success(request, "Thank you. It is with whoever writes the notes, and it gets an answer.")
        return redirect("meetings:views", pk)

    back = reverse("meetings:meeting", args=[pk])
    return _answered(request, rsvp, actor=request.actor, back=back, now=timezone.now(), done=done)


@needs(Permission.ANSWER_FOR)
def views_for(request, pk):
    """Somebody says on the telephone what they think, and does not come."""
    seen = Rsvp.objects.visible_to(request.actor).standing().select_related("meeting", "person")
    rsvp = get_object_or_404(seen, pk=pk)
    require(request.actor, Permission.ANSWER_FOR, within=rsvp.meeting)
    if rsvp.meeting.state == MeetingState.DRAFT:
        raise Http404

    def done():
        messages.success(request, f"Written down for {rsvp.person.name}.")
        return redirect("meetings:meeting", rsvp.meeting_id)

    actor = request.actor.at_the_desk_for(rsvp.person)
    back = reverse("meetings:answer_for", args=[pk])
    return _answered(request, rsvp, actor=actor, back=back, now=timezone.now(), done=done, desk=True)
