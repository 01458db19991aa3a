"""Which needs of the people at a meeting staff are told: those that matter there (domain 5.2). The coordinator knows all."""

import pytest
from django.urls import reverse

from meetings.flags import flags_at, ways_of_all
from meetings.models import Rsvp
from tests import factories as make
from tests.meetings.test_access import needs, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast, plan):
    needs(
        cast, cast.rowan,
        email_only="", no_calls="", large_print="18 point", loop="", camera_off="", slower="", not_before="10am",
    )  # fmt: skip
    return plan(
        people=[cast.rowan], publish=True, lead=cast.ash, online_offered=True, join_link="https://meet.example.org/a"
    )


def told(meeting, actor, **more):
    rsvps = Rsvp.objects.filter(meeting=meeting)
    return next(iter(flags_at(meeting, ways_of_all(meeting, rsvps), actor=actor, **more).values()), [])


def test_staff_are_told_what_matters_for_the_way_somebody_chose(cast, meeting):
    ash = cast.actor("ash")
    assert set(told(meeting, ash)) == {"Large print 18 point", "Slower pace", "Hearing loop", "Camera off"}
    say(meeting, cast.rowan, "yes", mode="online")
    assert set(told(meeting, ash)) == {"Large print 18 point", "Slower pace", "Camera off"}
    say(meeting, cast.rowan, "yes", mode="room")
    assert set(told(meeting, ash)) == {"Large print 18 point", "Slower pace", "Hearing loop"}
    say(meeting, cast.rowan, "no")
    assert told(meeting, ash) == []


def test_how_somebody_is_reached_matters_to_staff_who_speak_to_them(cast, meeting):
    say(meeting, cast.rowan, "no")
    assert set(told(meeting, cast.actor("ash"), in_touch=True)) == {"Email only", "No calls without warning"}


def test_the_coordinator_is_told_everything(cast, meeting):
    say(meeting, cast.rowan, "no")
    assert len(told(meeting, cast.actor("jo"))) == 7


def test_an_early_start_makes_the_hour_matter(cast, meeting):
    meeting.starts_at = meeting.starts_at.replace(hour=8)
    assert "Nothing before 10am" in told(meeting, cast.actor("ash"))


def test_the_page_of_a_meeting_shows_staff_only_that(cast, meeting, client, as_user):
    say(meeting, cast.rowan, "yes", mode="online")
    page = reverse("meetings:meeting", args=[meeting.pk])
    seen = as_user(client, cast.ash).get(page).content.decode()
    assert "Large print 18 point" in seen
    assert "Hearing loop" not in seen
    assert "Email only" not in seen
    assert "Hearing loop" in as_user(client, cast.jo).get(page).content.decode()


def test_who_is_told_of_a_new_time_is_a_list_of_names(cast, meeting, client, as_user):
    say(meeting, cast.rowan, "yes", mode="online")
    for who in (cast.ash, cast.jo):
        page = as_user(client, who).get(reverse("meetings:meeting_move", args=[meeting.pk])).content.decode()
        assert cast.rowan.name in page
        assert "Large print 18 point" not in page
        assert "Hearing loop" not in page


def test_before_publishing_to_many_the_first_names_stand_there_and_the_rest_is_a_press_away(
    cast, plan, client, as_user
):
    crowd = [make.person(f"Person Number{n:02}", email=f"n{n}@example.org") for n in range(14)]
    meeting = plan(people=crowd)
    page = as_user(client, cast.jo).get(reverse("meetings:meeting_publish", args=[meeting.pk])).content.decode()
    first, _, rest = page.partition("and 8 more.")
    assert "14 people by email" in first
    assert "Person Number05" in first
    assert "Person Number13" not in first
    assert "Show everybody" in rest
    assert "Person Number13" in rest
