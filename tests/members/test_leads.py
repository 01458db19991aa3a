"""A new safeguarding lead opens nothing until somebody who watches has said yes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from members import charity
from members.actions import accounts, cover, leads, roles
from members.models import Letter, RoleGrant
from members.post import delivery
from members.rules import Refused

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ROOM = "/members/concerns/"


def named(cast, person, by="jo"):
    return roles.give(person=person, role="safeguarding", actor=cast.actor(by), now=NOW)


def words(response):
    return " ".join(response.content.decode().split())


def test_until_the_lead_who_is_there_says_yes_the_room_stays_shut(client, cast, as_user):
    assert cast.saf
    grant = named(cast, cast.uma)
    assert grant.waits
    assert as_user(client, cast.uma, "safeguarding").get(ROOM).status_code == 403
    page = words(as_user(client, cast.jo).get("/members/settings/access/"))
    assert "not confirmed yet" in page
    assert "Uma Devlin" in page
    as_user(client, cast.saf)
    assert "Uma Devlin" in words(client.get("/"))
    assert "is a safeguarding lead from now on" in words(
        client.post(f"/members/safeguarding-leads/{grant.pk}/", {"yes": "1"}, follow=True)
    )
    assert as_user(client, cast.uma, "safeguarding").get(ROOM).status_code == 200
    grant.refresh_from_db()
    assert grant.vouched_by == cast.saf
    delivery.deliver_due(now=timezone.now())
    assert "Your role is confirmed" in Letter.objects.get(kind="lead_confirmed").subject
    # the letter to Saf had said that it waits
    assert Letter.objects.get(kind="lead_named").person == cast.saf


def test_the_management_board_may_say_no_and_whoever_named_them_is_told(client, cast, as_user):
    assert cast.bo
    grant = named(cast, cast.uma)
    client = as_user(client, cast.bo)
    assert "Uma Devlin" in words(client.get("/members/safeguarding-leads/"))
    client.post(f"/members/safeguarding-leads/{grant.pk}/")
    assert not RoleGrant.objects.filter(role="safeguarding").exists()
    assert Letter.objects.get(kind="lead_turned_down").person == cast.jo


def test_neither_the_new_lead_nor_whoever_named_them_can_say_yes(cast):
    _ = cast.saf, cast.bo
    roles.give(person=cast.jo, role="board", actor=cast.actor("jo"), now=NOW)
    roles.give(person=cast.uma, role="board", actor=cast.actor("jo"), now=NOW)
    grant = named(cast, cast.uma)
    for who in ("jo", "uma"):
        with pytest.raises(Refused, match="somebody else"):
            leads.confirm(grant=grant, actor=cast.actor(who, "board"), now=NOW)
    with pytest.raises(PermissionDenied):
        leads.confirm(grant=grant, actor=cast.actor("jo", "coordinator"), now=NOW)
    with pytest.raises(Refused, match="answered this already"):
        leads.confirm(grant=RoleGrant.objects.get(person=cast.saf), actor=cast.actor("bo"), now=NOW)


def test_the_first_lead_of_an_empty_site_begins_after_a_whole_day_in_which_others_may_stop_it(client, cast, as_user):
    assert cast.tal
    grant, _ = accounts.invite(
        email="lee@example.org", name="Lee Park", role="safeguarding", actor=cast.actor("jo"), now=NOW
    )
    today = timezone.localdate(NOW)
    assert not grant.waits
    assert grant.starts == today + timedelta(days=2)
    assert not RoleGrant.objects.filter(role="safeguarding").on(today + timedelta(days=1)).exists()
    assert RoleGrant.objects.filter(role="safeguarding").on(grant.starts).exists()
    with pytest.raises(Refused, match="named already"):
        named(cast, grant.person)
    delivery.deliver_due(now=timezone.now())
    letter = Letter.objects.get(kind="lead_named")
    assert letter.person == cast.tal
    assert "until then nothing" in letter.text
    jo = as_user(client, cast.jo)
    assert "Lee Park" in words(jo.get("/members/settings/access/"))
    jo.post(f"/members/roles/{grant.pk}/end/")
    assert not RoleGrant.objects.filter(role="safeguarding").exists()


def test_one_coordinator_alone_names_the_first_lead_and_the_charitys_own_address_hears_of_it(client, cast, as_user):
    charity.kept.put(replace(charity.usual(), email="office@table.example"), seconds=600)
    jo = as_user(client, cast.jo)
    asked = {"email": "lee@example.org", "name": "Lee Park", "role": "safeguarding"}
    assert "a letter goes to office@table.example" in words(
        jo.post("/members/settings/access/invite/", asked, follow=True)
    )
    delivery.deliver_due(now=timezone.now())
    letter = Letter.objects.get(kind="lead_named_office")
    assert letter.to_address == "office@table.example"
    assert "Lee Park" in letter.text
    assert "until then nothing" in letter.text
    charity.kept.put(None, seconds=-1)


def test_a_lent_role_waits_as_well_and_nobody_lends_it_to_themselves(cast):
    _ = cast.saf, cast.bo
    day = timezone.localdate(NOW)
    away = {"person": cast.saf, "starts": day, "ends": day + timedelta(days=5), "lend_roles": True, "now": NOW}
    with pytest.raises(Refused, match="Nobody makes themselves"):
        cover.go_away(cover=cast.jo, actor=cast.actor("jo"), **away)
    cover.go_away(cover=cast.uma, actor=cast.actor("jo"), **away)
    assert RoleGrant.objects.get(person=cast.uma, role="safeguarding").waits


def test_ending_access_takes_what_waited_with_it(cast):
    assert cast.saf
    named(cast, cast.uma)
    accounts.end_access(person=cast.uma, actor=cast.actor("jo"), now=NOW)
    assert not RoleGrant.objects.filter(person=cast.uma, role="safeguarding").exists()
