"""Meetings, who is asked and who came."""

import uuid
from datetime import timedelta

from django.utils import timezone
from django.utils.text import slugify

from meetings.models import Attendance, Kind, Meeting, Provision, Rsvp
from tests.factories.people import body as a_body


def kind(name="Advisory Group meeting", *, is_meeting=True, default_level="strategic", **fields):
    return Kind.objects.get_or_create(
        slug=slugify(name), defaults={"name": name, "is_meeting": is_meeting, "default_level": default_level, **fields}
    )[0]


def meeting(title="Advisory Group", *, people=(), days=14, now=None, state="published", **fields):
    """A two-hour meeting so many days from now (negative: over), published unless said otherwise; `people` are asked."""
    now = now or timezone.now()
    starts_at = fields.pop("starts_at", None) or (now + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
    fields.setdefault("ends_at", starts_at + timedelta(hours=2))
    fields.setdefault("place", "Leatherhead office")
    fields.setdefault("uid", f"{uuid.uuid4().hex}@sametable.example")
    if "kind" not in fields:
        fields["kind"] = kind()
    if "body" not in fields:
        fields["body"] = a_body()
    if state != "draft":
        fields.setdefault("published_at", min(now, starts_at) - timedelta(days=1))
    made = Meeting.objects.create(title=title, starts_at=starts_at, state=state, **fields)
    for person in people:
        rsvp(made, person)
    return made


def rsvp(meeting, person, *, answer="", mode="", **fields):
    """An invitation; a yes takes the mode given or the room. Places are given by the action, not here."""
    if answer == "yes":
        mode = mode or "room"
    fields.setdefault("invited_at", meeting.published_at)
    return Rsvp.objects.create(meeting=meeting, person=person, answer=answer, mode=mode, **fields)


def attendance(meeting, person, *, came=True, mode="room", hat="advisory_member", **fields):
    fields.setdefault("marked_at", meeting.ends_at)
    return Attendance.objects.create(meeting=meeting, person=person, came=came, mode=mode, hat=hat, **fields)


def provision(meeting, person, *, need="loop", **fields):
    """Something this person needs at this meeting, asked for and not arranged yet."""
    fields.setdefault("asked_at", meeting.starts_at - timedelta(days=10))
    fields.setdefault("due_on", (meeting.starts_at - timedelta(days=3)).date())
    return Provision.objects.create(meeting=meeting, person=person, need=need, **fields)
