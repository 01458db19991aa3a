"""How the views of this floor find a meeting or an answer: a stranger's is a 404."""

from django.shortcuts import get_object_or_404

from meetings.models import Meeting, Rsvp
from members.permissions import require
from members.queries.once import A_NUMBER, written_once


def meeting_for(request, pk, permission=None):
    """The meeting if this actor may see it (404), and may do this with it (403)."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.actor), pk=pk)
    if permission is not None:
        require(request.actor, permission, within=meeting)
    return meeting


def own_rsvp(request, meeting) -> Rsvp | None:
    """The invitation of whoever is signed in."""
    if request.actor.person_id is None:
        return None
    for own in _own(meeting.pk, request.actor.person_id):
        own.meeting = meeting
        return own
    return None


_own = written_once(
    lambda meeting, person: Rsvp.objects.filter(meeting=meeting, person=person).standing().order_by("pk")[:1],
    A_NUMBER, A_NUMBER - 1,
)  # fmt: skip
