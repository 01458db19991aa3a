"""What the tests of meetings share: a fixed moment, a planned meeting, and what reached whom."""

from datetime import UTC, datetime, timedelta

import pytest

from meetings.actions import planning
from members.models import Letter
from members.post import delivery, links
from tests import factories as make

NOW = datetime(2026, 11, 16, 10, tzinfo=UTC)  # a Monday in winter
START = datetime(2026, 12, 8, 14, tzinfo=UTC)  # Tuesday 8 December, 2pm


@pytest.fixture
def now():
    return NOW


@pytest.fixture(autouse=True)
def post(settings):
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"


@pytest.fixture
def plan(cast):
    """`plan(people=[…], room_places=1)`: Jo's draft of a meeting in three weeks, room, online and phone."""

    def planned(*, people=None, publish=False, now=NOW, starts_at=START, **fields):
        values = {
            "kind": make.kind(), "body": cast.group, "team": cast.team, "title": "Advisory Group meeting", "place": "Leatherhead office",
            "access": "Step-free, hearing loop, quiet room", "about": "The new Welcome Pack", "online_offered": True,
            "join_link": "https://meet.example.org/tea", "phone_offered": True, "dial_in": "01632 960 777",
            "remote_host": "Ash", "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), **fields,
        }  # fmt: skip
        meeting = planning.create(actor=cast.actor("jo"), now=now, people=people, **values)
        if publish:
            meeting = planning.publish(meeting=meeting, actor=cast.actor("jo"), now=now)
        return meeting

    return planned


@pytest.fixture
def deliver():
    """Everything due by then leaves; gives (first name, way, kind, subject) of what left or became a task, in order."""

    def delivered(now):
        before = set(Letter.objects.exclude(state="waiting").values_list("pk", flat=True))
        delivery.deliver_due(now=now)
        gone = (
            Letter.objects.exclude(pk__in=before)
            .filter(state__in=["sent", "sending"])
            .order_by("person__sort_name", "pk")
        )
        return [(letter.person.first_name, letter.way, letter.kind.removeprefix("meeting_")) for letter in gone]

    return delivered


@pytest.fixture
def link_of():
    def address(meeting, person, *, now=NOW):
        link = links.link_for(
            person=person,
            purpose="rsvp",
            about=meeting.about_word,
            expires_at=meeting.ends_at + timedelta(days=30),
            now=now,
        )
        return f"/rsvp/{link.token}/"

    return address
