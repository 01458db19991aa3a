"""Robin's name is Robin's: other members read it where Robin said yes, and nowhere else; photos are asked for each time."""

import pytest
from django.urls import reverse
from django.utils import timezone

from members.actions import consents
from members.models import Consent
from members.permissions import Actor, Role
from members.queries import consent as queries
from tests import factories as make


def say(person, consent, *, yes=True, **more):
    do = consents.give if yes else consents.withdraw
    me = Actor(person=person, role=Role.MEMBER)
    return do(person=person, consent=consent, how="online", actor=me, now=timezone.now(), **more)


@pytest.fixture
def meeting(cast):
    found = make.meeting("Tea and plans", body=cast.group)
    for number, person in enumerate((cast.rowan, cast.robin, cast.sam), start=1):
        make.rsvp(found, person, answer="yes", place_no=number)
    return found


def page_as(client, as_user, person, address, role="member"):
    return as_user(client, person, role).get(address).content.decode()


def test_other_members_read_her_first_name_once_she_says_yes_and_no_longer_once_she_takes_it_back(
    cast, meeting, client, as_user
):
    here = f"/meetings/{meeting.pk}/"
    assert "Robin" not in page_as(client, as_user, cast.rowan, here)
    say(cast.robin, Consent.NAME_TO_MEMBERS)
    said = page_as(client, as_user, cast.rowan, here)
    assert "With Robin, who likes others to know" in said, "nobody else, and no surname"
    say(cast.robin, Consent.NAME_TO_MEMBERS, yes=False)
    assert "Robin" not in page_as(client, as_user, cast.rowan, here)


def test_it_is_said_to_members_and_to_nobody_else(cast, meeting, client, as_user):
    say(cast.robin, Consent.NAME_TO_MEMBERS)
    make.rsvp(meeting, cast.tal, answer="yes", place_no=4)
    here = f"/meetings/{meeting.pk}/"
    assert "Robin" not in page_as(client, as_user, cast.tal, here, "trustee")
    assert "Robin" in page_as(client, as_user, cast.tal, here, "member")


def test_the_page_of_an_activity_names_who_said_yes(cast, client, as_user):
    activity = make.activity("Interview panel", people=[cast.rowan, cast.robin, cast.sam])
    here = reverse("projects:activity", args=[activity.pk])
    assert "Robin" not in page_as(client, as_user, cast.rowan, here)
    say(cast.robin, Consent.NAME_TO_MEMBERS)
    assert "With Robin" in page_as(client, as_user, cast.rowan, here)


def test_partners_read_a_lived_experience_representative_as_a_member_until_she_says_yes(cast, client, as_user):
    make.representative(cast.organisation, cast.robin, part="lived_experience")
    here = "/members/organisations/"
    said = page_as(client, as_user, cast.kim, here, "partner")
    assert "Robin Vale" not in said
    assert "A member" in said
    assert "Robin Vale" in page_as(client, as_user, cast.jo, here, "coordinator")
    say(cast.robin, Consent.NETWORK)
    assert "Robin Vale" in page_as(client, as_user, cast.kim, here, "partner")


def test_photos_are_asked_for_at_each_meeting_and_the_register_says_who(cast, meeting, client, as_user):
    as_user(client, cast.rowan, "member")
    here = f"/meetings/{meeting.pk}/"
    assert "Nobody takes a picture of you unless you say yes" in client.get(here).content.decode()
    said = client.post(f"{here}photos/", {"may": "1"}, follow=True).content.decode()
    assert "You said yes, for this meeting only" in said
    assert queries.holds(cast.rowan, Consent.PHOTOS, about=meeting.about_word)
    other = make.meeting("Another one", people=[])
    make.rsvp(other, cast.rowan, answer="yes", place_no=1)
    assert "Nobody takes a picture of you" in client.get(f"/meetings/{other.pk}/").content.decode()
    type(meeting).objects.filter(pk=meeting.pk).update(starts_at=timezone.now(), ends_at=timezone.now())
    as_user(client, cast.jo, "coordinator")
    said = client.get(f"{here}register/").content.decode()
    assert "May be in photos: <strong>Rowan Ashdown</strong>. Nobody else." in said
    as_user(client, cast.rowan, "member")
    client.post(f"{here}photos/", {"may": "0"})
    as_user(client, cast.jo, "coordinator")
    assert "nobody has said yes" in client.get(f"{here}register/").content.decode()


def test_who_was_not_asked_has_no_such_page(cast, meeting, client, as_user):
    as_user(client, cast.pat, "member")
    assert client.post(f"/meetings/{meeting.pk}/photos/", {"may": "1"}).status_code == 404
