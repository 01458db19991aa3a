"""What waits about access stands on the homes, within their budget of questions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings import afterwards
from meetings.models import Meeting, Provision
from members.models import AccessPassport
from tests.meetings.test_access import needs, say

pytestmark = pytest.mark.django_db


def asked_at_home(client):
    with CaptureQueriesContext(connection) as seen:
        page = client.get("/").content.decode()
    return page, len(seen)


@pytest.fixture
def meeting(cast, plan):
    now = timezone.now()
    needs(cast, cast.rowan, loop="", bsl="")
    made = plan(
        people=[cast.rowan, cast.robin],
        publish=True,
        starts_at=now + timedelta(days=20),
        now=now,
        lead=cast.ash,
        room_places=1,
    )
    say(made, cast.rowan, "yes", mode="room", now=now)
    afterwards.plan_due(now=now)
    return made


def test_jo_and_ash_see_what_is_left_to_arrange_and_uma_does_not(client, cast, meeting, as_user):
    for who, sees in ((cast.jo, True), (cast.ash, True), (cast.uma, False)):
        as_user(client, who)
        page, asked = asked_at_home(client)
        assert ("2 things to arrange" in page) == sees
        assert asked <= 12


def test_jo_is_told_whose_passport_is_a_year_old(client, cast, meeting, as_user):
    long_ago = timezone.localdate() - timedelta(days=400)
    AccessPassport.objects.filter(person=cast.rowan).update(
        looked_on=long_ago, review_on=long_ago + timedelta(days=365)
    )
    as_user(client, cast.jo)
    page, asked = asked_at_home(client)
    assert "Ask again what they need" in page
    assert asked <= 12
    as_user(client, cast.rowan)
    assert "A year has passed since you looked" in asked_at_home(client)[0]


def test_robin_whom_nobody_asked_is_asked_once(client, cast, meeting, as_user):
    as_user(client, cast.robin)
    page, asked = asked_at_home(client)
    assert "What do you need to take part?" in page
    assert asked <= 12
    as_user(client, cast.rowan)
    assert "What do you need to take part?" not in asked_at_home(client)[0]


def test_rowan_says_from_the_first_screen_whether_it_was_right(client, cast, meeting, as_user):
    as_user(client, cast.rowan)
    assert "Did we get it right?" not in asked_at_home(client)[0]
    ended = timezone.now() - timedelta(hours=20)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=ended - timedelta(hours=2), ends_at=ended)
    page, asked = asked_at_home(client)
    assert "Did we get it right?" in page
    assert asked <= 12
    address = f"/meetings/{meeting.pk}/right/"
    asked_after = client.post(address, {"verdict": "partly"}, follow=True)
    assert asked_after.redirect_chain == [(address, 302)]
    page = asked_after.content.decode()
    assert "You said “Partly”." in page
    assert 'What was missing? <span class="optional">(you can leave this out)</span>' in page
    assert page.lower().count("you can leave this out") == 1, "said once"
    assert 'name="verdict" value="met">Yes, it was right' in page, "the press can be changed"
    assert client.post(address, {"verdict": "partly", "words": "The loop was off"}).url == "/"
    assert set(Provision.objects.values_list("state", "because")) == {("partly", "The loop was off")}
    client.post(address, {"verdict": "met"})
    assert {(p.state, p.said_by_them) for p in Provision.objects.all()} == {("met", True)}
    assert "Did we get it right?" not in asked_at_home(client)[0]
