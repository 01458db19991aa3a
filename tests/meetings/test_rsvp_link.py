"""The page behind the link in a letter, as the person who holds it meets it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.models import Letter
from members.post import links
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast):
    return make.meeting(people=[cast.rowan, cast.robin], room_places=1, online_offered=True, phone_offered=True, dial_in="01632 960 777")


def address(meeting, person):
    link = links.link_for(
        person=person, purpose="rsvp", about=meeting.about_word, expires_at=meeting.ends_at + timedelta(days=30), now=timezone.now()
    )
    return f"/rsvp/{link.token}/"


def test_rowan_opens_the_link_and_answers_with_one_press(client, cast, meeting, django_assert_num_queries):
    url = address(meeting, cast.rowan)
    with django_assert_num_queries(3):
        page = client.get(url)
    assert page.status_code == 200
    assert not page.cookies.get("sessionid")
    with django_assert_num_queries(12):
        done = client.post(url, {"answer": "yes", "mode": "room"})
    assert done.status_code == 303
    print(client.get(url).content.decode())
    assert Letter.objects.filter(kind="meeting_receipt").count() == 1
    client.post(url, {"answer": "yes", "mode": "room"})
    assert Letter.objects.filter(kind="meeting_receipt").count() == 1
