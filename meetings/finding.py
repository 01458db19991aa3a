"""How the find box finds meetings: by part of the title, those to come first."""

from django.db.models import Case, F, Value, When
from django.db.models.functions import Abs, Extract
from django.urls import reverse

from meetings.models import Meeting, MeetingState
from members.queries.finding import Found
from members.words import when


def meetings(actor, words, *, now, limit):
    """Those this role may see; to come before past, the nearest first."""
    is_past = Case(When(ends_at__lt=now, then=Value(1)), default=Value(0))
    away = Abs(Extract(F("starts_at") - Value(now), "epoch"))
    found = Meeting.objects.visible_to(actor).filter(title__icontains=words).order_by(is_past, away, "pk")
    return [Found(each.title, _line(each), reverse("meetings:meeting", args=[each.pk])) for each in found[:limit]]


def _line(meeting):
    state = "" if meeting.state == MeetingState.PUBLISHED else f", {meeting.get_state_display().lower()}"
    return f"{when(meeting.starts_at)}{state}"
