"""A promise stays in sight: on a break the meeting somebody said yes to, and by phone the number to ring."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.models import Meeting, Rsvp
from members.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db
FOLD = "What there is when you are back"


@pytest.fixture
def home(client, cast, as_user):
    as_user(client, cast.rowan, "member")

    def page():
        with CaptureQueriesContext(connection) as captured:
            words = " ".join(client.get("/").content.decode().split())
        assert len(captured) <= 12
        return words

    return page


def say_yes(meeting, person, mode, place=1):
    Rsvp.objects.filter(meeting=meeting, person=person).update(answer="yes", mode=mode, place_no=place, queue_no=1)


def test_on_a_break_a_meeting_rowan_said_yes_to_stays_in_sight_with_its_buttons(cast, home):
    make.meeting("Walk in the garden", days=5, people=[cast.rowan])
    promised = make.meeting("Welcome Pack workshop", days=9, people=[cast.rowan], room_places=3, online_places=3)
    say_yes(promised, cast.rowan, "online")
    assert "You said yes to" not in home()
    Person.objects.filter(pk=cast.rowan.pk).update(paused_at=timezone.now())
    page = home()
    assert "You said yes to Welcome Pack workshop. We do not remind you while you are on a break." in page
    assert page.index("Welcome Pack workshop") < page.index("You are coming online") < page.index(FOLD)
    assert page.index("I can&#x27;t this time") < page.index(FOLD) < page.index("Walk in the garden")
    assert f'href="/meetings/{promised.pk}/"' not in page[page.index(FOLD) :]


def test_of_three_promises_on_a_break_each_can_be_changed_and_no_more_is_asked_than_of_one(cast, home):
    Person.objects.filter(pk=cast.rowan.pk).update(paused_at=timezone.now())
    for number, title in enumerate(("First", "Second", "Third")):
        meeting = make.meeting(f"{title} workshop", days=5 + number, people=[cast.rowan], room_places=1)
        say_yes(meeting, cast.rowan, "room")
        page = home()
        assert f"{title} workshop" in page[: page.index(FOLD)]
    assert "You said yes to these meetings." in page
    assert page.count("Change my answer") == 2
    assert "No meeting is waiting for you" not in page


def test_who_comes_by_phone_finds_the_number_on_their_home_until_it_ends(client, cast, home):
    offered = {"phone_offered": True, "dial_in": "01632 960 777, code 4321"}
    meeting = make.meeting("Advisory Group", days=9, people=[cast.rowan], **offered)
    number = "The number to ring on the day: <strong>01632 960 777, code 4321</strong>"
    assert number not in home()
    say_yes(meeting, cast.rowan, "phone")
    assert number in home()
    assert number in " ".join(client.get(f"/meetings/{meeting.pk}/").content.decode().split())
    begun = timezone.now() - timedelta(minutes=5)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=begun, ends_at=begun + timedelta(hours=2))
    assert number in home()
    assert number in " ".join(client.get(f"/meetings/{meeting.pk}/").content.decode().split())
    say_yes(meeting, cast.rowan, "phone", place=None)
    assert number not in home()


def test_who_comes_online_finds_the_link_and_the_number_beside_it_near_the_start(cast, home):
    offered = {"online_offered": True, "join_link": "https://meet.example.org/tea", "dial_in": "01632 960 777"}
    meeting = make.meeting("Advisory Group", days=9, people=[cast.rowan], **offered)
    say_yes(meeting, cast.rowan, "online")
    assert "The link to join comes a day before the meeting" in home()
    soon = timezone.now() + timedelta(minutes=20)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=soon, ends_at=soon + timedelta(hours=2))
    assert "Or ring in: <strong>01632 960 777</strong>" in home()
