"""What the tests of meetings share: a fixed moment, a planned meeting, and what reached whom."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from meetings.actions import planning, questions, series
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


@pytest.fixture
def begin(cast):
    """`begin(weekday=3)`: Jo's series of the Advisory Group, second Tuesdays, with its first three drafts."""

    def begun(*, now=NOW, by="jo", **fields):
        values = {
            "kind": make.kind(), "body": cast.group, "team": cast.team, "title": "Advisory Group meeting",
            "place": "Leatherhead office", "access": "Step-free", "starts": time(14), "ends": time(16),
            "first_on": date(2026, 11, 1), **fields,
        }  # fmt: skip
        return series.create(actor=cast.actor(by), now=now, **values)

    return begun


@pytest.fixture
def moment():
    """Now, for pages, which look at the clock themselves."""
    return timezone.now()


@pytest.fixture
def running(cast, moment):
    """Jo's series that began last month, with three drafts."""
    assert cast.rowan
    return series.create(
        kind=make.kind(), body=cast.group, team=cast.team, title="Advisory Group meeting", place="Leatherhead office",
        lead=cast.jo, access="A break after an hour", starts=time(14), ends=time(16), online_offered=True,
        first_on=timezone.localdate(moment) - timedelta(days=30), actor=cast.actor("jo"), now=moment,
    )  # fmt: skip


@pytest.fixture
def board(cast):
    return cast.tal and make.body("Board of Trustees", "trustees")


@pytest.fixture
def put(cast, board):
    """`put()`: Rowan puts a question of the Advisory Group to the Board of Trustees."""

    def putting(words="Will the Leatherhead office stay open?", *, by="rowan", asker=None, asked=None, now=NOW, **more):
        sides = {"asker": asker or cast.group, "asked": asked or board}
        return questions.put(
            words=words,
            answer_by=more.pop("answer_by", NOW.date() + timedelta(days=30)),
            actor=cast.actor(by),
            now=now,
            **sides,
            **more,
        )

    return putting
