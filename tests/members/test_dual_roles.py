"""People with two places at the table (domain 5.2): the role that is active decides, never the sum of both."""

import pytest
from django.utils import timezone

from meetings.models import Rsvp
from members.models import Person
from members.permissions import Permission, Role, can
from projects.actions import logging
from tests import factories as make


def words(response):
    return response.content.decode()


def as_role(visitor, role):
    visitor.post("/members/role/", {"role": role})
    return visitor


@pytest.fixture
def group_meeting(cast):
    """An Advisory Group meeting to which Rowan, Robin and Tal are asked; the first two have said yes."""
    people = [cast.rowan, cast.robin, cast.tal]
    meeting = make.meeting(title="Advisory Group in spring", body=cast.group, team=cast.team)
    for person in people:
        make.rsvp(meeting, person)
    Rsvp.objects.filter(person__in=[cast.rowan, cast.robin]).update(answer="yes", mode="room")
    return meeting


def test_story_5_a_trustee_who_is_a_member_switches_and_never_sees_peers_as_trustee(
    client, cast, as_user, group_meeting
):
    tal = as_user(client, cast.tal, "trustee")
    as_trustee = [
        words(tal.get(address)) for address in ("/", "/dashboard/", "/meetings/", f"/meetings/{group_meeting.pk}/")
    ]
    for page in as_trustee:
        assert "Rowan" not in page
        assert "Robin" not in page
    assert tal.get(f"/members/{cast.rowan.pk}/").status_code in (403, 404)
    as_role(tal, "member")
    home = words(tal.get("/"))
    assert "Advisory Group in spring" in home, "their own meeting, with its buttons"
    assert "Rowan Ashdown" not in home
    assert tal.get("/dashboard/").status_code == 403, "the figures belong to the other role"
    assert tal.get(f"/members/{cast.rowan.pk}/").status_code in (403, 404)


def test_staff_who_are_members_too_see_their_teams_answers_only_as_staff(client, cast, as_user, group_meeting):
    make.grant(cast.ash, "member")
    make.membership(cast.ash)
    make.seat(cast.ash, cast.group)
    ash = as_user(client, cast.ash, "staff")
    assert "Rowan Ashdown" in words(ash.get(f"/meetings/{group_meeting.pk}/"))
    as_role(ash, "member")
    assert ash.get(f"/meetings/{group_meeting.pk}/").status_code == 404, "not asked to it as a member"
    make.rsvp(group_meeting, cast.ash)
    page = words(ash.get(f"/meetings/{group_meeting.pk}/"))
    assert "Rowan Ashdown" not in page


def test_a_member_who_becomes_staff_keeps_their_own_and_gains_no_colleagues_member_data(client, cast, as_user):
    activity = make.activity("Panel last year", people=[cast.rowan], team=cast.team)
    make.grant(cast.rowan, "staff", team=cast.team)
    rowan = as_user(client, cast.rowan, "member")
    assert "Panel last year" in words(rowan.get("/projects/my-involvement/"))
    as_role(rowan, "staff")
    for address in (
        f"/members/{cast.robin.pk}/",
        f"/members/{cast.robin.pk}/access/",
        f"/members/{cast.robin.pk}/messages/",
    ):
        assert rowan.get(address).status_code in (403, 404), address
    assert "Panel last year" in words(rowan.get("/projects/my-involvement/")), "nothing of their own is lost"
    assert activity.participations.get().person == cast.rowan


def test_a_partner_who_is_also_a_member_opens_nothing_of_the_group_as_partner(client, cast, as_user, group_meeting):
    make.grant(cast.kim, "member")
    make.rsvp(group_meeting, cast.kim)
    kim = as_user(client, cast.kim, "partner")
    for address in ("/", "/meetings/", "/members/organisations/"):
        assert "Rowan" not in words(kim.get(address)), address
    assert kim.get("/members/").status_code == 403
    assert kim.get("/projects/").status_code == 403
    as_role(kim, "member")
    assert kim.get("/members/organisations/").status_code == 403
    assert "Advisory Group in spring" in words(kim.get("/"))


def test_a_carer_of_another_member_sees_nothing_of_theirs(client, cast, as_user):
    """Robin cares for Pat; being close is not a permission."""
    robin = as_user(client, cast.robin)
    for address in ("", "passport/", "messages/", "history/", "consents/"):
        assert robin.get(f"/members/{cast.pat.pk}/{address}").status_code in (403, 404), address
    for permission in (
        Permission.SEE_SUPPORT_PLAN,
        Permission.SEE_PASSPORT,
        Permission.SEE_INFORMATION,
        Permission.ANSWER,
    ):
        assert not can(cast.actor("robin"), permission, within=cast.pat), permission


def test_a_coordinator_who_logs_her_own_part_gets_no_hat_of_lived_experience_by_it(cast):
    kind = make.kind("Interview panel", is_meeting=False, default_level="operational")
    activity = logging.quick_log(
        actor=cast.actor("jo"), now=timezone.now(), kind=kind, title="Panel", date=timezone.localdate(), team=cast.team,
        people=[cast.jo, cast.rowan],
    )  # fmt: skip
    parts = {part.person_id: part for part in activity.participations.all()}
    assert not parts[cast.jo.pk].is_lived_experience
    assert parts[cast.rowan.pk].is_lived_experience


def test_the_union_of_two_roles_allows_no_more_than_the_active_one(cast):
    make.grant(cast.ash, "trustee")
    assert can(cast.actor("ash", Role.STAFF), Permission.LOG)
    assert not can(cast.actor("ash", Role.STAFF), Permission.SEE_DASHBOARD)
    assert can(cast.actor("ash", Role.TRUSTEE), Permission.SEE_DASHBOARD)
    assert not can(cast.actor("ash", Role.TRUSTEE), Permission.LOG)
    assert list(Person.objects.visible_to(cast.actor("ash", Role.TRUSTEE))) == [cast.ash]
